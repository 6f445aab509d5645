/**
 * A hotspot question: mark one place or several on a picture, or choose them from a list; or say
 * that there is nothing to mark.
 */

import { announce } from "../../access/announce";
import { find } from "../../access/dom";
import type { Answer, HotspotData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import { percent as share } from "../../scoring/choices";
import type { Point } from "../../scoring/overlap";
import { hits, inPixels, regionAt } from "../../scoring/places";
import { edgeOf, regionPath } from "../pictured/drawing";
import type { Happening, Mark } from "../pictured/marks";
import { MARK, MARKER, percent, PictureInput } from "../pictured/picture";
import type { PageContext } from "../part";

export class HotspotInput extends PictureInput<HotspotData> {
  readonly tellsAnswer: boolean;
  protected readonly least = 1;
  /** The button for the entry without a place, and its index in the list. */
  private readonly none: HTMLElement | null;
  private readonly noneAt: number;
  /** Marks that went when that button was pressed; null while it is not. */
  private aside: readonly Mark[] | null = null;

  constructor(
    form: HTMLFormElement,
    data: HotspotData,
    context: PageContext,
    changed: () => void,
    kit: Kit,
  ) {
    const several = data.targets.length > 1;
    const most = several ? data.targets.length + 1 : 1;
    const near = several ? ([22, 22] as const) : ([0, 0] as const);
    super(form, data, context, changed, kit, { most, near }, several ? MARK : MARKER);
    this.tellsAnswer = data.targets.length > 0;
    this.noneAt = data.regions.indexOf(null);
    this.none = find(form, "[data-do=nothing]");
    this.none?.addEventListener("click", () => this.pressNone());
    const ways = [this.hand("hotspot_mouse", "hotspot_touch")];
    const rule = data.cost ? "hotspot_several" : "hotspot_several_free";
    if (several) ways.push(context.say(rule, { n: most }));
    const label = this.names[this.noneAt] ?? "";
    if (this.none) ways.push(context.say("hotspot_nothing", { label }));
    this.start(ways);
  }

  override draft(): Answer | null {
    const none = this.route === "picture" && this.aside;
    return none ? { selected: [this.noneAt], marks: [] } : super.draft();
  }

  chosen(answer: Answer, points: number): readonly number[] {
    if (answer.marks.length === 0) return answer.selected;
    const found = this.places(answer, points).map(({ target, on }) => (target >= 0 ? target : on));
    return [...new Set(found)].filter((index) => index >= 0);
  }

  remarks(answer: Answer, points: number, done: boolean): readonly string[] {
    const { say } = this.context;
    const { selected, marks } = answer;
    const remarks: string[] = [];
    const several = this.data.targets.length > 1;
    if (marks.length > 0) {
      if (several) remarks.push(...this.tally(answer, points, done));
      else remarks.push(...this.places(answer, points).map((place) => this.where(place, null)));
    } else if (this.route === "picture" && selected.length > 0) {
      remarks.push(say("your_answer", { label: this.names[this.noneAt] ?? "" }));
    }
    if (done && this.tellsAnswer && points < 100 && !(several && marks.length > 0)) {
      const region = this.named(this.data.correct);
      remarks.push(say(several ? "right_places" : "right_place", { region }));
    }
    return remarks;
  }

  override restore(answer: Answer): void {
    // "Nothing" is the same answer on both routes: it stays where it was given.
    const here = this.route === "picture" && this.aside && answer.selected[0] === this.noneAt;
    if (!here) super.restore(answer);
  }

  protected override moved(what: Happening, n: number): void {
    // A new mark takes "nothing to mark" back.
    if (this.aside && this.marks.placed.length > 0) this.setAside(null);
    super.moved(what, n);
  }

  protected override state(): readonly string[] {
    const { aside } = this;
    if (!aside) return [];
    const { say } = this.context;
    const said = [say("your_answer", { label: this.names[this.noneAt] ?? "" })];
    if (aside.length > 0) said.push(say("marks_aside", { n: aside.length }));
    return said;
  }

  protected nothing(): string {
    const { say } = this.context;
    const name = this.names[this.data.regions.indexOf(null)];
    return name ? say("error_mark_or_none", { name }) : say("error_mark");
  }

  /** The true outlines with their names; the learner's marks stay where they are. */
  protected reveal(): void {
    const { targets, correct } = this.data;
    const lines = targets.map((target) => ({ d: regionPath(target), slot: 1 }));
    const [width, height] = this.data.size;
    const above: Point[] = [];
    const names = targets.map((target, index) => {
      const text = this.names[correct[index] ?? -1] ?? "";
      const at = edgeOf(target);
      // Beside a neighbour's name there is no room for another: it goes under its place.
      const near = above.some(([x, y]) => {
        return Math.abs(x - at[0]) < width / 3 && Math.abs(y - at[1]) < height / 10;
      });
      if (near) return { text, at: edgeOf(target, true), side: "under" as const };
      above.push(at);
      return { text, at };
    });
    this.overlay.draw(lines, names);
  }

  /** Marks go when there is nothing to mark, and come back when that is taken back. */
  private pressNone(): void {
    const { aside, marks } = this;
    this.setAside(aside ? null : [...marks.placed]);
    marks.set(aside ?? []);
    this.changed();
    announce(find(document, "#_announce"), this.state().join(" "));
  }

  private setAside(marks: readonly Mark[] | null): void {
    this.aside = marks;
    this.none?.setAttribute("aria-pressed", String(marks !== null));
  }

  // -- where the marks are --------------------------------------------------------------------

  /** For each mark the entry of the list that it hit, -1 for none, and the one that it is on. */
  private places(answer: Answer, points: number): Place[] {
    const { data } = this;
    const targets = data.correct.filter((index) => data.regions[index]);
    return this.judged(answer, points).map((target, index) => {
      const mark = answer.marks[index]!;
      const on = regionAt(data, inPixels(data, mark));
      const hit = targets[target] ?? -1;
      // Near a target, as judged with a finger, is not on another region.
      return { mark, target: hit, on: hit < 0 && data.correct.includes(on) ? -1 : on };
    });
  }

  /** Which target each mark hit, as it was judged: by a finger, or not. */
  private judged({ marks }: Answer, points: number): readonly number[] {
    const { data } = this;
    const wanted = data.targets.length;
    const earned = (found: readonly number[]): number => {
      const hit = found.filter((target) => target >= 0).length;
      const part = wanted ? share(hit - data.cost * (marks.length - hit), wanted) : 0;
      return data.whole && part < 100 ? 0 : part;
    };
    const ways = [this.finger(), false, true];
    const found = ways.map((finger) => hits(data, marks, finger));
    return found.find((each) => earned(each) === points) ?? found[0]!;
  }

  private where({ mark, target, on }: Place, n: number | null): string {
    const { say } = this.context;
    const values = { ...percent(mark), i: n ?? 1 };
    const one = n === null;
    const near = target >= 0 && on !== target;
    if (near) return say("mark_near_region", { region: this.names[target] ?? "" });
    const region = this.names[on] ?? "";
    if (on >= 0) return say(one ? "mark_on_region" : "mark_on_region_n", { ...values, region });
    return say(one ? "mark_outside" : "mark_outside_n", values);
  }

  /** Found, missed, and beside. */
  private tally(answer: Answer, points: number, done: boolean): string[] {
    const { say } = this.context;
    const places = this.places(answer, points);
    const found = places.flatMap(({ target }) => (target < 0 ? [] : [target]));
    const missed = this.data.correct.filter((index) => !found.includes(index));
    const said: string[] = [];
    if (found.length > 0) said.push(say("marks_found", { regions: this.named(found) }));
    if (missed.length > 0) {
      const regions = this.named(missed);
      said.push(say(done ? "marks_missed" : "marks_left", { regions, n: missed.length }));
    }
    const beside = places.filter(({ target }) => target < 0);
    if (beside.length > 0) said.push(say("marks_beside", { n: beside.length }));
    places.forEach((place, index) => {
      if (place.target < 0) said.push(this.where(place, index + 1));
    });
    return said;
  }

  private named(indexes: readonly number[]): string {
    return indexes.map((index) => this.names[index] ?? "").join(", ");
  }
}

interface Place {
  readonly mark: Mark;
  readonly target: number;
  readonly on: number;
}
