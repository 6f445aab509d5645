/**
 * Findings on one picture or more: the toggle, the list, and the overlays that are a picture of it.
 *
 * Without this script everything is shown; it starts by hiding. What is to be seen is worked out in
 * `findings.ts`; this file turns events into that value and that value into attributes. A kind of
 * block with more than one picture hears which finding is asked for, and brings it to the front.
 */

import { announce } from "../../access/announce";
import { find, findAll } from "../../access/dom";
import { canHover } from "../../access/motion";
import type { PageContext } from "../part";
import * as seen from "./findings";

/** Milliseconds a mouse rests on the picture before it previews. */
const REST = 100;

/** What a kind of block does in its own way. */
export interface Owner {
  /** The learner chose a finding, or went to it in the list by the arrow keys. */
  bring?(index: number): void;
  /** A click on a picture beside every finding; without it findings are shown or hidden. */
  background?(): void;
  /** Name of the hint for as long as the findings are hidden; "" for none. */
  hint?: string;
}

export function startFigure(figure: HTMLElement, context: PageContext): void {
  startFindings(figure, context);
}

/** Starts the findings of `figure`, if it has any: its stages, its bar and its list. */
export function startFindings(figure: HTMLElement, context: PageContext, owner: Owner = {}): void {
  const stages = findAll(figure, ".fig-screen .fig-stage");
  layOver(figure, stages);
  const bar = find(figure, ".fig-bar");
  const list = find(figure, ".fig-findings");
  if (bar && list) new Findings(figure, stages, bar, list, context, owner);
}

/**
 * Annotated pictures stand below the others for print and for readers without scripts. Copies lie
 * over the picture: one for all findings, or one that is shown while its finding stands out.
 */
function layOver(figure: HTMLElement, stages: HTMLElement[]): void {
  for (const still of findAll(figure, "[data-over]")) {
    const id = still.dataset["over"] ?? "";
    const over = find(still, "img")?.cloneNode() as HTMLElement;
    const stage = (id && stages.find((each) => find(each, `[data-f="${id}"]`))) || stages[0];
    over.className = "fig-over";
    if (id) over.dataset["f"] = id;
    const image = stage && find(stage, "img");
    image?.after(over);
  }
}

class Findings {
  private state: seen.Findings;
  private readonly items: HTMLElement[];
  private readonly buttons: HTMLButtonElement[];
  private readonly drawn: Element[];
  private readonly ids: string[];
  private readonly status: Element | null;
  private readonly hint: HTMLElement | null;
  private readonly howToShow: string;
  private rest = 0;

  constructor(
    private readonly figure: HTMLElement,
    private readonly stages: HTMLElement[],
    private readonly bar: HTMLElement,
    private readonly list: HTMLElement,
    private readonly context: PageContext,
    private readonly owner: Owner,
  ) {
    this.items = findAll(list, "li[data-f]");
    this.buttons = findAll<HTMLButtonElement>(list, ".fig-finding");
    this.drawn = stages.flatMap((stage) => findAll<Element>(stage, "[data-f]"));
    this.ids = this.items.map((item) => item.dataset["f"] ?? "");
    this.status = find(figure, "[role=status]");
    this.hint = find(bar, "[data-hint]");
    const { reveal } = figure.dataset;
    const pointer = reveal === "hover" ? "hint_hover" : "hint_click";
    this.howToShow = owner.hint ?? (canHover() ? pointer : "hint_tap");
    this.state = seen.closed(this.items.length, reveal === "open");
    bar.hidden = false;
    figure.classList.add("is-live");
    this.listen(reveal === "hover");
    this.rove(0);
    this.draw();
  }

  private listen(hovers: boolean): void {
    this.bar.addEventListener("click", (event) => this.press(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("focusin", (event) => this.point(this.indexOf(event.target)));
    this.list.addEventListener("focusout", () => this.point(-1));
    for (const area of [...this.stages, this.list]) {
      area.addEventListener("pointerover", (event) => this.over(event));
      area.addEventListener("pointerleave", () => this.leave());
    }
    for (const stage of this.stages) {
      stage.addEventListener("click", (event) => this.click(event));
      if (hovers) stage.addEventListener("pointerenter", (event) => this.enter(event));
    }
    const keys = (event: KeyboardEvent) => this.key(event);
    this.figure.addEventListener("keydown", keys);
    // While a preview shows, the focus may be anywhere (WCAG 1.4.13).
    const anywhere = (event: KeyboardEvent) => this.state.preview && this.key(event);
    document.addEventListener("keydown", anywhere, { signal: this.context.signal });
  }

  private change(state: seen.Findings): void {
    if (state === this.state) return;
    this.state = state;
    this.draw();
  }

  private press(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    switch (button?.dataset["do"]) {
      case "toggle":
        return this.toggle();
      case "previous":
        return this.step(-1);
      case "next":
        return this.step(1);
    }
  }

  private toggle(): void {
    this.change(seen.toggle(this.state));
    const { say } = this.context;
    const { shown, total } = this.state;
    announce(this.status, shown ? say("findings_shown", { n: total }) : say("findings_hidden"));
  }

  private step(by: 1 | -1): void {
    const next = seen.step(this.state, by);
    if (!next) {
      announce(this.status, this.context.say(by > 0 ? "findings_end" : "findings_start"));
      return;
    }
    this.change(next);
    this.rove(next.pinned);
    this.tell(next.pinned);
  }

  private pin(index: number): void {
    this.change(seen.pin(this.state, index));
    this.rove(index);
    if (this.state.pinned === index) this.tell(index);
  }

  private tell(index: number): void {
    const item = this.items[index];
    if (!item) return;
    const before = this.bring(index);
    const label = find(item, ".fig-name")?.textContent ?? "";
    const text = find(item, ".fig-text")?.textContent?.trim() ?? "";
    const values = { n: index + 1, total: this.state.total, label, text };
    announce(this.status, before + this.context.say("finding_announced", values));
  }

  /** Brings a finding to the front, and the window that it asks for; gives what to say of that. */
  private bring(index: number): string {
    this.owner.bring?.(index);
    const end = this.items[index]?.dataset["window"];
    const radio = end ? find<HTMLInputElement>(this.figure, `input[id$="${end}"]`) : null;
    if (!radio || radio.checked) return "";
    radio.click();
    const name = radio.labels?.[0]?.textContent ?? "";
    return `${this.context.say("window_chosen", { name })}. `;
  }

  private click(event: Event): void {
    const index = this.indexOf(event.target);
    if (index < 0 && this.owner.background) return this.owner.background();
    if (index < 0 || !seen.visible(this.state)) return this.toggle();
    this.pin(index);
    this.items[index]?.scrollIntoView({ block: "nearest" });
  }

  private choose(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest(".fig-finding") : null;
    if (button) this.pin(this.indexOf(button));
  }

  private walk(event: KeyboardEvent): void {
    const at = this.indexOf(event.target);
    const last = this.buttons.length - 1;
    const to: Record<string, number> = {
      ArrowDown: Math.min(at + 1, last),
      ArrowRight: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      ArrowLeft: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const index = to[event.key];
    if (index === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.rove(index);
    this.buttons[index]?.focus();
    this.bring(index);
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // In the viewer Escape closes that; only a preview, which may be in the way, goes first.
    if (!this.state.preview && this.figure.closest("dialog")) return;
    const before = this.state;
    const focused = this.list.contains(document.activeElement);
    this.change(seen.escape(before));
    if (before === this.state) return;
    event.preventDefault();
    if (focused && !seen.visible(this.state)) find(this.bar, "[data-do=toggle]")?.focus();
    if (before.shown && !this.state.shown) {
      announce(this.status, this.context.say("findings_hidden"));
    }
  }

  private enter(event: PointerEvent): void {
    if (event.pointerType !== "mouse") return;
    window.clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.change(seen.hover(this.state, true)), REST);
  }

  private over(event: PointerEvent): void {
    if (event.pointerType === "mouse") this.point(this.indexOf(event.target));
  }

  private leave(): void {
    window.clearTimeout(this.rest);
    this.change(seen.hover(this.state, false));
  }

  private point(index: number): void {
    if (index !== this.state.pointed) this.change({ ...this.state, pointed: index });
  }

  /** One stop for the whole list in the order of Tab. */
  private rove(index: number): void {
    this.buttons.forEach((button, i) => {
      button.tabIndex = i === index ? 0 : -1;
    });
  }

  private indexOf(target: EventTarget | null): number {
    const owner = target instanceof Element ? target.closest<HTMLElement>("[data-f]") : null;
    return owner ? this.ids.indexOf(owner.getAttribute("data-f") ?? "") : -1;
  }

  private draw(): void {
    const shows = seen.visible(this.state);
    const one = seen.emphasised(this.state);
    this.figure.classList.toggle("is-shown", shows);
    if (this.state.shown) this.count();
    this.list.hidden = !shows;
    this.drawHint();
    find(this.bar, "[data-do=toggle]")?.setAttribute("aria-pressed", String(this.state.shown));
    this.buttons.forEach((button, index) => {
      button.setAttribute("aria-pressed", String(this.state.pinned === index));
      this.items[index]?.classList.toggle("is-on", one === index);
    });
    for (const element of this.drawn) {
      const index = this.ids.indexOf(element.getAttribute("data-f") ?? "");
      element.classList.toggle("is-on", one === index);
      element.classList.toggle("is-off", one >= 0 && one !== index);
    }
  }

  /** Showing the findings may be asked for; that a pointer passed over them is not enough. */
  private count(): void {
    const { session, page } = this.context;
    const figure = this.figure.id.slice(this.figure.id.indexOf("_") + 1);
    session.dispatch({ type: "shown", page: page.id, figure });
  }

  /** What can be done next: show the findings, or look at one of several alone. */
  private drawHint(): void {
    if (!this.hint) return;
    const { shown, total } = this.state;
    const name = shown ? "hint_one" : this.howToShow;
    this.hint.hidden = !name || (shown && total < 2);
    this.hint.textContent = name && this.context.say(name);
  }
}
