/**
 * An outline question: draw round something on a picture, corner by corner or in one stroke, or
 * answer from a list.
 */

import { find } from "../../access/dom";
import { canHover } from "../../access/motion";
import type { Answer, OutlineData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import { agreement, areas, type Point } from "../../scoring/overlap";
import { inPixels } from "../../scoring/places";
import { edgeOf, linePath, regionPath } from "../pictured/drawing";
import type { Happening } from "../pictured/marks";
import { CORNER, PictureInput } from "../pictured/picture";
import type { PageContext } from "../part";
import { watchStroke } from "./stroke";

/** Corners that an answer can have. */
const FEWEST = 3;
const MOST = 12;

export class OutlineInput extends PictureInput<OutlineData> {
  readonly tellsAnswer = false;
  protected readonly least = FEWEST;
  private closed = false;
  private freehand = canHover();

  constructor(
    form: HTMLFormElement,
    data: OutlineData,
    context: PageContext,
    changed: () => void,
    kit: Kit,
  ) {
    const rules = { most: MOST, near: [10, 16] as const, corners: true };
    super(form, data, context, changed, kit, rules, CORNER);
    const { stage, marks } = this;
    watchStroke(stage, {
      wanted: (event) => this.freehand && !this.closed && marks.left > 0 && !marks.blank && marks.nearest(event) < 0,
      under: (event) => marks.under(event),
      room: () => MOST - marks.placed.length,
      drawn: (corners, touch) => {
        marks.touch = touch;
        const alone = marks.placed.length === 0;
        marks.set([...marks.placed, ...corners]);
        // A stroke that began the outline is the outline.
        if (alone || marks.left === 0) this.close();
      },
    });
    stage.addEventListener("dblclick", () => this.close());
    this.controls.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("button") : null;
      const act = button?.dataset["do"];
      if (act === "close") this.close();
      else if (act === "clear") this.clear();
      else if (act === "freehand") this.draws(!this.freehand);
      // What was pressed may have nothing more to do.
      if (button?.hidden) stage.focus();
    });
    this.draws(this.freehand);
    this.start([this.hand("outline_mouse", "outline_touch")]);
  }

  override restore(answer: Answer): void {
    this.closed = false;
    super.restore(answer);
    this.close();
  }

  override judge(answer: Answer, done: boolean): void {
    if (answer.marks.length > 0) this.close();
    super.judge(answer, done);
  }

  chosen({ selected }: Answer): readonly number[] {
    return selected;
  }

  remarks({ marks }: Answer, _points: number, done: boolean): readonly string[] {
    const { say } = this.context;
    const { data } = this;
    const remarks: string[] = [];
    if (marks.length > 0) {
      const drawn = marks.map((mark) => inPixels(data, mark));
      const found = areas(drawn, data.target.polygons);
      const share = whole(agreement(data, drawn));
      const words = done ? "outline_agree" : "outline_agree_yet";
      remarks.push(say(words, { share, full: whole(data.full) }));
      if (done && found.both > 0) {
        const inside = whole(found.both / found.region);
        const outside = whole(1 - found.both / found.drawn);
        remarks.push(say("outline_parts", { inside, outside }));
      }
    }
    if (done) remarks.push(say("outline_drawn"));
    return remarks;
  }

  protected override moved(what: Happening, n: number): void {
    if (this.closed && this.marks.placed.length < FEWEST) return this.open();
    super.moved(what, n);
  }

  protected override pressed(index: number): boolean {
    const closes = index === 0 && !this.closed && this.marks.placed.length >= FEWEST;
    if (closes) this.close();
    return closes;
  }

  protected override state(): readonly string[] {
    return this.closed ? [this.context.say("outline_closed")] : [];
  }

  protected nothing(): string {
    return this.context.say("error_outline");
  }

  protected override lines(): void {
    const d = linePath(this.corners(), this.closed);
    this.overlay.draw(d ? [{ d, slot: 2 }] : []);
    const { placed } = this.marks;
    const shown = {
      close: !this.closed && placed.length >= FEWEST,
      clear: placed.length > 0,
      freehand: !this.closed,
    };
    for (const [act, on] of Object.entries(shown)) {
      const button = find(this.controls, `[data-do=${act}]`);
      if (button) button.hidden = !on;
    }
  }

  protected reveal({ marks }: Answer): void {
    const { data } = this;
    const { say } = this.context;
    const { target } = data;
    const right = { d: regionPath(target), slot: 1 };
    const name = { text: say("outline_right"), at: edgeOf(target) };
    if (marks.length === 0) return this.overlay.draw([right], [name]);
    const drawn = marks.map((mark) => inPixels(data, mark));
    const at = edgeOf({ polygons: [drawn] }, true);
    const own = { d: linePath(drawn, true), slot: 2, dashed: true };
    this.overlay.draw([right, own], [name, { text: say("outline_yours"), at, side: "under" }]);
  }

  /** The corners in pixels of the picture, and the one that is aimed. */
  private corners(): Point[] {
    const { placed, aiming, at } = this.marks;
    return (aiming ? [...placed, at] : placed).map((mark) => inPixels(this.data, mark));
  }

  private close(): void {
    if (this.closed || this.marks.placed.length < FEWEST) return;
    this.closed = true;
    this.marks.close(true);
  }

  private open(): void {
    this.closed = false;
    this.marks.close(false);
  }

  private clear(): void {
    this.closed = false;
    this.marks.set([]);
    this.marks.close(false);
    this.changed();
    this.stage.focus();
  }

  /** Whether a drag on the picture draws: a finger's moves the page until this is asked for. */
  private draws(on: boolean): void {
    this.freehand = on;
    this.stage.classList.toggle("is-drawing", on);
    find(this.controls, "[data-do=freehand]")?.setAttribute("aria-pressed", String(on));
  }
}

/** A share in whole per cent; 100 only when it is all. */
function whole(share: number): number {
  return share < 1 ? Math.min(99, Math.round(100 * share)) : 100;
}
