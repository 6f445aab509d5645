/**
 * A hotspot question: mark a place on a picture, or choose it from a list. Both routes give the
 * same score, and nothing is judged before Check.
 */

import { announce } from "../../access/announce";
import { find, findAll, svg } from "../../access/dom";
import { canHover } from "../../access/motion";
import type { Answer, HotspotData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import type { Input } from "../../question";
import { inPixels, regionAt } from "../../scoring/places";
import type { PageContext } from "../part";
import type { Options } from "../question/options";
import { Crosshair } from "./crosshair";

type Route = "picture" | "list";

/** Starts a hotspot question. */
export function startHotspot(
  root: HTMLElement,
  data: HotspotData,
  context: PageContext,
  kit: Kit,
): void {
  new kit.QuestionForm(root, data, context, (form, changed) => {
    return new HotspotInput(form, data, context, kit, changed);
  });
}

class HotspotInput implements Input {
  readonly tellsAnswer: boolean;
  private readonly stage: HTMLElement;
  private readonly cross: Crosshair;
  private readonly options: Options;
  private readonly names: string[];
  private readonly switcher: HTMLElement;
  private route: Route = "picture";

  constructor(
    private readonly form: HTMLFormElement,
    private readonly data: HotspotData,
    private readonly context: PageContext,
    kit: Kit,
    private readonly changed: () => void,
  ) {
    this.tellsAnswer = data.targets.length > 0;
    this.stage = part(form, "[data-stage]");
    this.switcher = part(form, "[data-do=route]");
    const controls = part(form, "[data-controls]");
    this.options = new kit.Options(form, data.correct, context.say);
    this.names = findAll(form, ".option-text").map((each) => each.textContent ?? "");
    controls.hidden = false;
    const how = part(form, ".q-how");
    how.hidden = false;
    const ways = [context.say(canHover() ? "hotspot_mouse" : "hotspot_touch")];
    if (data.regions.includes(null)) ways.push(context.say("hotspot_none"));
    how.textContent = ways.join(" ");
    this.stage.setAttribute("aria-describedby", `${how.id} ${part(form, ".q-prompt").id}`);
    this.stage.id = `${how.id}_stage`;
    this.cross = new Crosshair(this.stage, controls, () => this.moved());
    this.switcher.addEventListener("click", () => {
      this.take(this.route === "list" ? "picture" : "list");
    });
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "radio") changed();
    });
    this.say();
    this.take("picture");
  }

  read(): Answer | null {
    if (this.route === "list") {
      const { selected } = this.options;
      return selected.length > 0 ? { selected, marks: [] } : null;
    }
    return this.cross.state === "placed" ? { selected: [], marks: [this.cross.at] } : null;
  }

  restore(answer: Answer): void {
    const [mark] = answer.marks;
    this.take(mark ? "picture" : "list");
    if (mark) this.cross.place(mark);
    else this.options.select(answer.selected);
  }

  chosen(answer: Answer, points: number): readonly number[] {
    const [mark] = answer.marks;
    if (!mark) return answer.selected;
    if (points === 100) return this.data.correct;
    const index = regionAt(this.data, inPixels(this.data, mark));
    // Near a target, as judged with a finger or on a small screen, is not on another region.
    return index < 0 || this.data.correct.includes(index) ? [] : [index];
  }

  judge(answer: Answer, done: boolean): void {
    if (this.route === "list") this.options.judge(answer.selected, done);
    if (done) this.outline();
  }

  unjudge(): void {
    this.options.unjudge();
  }

  remarks(answer: Answer, points: number, done: boolean): readonly string[] {
    const { say } = this.context;
    const remarks = [];
    const [mark] = answer.marks;
    const right = this.data.correct.map((index) => this.names[index] ?? "").join(", ");
    if (mark) {
      const point = inPixels(this.data, mark);
      const on = regionAt(this.data, point);
      if (on >= 0) remarks.push(say("mark_on_region", { region: this.names[on] ?? "" }));
      else if (points === 100) remarks.push(say("mark_near_region", { region: right }));
      else remarks.push(say("mark_outside", percent(mark)));
    }
    if (done && this.tellsAnswer && points < 100) {
      remarks.push(say("right_place", { region: right }));
    }
    return remarks;
  }

  lock(): void {
    this.cross.lock();
    this.options.lock();
    part(this.form, ".q-how").hidden = true;
  }

  missing(): { message: string; control: HTMLElement | null } {
    const list = this.route === "list";
    return {
      message: this.context.say(list ? "error_list" : "error_mark"),
      control: list ? this.options.first : this.stage,
    };
  }

  shown() {
    // As on the page, also in the viewer: a mark at one place scores the same in both.
    const { clientWidth, dataset } = this.stage;
    return { width: Number(dataset["width"]) || clientWidth, touch: this.cross.touch };
  }

  /** Answer on the picture or from the list; both keep what they hold. */
  private take(route: Route): void {
    this.route = route;
    part(this.form, "[data-route=list]").hidden = route !== "list";
    part(this.form, "[data-controls]").hidden = route === "list";
    part(this.form, ".q-how").hidden = route === "list";
    this.form.classList.toggle("by-list", route === "list");
    this.switcher.textContent = this.context.say(
      route === "list" ? "answer_on_image" : "answer_from_list",
    );
  }

  private moved(): void {
    this.say();
    if (this.cross.state === "placed") this.changed();
  }

  /** Where the cross is, in words, at all the places that say it. */
  private say(): void {
    const { say } = this.context;
    const { state, at } = this.cross;
    const where = percent(at);
    const label = state === "none" ? say("stage_label") : say("stage_cross", where);
    this.stage.setAttribute("aria-label", label);
    const words = { none: "marker_none", aimed: "cross_at", placed: "marker_at" }[state];
    const place = part(this.form, "[data-place]");
    place.textContent = say(words, where);
    findAll(this.form, "[data-axis]").forEach((range, axis) => {
      const value = axis === 0 ? "percent_across" : "percent_down";
      range.setAttribute("aria-valuetext", say(value, where));
    });
    const status = find(document, "#_announce");
    if (document.activeElement === this.stage && state !== "none") {
      announce(status, say(state === "placed" ? "marker_placed" : "stage_cross", where));
    }
  }

  /** The true outline, with the learner's mark left where it was. */
  private outline(): void {
    if (find(this.stage, ".fig-ov")) return;
    const [width, height] = this.data.size;
    const paths = this.data.targets.flatMap(({ polygons, open }) => {
      const end = open ? "" : "Z";
      const d = polygons.map((each) => `M${each.map((point) => point.join(" ")).join("L")}${end}`);
      const both = d.join("");
      return [svg("path", { class: "casing", d: both }), svg("path", { class: "line", d: both })];
    });
    const drawing = svg("g", { class: "slot-1" }, ...paths);
    const viewBox = `0 0 ${width} ${height}`;
    const overlay = svg("svg", { class: "fig-ov", viewBox, "aria-hidden": "true" }, drawing);
    this.stage.insertBefore(overlay, find(this.stage, ".cross"));
  }
}

function percent([x, y]: readonly [number, number]): { x: number; y: number } {
  return { x: Math.round(x / 10), y: Math.round(y / 10) };
}

function part(root: ParentNode, selector: string): HTMLElement {
  const found = find(root, selector);
  if (!found) throw new Error(`a hotspot has no ${selector}`);
  return found;
}
