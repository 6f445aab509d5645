/**
 * A measurement on a picture: a length between two marks, an angle at the second of three, or the
 * angle between two lines; or an answer from a list.
 */

import type { Answer, MeasureData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import { between, MARKS } from "../../scoring/measures";
import type { Point } from "../../scoring/overlap";
import { inPixels } from "../../scoring/places";
import { linePath, type Name } from "../pictured/drawing";
import { MARK, PictureInput } from "../pictured/picture";
import type { PageContext } from "../part";

/** CSS pixels that a value keeps from what it belongs to: no mark is under it. */
const GAP = 26;

export class MeasureInput extends PictureInput<MeasureData> {
  readonly tellsAnswer = false;
  protected readonly least: number;

  constructor(
    form: HTMLFormElement,
    data: MeasureData,
    context: PageContext,
    changed: () => void,
    kit: Kit,
  ) {
    const most = MARKS[data.measure];
    super(form, data, context, changed, kit, { most, near: [14, 22] }, MARK);
    this.least = most;
    this.start([context.say(`measure_${data.measure}`), this.hand("marks_mouse", "marks_touch")]);
  }

  override restore(answer: Answer): void {
    super.restore(answer);
    this.lines();
  }

  chosen({ selected }: Answer): readonly number[] {
    return selected;
  }

  remarks({ marks }: Answer, _points: number, done: boolean): readonly string[] {
    const { say } = this.context;
    const { data } = this;
    const remarks: string[] = [];
    if (marks.length > 0) {
      const value = this.value(marks.map((mark) => inPixels(data, mark)));
      remarks.push(value ? say("measure_yours", { value }) : say("measure_none"));
    }
    if (done) {
      const off = this.amount(data.tolerance);
      remarks.push(say("measure_right", { value: this.amount(data.value), off }));
    }
    return remarks;
  }

  protected nothing(): string {
    return this.context.say("error_measure", { n: this.least });
  }

  /** What the marks measure, those that are there and the cross. */
  protected override state(): readonly string[] {
    const value = this.value(this.points());
    return value ? [this.context.say("measure_now", { value })] : [];
  }

  protected override lines(): void {
    const points = this.points();
    const value = this.value(points);
    const d = this.drawn(points);
    this.overlay.draw(d ? [{ d, slot: 2 }] : [], value ? [this.name(points, value)] : []);
  }

  protected reveal({ marks }: Answer): void {
    const { say } = this.context;
    const { points, value } = this.data;
    const right = { d: this.drawn(points), slot: 1 };
    const name = this.name(points, say("measure_name_right", { value: this.amount(value) }));
    if (marks.length === 0) return this.overlay.draw([right], [name]);
    const own = marks.map((mark) => inPixels(this.data, mark));
    const text = say("measure_name_yours", { value: this.value(own) });
    const yours = this.name(own, text, true);
    this.overlay.draw([right, { d: this.drawn(own), slot: 2, dashed: true }], [name, yours]);
  }

  private points(): Point[] {
    const { placed, aiming, at } = this.marks;
    return (aiming ? [...placed, at] : placed).map((mark) => inPixels(this.data, mark));
  }

  /** "" while nothing is measured. */
  private value(points: readonly Point[]): string {
    const { measure, spacing } = this.data;
    if (points.length < this.least) return "";
    const value = between(measure, points, spacing ?? [1, 1]);
    return Number.isNaN(value) ? "" : this.amount(value);
  }

  /** A value with its unit, no finer than the tolerance asks for. */
  private amount(value: number): string {
    const { measure, tolerance } = this.data;
    const length = measure === "length";
    const fine = tolerance < (length ? 0.5 : 2) ? 1 : 0;
    const digits = { maximumFractionDigits: fine + (length ? 1 : 0) };
    const n = new Intl.NumberFormat(this.context.course.language, digits).format(value);
    return this.context.say(length ? "scale_mm" : "measure_degrees", { n });
  }

  private drawn(points: readonly Point[]): string {
    if (this.data.measure !== "lines") return linePath(points);
    return linePath(points.slice(0, 2)) + linePath(points.slice(2));
  }

  /** Where a value stands: beside what was measured, `second` where the first does not. */
  private name(points: readonly Point[], text: string, second = false): Name {
    const [width] = this.data.size;
    const { measure } = this.data;
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const middle: Point = [(left + right) / 2, (top + bottom) / 2];
    const fits = { right: right < 0.7 * width, left: left > 0.3 * width };
    const name = (at: Point, side?: Name["side"]): Name =>
      side ? { text, at, side, gap: GAP } : { text, at, gap: GAP };
    if (measure === "lines") return name(middle, second ? "under" : undefined);
    if (measure === "angle") {
      // Outside the angle: on the side of its corner where the arms are not.
      const corner = points[1]!;
      const side = xs[0]! + xs[2]! > 2 * corner[0] ? "left" : "right";
      const free = side === "left" ? corner[0] > 0.3 * width : corner[0] < 0.7 * width;
      return name(corner, second ? "under" : free ? side : undefined);
    }
    const level = right - left > bottom - top;
    if (!level && fits.right && !second) return name([right, middle[1]], "right");
    if (!level && fits.left && (!second || fits.right)) return name([left, middle[1]], "left");
    return second ? name([middle[0], bottom], "under") : name([middle[0], top]);
  }
}
