/**
 * The input of questions that are answered by marks on a picture, or from the list under it. Both
 * routes keep what they hold, give the same score, and nothing is judged before Check.
 */

import { announce } from "../../access/announce";
import { find, findAll, make } from "../../access/dom";
import { canHover } from "../../access/motion";
import type { Answer, HotspotData, MeasureData, OutlineData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import type { Input } from "../../question";
import type { PageContext } from "../part";
import type { Options } from "../question/options";
import { Overlay } from "./drawing";
import { watchLoss } from "./loss";
import { type Happening, type Mark, type MarkRules, Marks } from "./marks";

type Route = "picture" | "list";

/** The strings that tell of marks: each says which one and where. */
export const MARK = {
  count: "marks_count",
  full: "marks_full",
  at: "mark_at",
  placed: "mark_placed",
  removed: "mark_removed",
  name: "mark_name",
};
/** Where there is only one it has no number. */
export const MARKER: typeof MARK = { ...MARK, at: "marker_at", placed: "marker_placed" };
export const CORNER: typeof MARK = {
  count: "corners_count",
  full: "corners_full",
  at: "corner_at",
  placed: "corner_placed",
  removed: "corner_removed",
  name: "corner_name",
};

export abstract class PictureInput<Data extends HotspotData | OutlineData | MeasureData>
  implements Input
{
  abstract readonly tellsAnswer: boolean;
  protected readonly stage: HTMLElement;
  protected readonly controls: HTMLElement;
  protected readonly marks: Marks;
  protected readonly options: Options;
  protected readonly overlay: Overlay;
  /** What the entries of the list say. */
  protected readonly names: readonly string[];
  protected route: Route = "picture";
  private readonly switcher: HTMLElement;
  /** The route before the picture was lost. */
  private before: Route = "picture";
  private locked = false;

  constructor(
    protected readonly form: HTMLFormElement,
    protected readonly data: Data,
    protected readonly context: PageContext,
    protected readonly changed: () => void,
    kit: Kit,
    private readonly rules: MarkRules,
    private readonly words: typeof MARK,
  ) {
    this.stage = part(form, "[data-stage]");
    this.switcher = part(form, "[data-do=route]");
    this.controls = part(form, "[data-controls]");
    this.options = new kit.Options(form, data.correct, context.say);
    this.names = findAll(form, ".option-text").map((each) => each.textContent ?? "");
    const how = part(form, ".q-how");
    const { stage } = this;
    stage.setAttribute("aria-describedby", `${how.id} ${part(form, ".q-prompt").id}`);
    stage.id = `${how.id}_stage`;
    this.marks = new Marks(
      stage,
      this.controls,
      rules,
      (what, n) => this.moved(what, n),
      (index) => this.pressed(index),
    );
    this.overlay = new Overlay(stage, data.size);
    this.switcher.addEventListener("click", () => {
      this.take(this.route === "list" ? "picture" : "list");
    });
    form.addEventListener("change", ({ target }) => {
      if (target instanceof Element && target.matches(".option input")) changed();
    });
  }

  /** To be called when the kind's own parts are there. */
  protected start(instruction: readonly string[]): void {
    part(this.form, ".q-how").textContent = instruction.join(" ");
    this.say();
    this.take("picture");
    watchLoss(this.stage, this.context.say, (gone) => this.lost(gone));
  }

  /** How to mark, for this device. */
  protected hand(mouse: string, touch: string): string {
    return this.context.say(canHover() ? mouse : touch);
  }

  // -- what differs ---------------------------------------------------------------------------

  /** Fewer marks than this are no answer. */
  protected abstract readonly least: number;

  /** What the lines between the marks are. */
  protected lines(): void {}

  /** What is said of the marks besides where they are. */
  protected state(): readonly string[] {
    return [];
  }

  /** A placed mark was clicked. */
  protected pressed(_index: number): boolean {
    return false;
  }

  abstract chosen(answer: Answer, points: number): readonly number[];
  abstract remarks(answer: Answer, points: number, done: boolean): readonly string[];
  protected abstract nothing(): string;
  /** Draw what is right over the picture. */
  protected abstract reveal(answer: Answer): void;

  // -- Input ----------------------------------------------------------------------------------

  read(): Answer | null {
    const answer = this.draft();
    const few = answer && answer.marks.length > 0 && answer.marks.length < this.least;
    return few ? null : answer;
  }

  draft(): Answer | null {
    if (this.route === "list") {
      const { selected } = this.options;
      return selected.length > 0 ? { selected, marks: [] } : null;
    }
    const marks = [...this.marks.placed];
    return marks.length > 0 ? { selected: [], marks } : null;
  }

  restore(answer: Answer): void {
    const { marks, selected } = answer;
    this.take(marks.length > 0 ? "picture" : "list");
    if (marks.length > 0) this.marks.set(marks);
    else this.options.select(selected);
  }

  judge(answer: Answer, done: boolean): void {
    // Without the picture, marks are judged while the list is shown.
    const listed = this.route === "list" && answer.marks.length === 0;
    if (listed) this.options.judge(answer.selected, done);
    if (done) this.reveal(answer);
  }

  unjudge(): void {
    this.options.unjudge();
  }

  lock(): void {
    this.locked = true;
    this.marks.lock();
    this.options.lock();
    part(this.form, ".q-how").hidden = true;
  }

  missing(): { message: string; control: HTMLElement | null } {
    const list = this.route === "list";
    return {
      message: list ? this.context.say("error_list") : this.nothing(),
      control: list ? this.options.first : this.stage,
    };
  }

  finger(): boolean {
    return this.marks.touch;
  }

  // -- routes and words -----------------------------------------------------------------------

  /** Answer on the picture or from the list; both keep what they hold. */
  protected take(wanted: Route): void {
    const list = wanted === "list" || this.marks.blank;
    this.route = list ? "list" : "picture";
    part(this.form, "[data-route=list]").hidden = !list;
    this.controls.hidden = list;
    part(this.form, ".q-how").hidden = list;
    this.form.classList.toggle("by-list", list);
    this.switcher.textContent = this.context.say(list ? "answer_on_image" : "answer_from_list");
  }

  /** Without its picture a question is answered from the list, until the picture is there. */
  private lost(gone: boolean): void {
    this.marks.blank = gone;
    this.switcher.hidden = gone;
    if (this.locked) return;
    if (gone) this.before = this.route;
    this.take(gone || this.options.selected.length > 0 ? "list" : this.before);
  }

  protected moved(what: Happening, n: number): void {
    this.lines();
    this.say();
    this.announce(what, n);
    if (this.marks.placed.length > 0 || what === "removed") this.changed();
  }

  private announce(what: Happening, n: number): void {
    const { say } = this.context;
    const { state, at, placed, left } = this.marks;
    const onStage = document.activeElement === this.stage;
    const where = { ...percent(at), i: n };
    const full = say(this.words.full);
    const several = this.rules.most > 1;
    const told: string[] = [];
    if (what === "placed") told.push(say(this.words.placed, where));
    else if (what === "removed" && several) told.push(say(this.words.removed, where));
    else if (what === "full") told.push(full);
    else if (state !== "none") {
      const now = { ...where, i: this.marks.number };
      told.push(say(state === "aimed" ? "stage_cross" : this.words.at, now));
    }
    if (what === "placed" && left === 0 && several) told.push(full);
    if (placed.length > 0) told.push(...this.state());
    const heard = onStage || what === "removed" || what === "full";
    if (heard && told.length > 0) announce(find(document, "#_announce"), told.join(" "));
  }

  /** Where marks and cross are, in words, at all the places that say it. */
  protected say(): void {
    const { say } = this.context;
    const { state, at, placed, number } = this.marks;
    const { most } = this.rules;
    const where = { ...percent(at), i: number, n: most, done: placed.length };
    const label = state === "none" ? "stage_label" : "stage_cross";
    this.stage.setAttribute("aria-label", say(label, where));
    const words: string[] = [];
    if (most > 1) words.push(say(this.words.count, where));
    if (state === "aimed") words.push(say("cross_at", where));
    else if (state === "placed") words.push(say(this.words.at, where));
    else if (most === 1) words.push(say("marker_none"));
    const full = this.rules.corners && placed.length >= most && this.state().length === 0;
    if (full) words.push(say(this.words.full));
    part(this.form, "[data-place]").textContent = [...words, ...this.state()].join(" ");
    findAll(this.form, "[data-axis]").forEach((range, axis) => {
      const value = axis === 0 ? "percent_across" : "percent_down";
      range.setAttribute("aria-valuetext", say(value, where));
    });
    this.list(placed);
  }

  /** The placed marks as buttons that choose them. */
  private list(placed: readonly Mark[]): void {
    const box = find(this.controls, "[data-marks]");
    if (!box) return;
    box.hidden = placed.length === 0;
    while (box.children.length > placed.length) box.lastElementChild?.remove();
    placed.forEach((mark, index) => {
      const button = (box.children[index] as HTMLElement | undefined) ?? this.chip(box, index);
      const where = { ...percent(mark), i: index + 1 };
      button.setAttribute("aria-label", this.context.say(this.words.name, where));
      const chosen = index === this.marks.chosen && !this.marks.aiming;
      button.setAttribute("aria-pressed", String(chosen));
    });
  }

  private chip(box: HTMLElement, index: number): HTMLElement {
    const looks = { type: "button", class: "button button-quiet button-icon" };
    const button = make("button", { ...looks, "data-mark": index }, String(index + 1));
    box.append(button);
    return button;
  }
}

/** A mark in whole per cent. */
export function percent([x, y]: Mark): { x: number; y: number } {
  return { x: Math.round(x / 10), y: Math.round(y / 10) };
}

/** A part of a question that its template always has. */
export function part(root: ParentNode, selector: string): HTMLElement {
  const found = find(root, selector);
  if (!found) throw new Error(`a question on a picture has no ${selector}`);
  return found;
}
