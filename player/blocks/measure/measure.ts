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

/** Starts a measurement. */
export function startMeasure(
  root: HTMLElement,
  data: MeasureData,
  context: PageContext,
  kit: Kit,
): void {
  new kit.QuestionForm(root, data, context, (form, changed) => {
    return new MeasureInput(form, data, context, kit, changed);
  });
}

class MeasureInput extends PictureInput<MeasureData> {
  readonly tellsAnswer = false;
  protected readonly least: number;

  constructor(
    form: HTMLFormElement,
    data: MeasureData,
    context: PageContext,
    kit: Kit,
    changed: () => void,
  ) {
    const most = MARKS[data.measure];
    super(form, data, context, kit, changed, { most, near: [14, 22] }, MARK);
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
    const beside = this.name(own, text, "left");
    // Where both would stand on one side, they stand one above the other.
    const yours = this.data.measure === "length" ? beside : { ...beside, side: "under" as const };
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

  /** A value stands beside what was measured, where no mark is. */
  private name(points: readonly Point[], text: string, side: "left" | "right" = "right"): Name {
    const { measure } = this.data;
    const xs = points.map(([x]) => x);
    const middle = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
    if (measure === "angle") {
      // Outside the angle.
      const [x, y] = points[1]!;
      return { text, at: [x, y], side: (xs[0]! + xs[2]!) / 2 > x ? "left" : "right" };
    }
    if (measure === "lines") return { text, at: [xs.reduce((sum, x) => sum + x, 0) / 4, middle] };
    const at = side === "right" ? Math.max(...xs) : Math.min(...xs);
    return { text, at: [at, middle], side };
  }
}
