/**
 * A stack of slices: a range input, buttons and keys always; wheel and swipe once it was activated,
 * so that until then the page scrolls past it; and for a loop Play and Pause.
 */

import { announce } from "../../access/announce";
import { find, findAll, make } from "../../access/dom";
import { canHover } from "../../access/motion";
import { startFindings } from "../figure/figure";
import { Screen } from "../figure/screen";
import { onChoice } from "../figure/windows";
import type { PageContext } from "../part";

/** Pictures kept on either side of the one that is shown, in each window. */
const NEAR = 24;
/** Pictures that are loaded at a time. */
const AT_ONCE = 4;
/** Slices that Page Up and Page Down go. */
const PAGE = 5;
/** CSS pixels that a wheel turns for a slice. */
const TURN = 50;

/** Rows that marks of findings on the same slices take at most. */
const ROWS = 3;

/** Names of the strings: where one is; what can be done, and what is on, by mouse and by finger. */
const WORDS = {
  slice: [
    "slice_at",
    "slice_hint_mouse",
    "slice_hint_touch",
    "slice_active_mouse",
    "slice_active_touch",
  ],
  frame: [
    "frame_at",
    "frame_hint_mouse",
    "frame_hint_touch",
    "frame_active_mouse",
    "frame_active_touch",
  ],
} as const;

/** From the first slice on which something is to the last, counted from 1. */
type Span = readonly [first: number, last: number];

export function startStack(figure: HTMLElement, context: PageContext): void {
  const stage = find(figure, ".fig-screen .fig-stage");
  const range = find<HTMLInputElement>(figure, "input[type=range]");
  if (stage && range) new Stack(figure, stage, range, context);
}

class Stack {
  private readonly series: string[][];
  private readonly total: number;
  private readonly words: readonly [string, string, string, string, string];
  private readonly screen: Screen;
  private readonly spans = new Map<string, Span>();
  private readonly marked: Element[];
  private readonly status: Element | null;
  private readonly scroller: HTMLElement | null;
  private readonly player: HTMLElement | null;
  private at: number;
  private window = 0;
  private active = false;
  private turned = 0;
  private swipe: { y: number; at: number } | null = null;
  private loading = 0;
  private timer = 0;
  private speed = 1;

  constructor(
    private readonly figure: HTMLElement,
    private readonly stage: HTMLElement,
    private readonly range: HTMLInputElement,
    private readonly context: PageContext,
  ) {
    const { slices = "", what } = figure.dataset;
    this.series = slices.split("|").map((paths) => paths.split(" "));
    this.total = this.series[0]?.length ?? 0;
    this.words = WORDS[what === "frame" ? "frame" : "slice"];
    this.at = Number(range.defaultValue);
    this.status = find(figure, "[role=status]");
    this.scroller = find(figure, "[data-scroll]");
    this.player = find(figure, "[data-play]");
    this.screen = new Screen(stage, context.say);
    this.screen.call(this.where());
    for (const item of findAll(figure, "li[data-slices]")) {
      const [first = 1, last = 1] = (item.dataset["slices"] ?? "").split(" ").map(Number);
      this.spans.set(item.dataset["f"] ?? "", [first, last]);
    }
    this.collect();
    const ids = [...this.spans.keys()];
    startFindings(figure, context, {
      bring: (index) => this.bring(this.spans.get(ids[index] ?? "")),
      background: () => this.activate(!this.active, true),
      hint: "",
    });
    this.marked = findAll<Element>(stage, "[data-f]");
    figure.classList.add("is-live");
    this.mark();
    this.listen();
    this.draw();
  }

  /** The drawings of findings on other slices come from the pictures that stand below the stack. */
  private collect(): void {
    const name = (drawn: Element) => drawn.getAttribute("data-f") ?? "";
    const known = new Set(findAll<Element>(this.stage, "[data-f]").map(name));
    for (const still of findAll(this.figure, ".fig-still")) {
      const drawn = findAll<Element>(still, "[data-f]").filter((each) => !known.has(name(each)));
      for (const each of drawn) {
        known.add(name(each));
        const layer = each.parentElement?.getAttribute("class");
        find<Element>(this.stage, `.${layer}`)?.append(each.cloneNode(true));
      }
    }
  }

  /**
   * Marks beside the range input, where findings are: one for all that look alike and are on the
   * same slices, and those that share slices one below the other.
   */
  private mark(): void {
    const marks = find(this.figure, ".stk-marks");
    const steps = Math.max(1, this.total - 1);
    const known = new Set<string>();
    const rows: Span[][] = [];
    for (const item of findAll(this.figure, "li[data-slices]")) {
      const [first, last] = this.spans.get(item.dataset["f"] ?? "") ?? [1, this.total];
      const key = `${item.className} ${first} ${last}`;
      if (last - first >= steps || known.has(key)) continue;
      known.add(key);
      const free = rows.findIndex((row) => row.every(([a, b]) => last < a || first > b));
      const row = free < 0 ? Math.min(rows.length, ROWS - 1) : free;
      (rows[row] ??= []).push([first, last]);
      const mark = make("span", { class: item.className });
      mark.style.insetInlineStart = `${((first - 1) / steps) * 100}%`;
      mark.style.width = `${((last - first) / steps) * 100}%`;
      mark.style.setProperty("--row", String(row));
      marks?.append(mark);
    }
    marks?.parentElement?.style.setProperty("--rows", String(Math.max(1, rows.length)));
  }

  private listen(): void {
    const { figure, stage, range } = this;
    const { signal } = this.context;
    range.addEventListener("input", () => this.turn(Number(range.value)));
    range.addEventListener("keydown", (event) => this.key(event));
    for (const button of findAll(figure, "[data-go]")) {
      button.addEventListener("click", () => {
        this.turn(this.at + Number(button.dataset["go"]));
        announce(this.status, this.where());
      });
    }
    this.scroller?.addEventListener("click", () => this.activate(!this.active));
    this.player?.addEventListener("click", () => {
      const over = this.at === this.total && figure.dataset["loop"] === undefined;
      if (over && !this.timer) this.go(1);
      this.play(!this.timer);
    });
    onChoice(figure, "_w", (value, name) => this.look(Number(value), name));
    onChoice(figure, "_v", (value) => {
      this.speed = Number(value);
      if (this.timer) this.play(true);
    });
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => {
      this.swipe = this.active && event.pointerType !== "mouse" ? { y: event.y, at: this.at } : null;
    });
    stage.addEventListener("pointermove", (event) => this.drag(event));
    if (!this.spans.size) stage.addEventListener("click", () => this.activate(!this.active, true));
    document.addEventListener("keydown", (event) => this.escape(event), { signal, capture: true });
    document.addEventListener("pointerdown", (event) => this.outside(event), { signal });
    signal.addEventListener("abort", () => this.play(false));
    if (this.player) this.watch();
  }

  /** Nothing moves where nobody looks: a loop stops when it, or the whole tab, is out of sight. */
  private watch(): void {
    const { signal } = this.context;
    const seen = new IntersectionObserver((entries) => {
      if (!entries[entries.length - 1]?.isIntersecting) this.play(false);
    });
    seen.observe(this.stage);
    signal.addEventListener("abort", () => seen.disconnect());
    const hide = () => document.hidden && this.play(false);
    document.addEventListener("visibilitychange", hide, { signal });
  }

  // -- what is shown --------------------------------------------------------------------------

  private path(at: number): string {
    return this.series[this.window]?.[at - 1] ?? "";
  }

  private where(): string {
    return this.context.say(this.words[0], { n: this.at, total: this.total });
  }

  /** The learner goes to a slice: what plays stops. */
  private turn(to: number): void {
    this.play(false);
    this.go(to);
    void this.fetch();
  }

  private go(to: number): void {
    const at = Math.min(this.total, Math.max(1, to));
    if (at === this.at) return;
    this.at = at;
    this.draw();
  }

  private bring(span: Span | undefined): void {
    if (!span) return;
    const [first, last] = span;
    this.turn(this.at >= first && this.at <= last ? this.at : (first + last) >> 1);
  }

  private look(window: number, name: string): void {
    this.window = window;
    this.draw();
    announce(this.status, this.context.say("window_chosen", { name }));
    void this.fetch();
  }

  /** How wheel and swipe begin to change slices, or how they end. */
  private how(): string {
    const [, mouse, touch, mouseOn, touchOn] = this.words;
    const [off, on] = canHover() ? [mouse, mouseOn] : [touch, touchOn];
    return this.context.say(this.active ? on : off);
  }

  private draw(): void {
    const where = this.where();
    this.range.value = String(this.at);
    this.range.setAttribute("aria-valuetext", where);
    const output = find(this.figure, ".stk-at");
    if (output) output.textContent = where;
    void this.screen.show(this.path(this.at), where);
    for (const element of this.marked) {
      const [first, last] = this.spans.get(element.getAttribute("data-f") ?? "") ?? [0, 0];
      element.classList.toggle("is-away", this.at < first || this.at > last);
    }
    const hint = find(this.figure, "[data-scroll-hint]");
    if (hint) hint.textContent = this.how();
    this.scroller?.setAttribute("aria-pressed", String(this.active));
    this.stage.classList.toggle("is-scrolling", this.active);
  }

  /** Loads what is not there yet, the nearest slices first; keeps no more than the near ones. */
  private async fetch(): Promise<void> {
    this.screen.keep(new Set(this.near()));
    while (this.loading < AT_ONCE) {
      const next = this.near().find((path) => this.screen.lacks(path));
      if (!next) return;
      this.loading += 1;
      void this.screen.load(next).then(() => {
        this.loading -= 1;
        void this.fetch();
      });
    }
  }

  private near(): string[] {
    const { at, total } = this;
    return Array.from({ length: 2 * NEAR + 1 }, (_, i) => {
      const by = (i % 2 ? 1 : -1) * ((i + 1) >> 1);
      return this.path(((((at - 1 + by) % total) + total) % total) + 1);
    });
  }

  // -- wheel, swipe, keys ---------------------------------------------------------------------

  private activate(on: boolean, byPicture = false): void {
    this.active = on;
    this.turned = 0;
    this.draw();
    if (!on) return;
    announce(this.status, this.how());
    void this.fetch();
    if (byPicture) this.range.focus({ preventScroll: true });
  }

  private wheel(event: WheelEvent): void {
    if (!this.active || event.ctrlKey) return;
    event.preventDefault();
    const unit = [1, 20, 400][event.deltaMode] ?? 1;
    this.turned += event.deltaY * unit;
    if (Math.abs(this.turned) < TURN) return;
    this.turn(this.at + Math.sign(this.turned));
    this.turned = 0;
  }

  /** A finger moves what is under it, as on the page: upwards to the next slice. */
  private drag(event: PointerEvent): void {
    if (!this.swipe) return;
    const step = Math.min(24, Math.max(6, this.stage.clientHeight / this.total));
    this.turn(this.swipe.at + Math.trunc((this.swipe.y - event.y) / step));
  }

  private key(event: KeyboardEvent): void {
    const by = { PageUp: PAGE, PageDown: -PAGE }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.turn(this.at + by);
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.active) return;
    event.preventDefault();
    event.stopPropagation();
    this.activate(false);
  }

  private outside(event: PointerEvent): void {
    const { target } = event;
    if (this.active && target instanceof Node && !this.figure.contains(target)) this.activate(false);
  }

  // -- loop -----------------------------------------------------------------------------------

  private play(on: boolean): void {
    if (!this.player || (!on && !this.timer)) return;
    window.clearInterval(this.timer);
    this.timer = 0;
    if (on) {
      const rate = Number(this.figure.dataset["rate"]) * this.speed;
      this.timer = window.setInterval(() => this.tick(), 1000 / rate);
      void this.fetch();
    }
    this.player.textContent = this.context.say(on ? "pause" : "play");
  }

  /** One picture on, if it is there: nothing is left out. */
  private tick(): void {
    const end = this.at >= this.total;
    if (end && this.figure.dataset["loop"] === undefined) return this.play(false);
    const next = end ? 1 : this.at + 1;
    if (this.screen.has(this.path(next))) this.go(next);
    void this.fetch();
  }
}
