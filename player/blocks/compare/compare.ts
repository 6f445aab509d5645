/**
 * Two pictures: one over the other up to a divider, one in place of the other, or side by side.
 *
 * One number says what is seen of the second picture, from 0 to 100. The range input, the buttons, a
 * drag across the pictures and a finding that is asked for all set it.
 */

import { find, findAll, make } from "../../access/dom";
import { startFindings } from "../figure/figure";
import type { PageContext } from "../part";

/** CSS pixels after which a press on the picture is a drag. */
const DRAG = 5;

export function startCompare(figure: HTMLElement, context: PageContext): void {
  const pair = find(figure, ".cmp-pair");
  if (pair) new Compare(figure, pair, context);
}

class Compare {
  /** Per cent of the second picture that are seen. */
  private share = 50;
  private both: boolean;
  private from: number | null = null;
  private dragged = false;
  private readonly slides: boolean;
  private readonly range: HTMLInputElement | null;
  private readonly views: HTMLElement[];
  private readonly names: HTMLElement[];
  private readonly items: HTMLElement[];

  constructor(
    private readonly figure: HTMLElement,
    private readonly pair: HTMLElement,
    private readonly context: PageContext,
  ) {
    const { mode } = figure.dataset;
    this.slides = mode === "slider";
    this.both = mode === "side-by-side";
    if (mode === "switch") this.share = 0;
    this.range = find<HTMLInputElement>(figure, ".cmp-range");
    this.views = findAll(figure, "[data-view]");
    this.names = findAll(pair, ".cmp-name");
    this.items = findAll(figure, ".fig-findings li");
    startFindings(figure, context, { bring: (index) => this.bring(index) });
    figure.classList.add("is-live");
    if (this.slides) this.listenToDrags();
    this.range?.addEventListener("input", () => this.set(Number(this.range?.value)));
    for (const view of this.views) view.addEventListener("click", () => this.look(view));
    this.draw();
  }

  private listenToDrags(): void {
    const { pair } = this;
    pair.append(make("div", { class: "cmp-divider" }));
    pair.addEventListener("dragstart", (event) => event.preventDefault());
    pair.addEventListener("pointerdown", (event) => {
      this.dragged = false;
      this.from = this.both || event.button !== 0 ? null : event.clientX;
    });
    pair.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      pair.addEventListener(end, () => {
        this.from = null;
      });
    }
    // A drag ends in a click, which is not meant for the findings.
    pair.addEventListener("click", (event) => this.dragged && event.stopPropagation(), true);
  }

  private move(event: PointerEvent): void {
    if (this.from === null || !(event.buttons & 1)) return;
    if (!this.dragged && Math.abs(event.clientX - this.from) < DRAG) return;
    this.dragged = true;
    this.pair.setPointerCapture(event.pointerId);
    const { left, width } = this.pair.getBoundingClientRect();
    const cut = Math.round(((event.clientX - left) / width) * 100);
    this.set(Math.min(100, Math.max(0, this.turned() ? cut : 100 - cut)));
  }

  /** In a script that runs from the right, the first picture is on the right. */
  private turned(): boolean {
    return getComputedStyle(this.pair).direction === "rtl";
  }

  private look(view: HTMLElement): void {
    const wanted = view.dataset["view"] ?? "";
    if (wanted !== "both") return this.set(Number(wanted));
    this.both = !this.both;
    this.draw();
  }

  private bring(index: number): void {
    const side = this.items[index]?.closest<HTMLElement>("[data-side]")?.dataset["side"];
    if (side && this.figure.dataset["mode"] !== "side-by-side" && !this.both) {
      this.set(Number(side));
    }
  }

  private set(share: number): void {
    this.share = share;
    this.both = false;
    this.draw();
  }

  private draw(): void {
    const { both, share } = this;
    this.figure.classList.toggle("cmp-both", both);
    this.pair.style.setProperty("--cut", `${this.turned() ? share : 100 - share}%`);
    const [before, after] = this.names;
    before?.classList.toggle("is-away", !both && share === 100);
    after?.classList.toggle("is-away", !both && share === 0);
    for (const view of this.views) {
      const wanted = view.dataset["view"];
      const on = wanted === "both" ? both : !both && share === Number(wanted);
      view.setAttribute("aria-pressed", String(on));
    }
    if (!this.range) return;
    this.range.value = String(share);
    const label = (share ? after : before)?.textContent ?? "";
    const part = this.context.say("compare_share", { n: share, label });
    this.range.setAttribute("aria-valuetext", share % 100 ? part : label);
  }
}
