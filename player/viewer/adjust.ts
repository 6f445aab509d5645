/**
 * Brightness, contrast and inversion of a picture in the viewer: a value, and the panel to set it.
 *
 * The value becomes a CSS filter on the picture alone. What is drawn over it, and the picture on
 * the page, stay as they are.
 */

import { find, findAll, make } from "../access/dom";
import type { Say } from "../strings/words";

export interface Adjustment {
  /** Per cent; 100 is the picture's own. */
  readonly brightness: number;
  readonly contrast: number;
  readonly inverted: boolean;
}

export const UNTOUCHED: Adjustment = { brightness: 100, contrast: 100, inverted: false };

/** Whether the picture looks other than it is. */
export function isAdjusted({ brightness, contrast, inverted }: Adjustment): boolean {
  return brightness !== 100 || contrast !== 100 || inverted;
}

/** As the value of the CSS property `filter`. */
export function asFilter(adjustment: Adjustment): string {
  if (!isAdjusted(adjustment)) return "none";
  const { brightness, contrast, inverted } = adjustment;
  return `invert(${inverted ? 1 : 0}) brightness(${brightness}%) contrast(${contrast}%)`;
}

/** The panel: two sliders and two buttons. */
export class AdjustPanel {
  readonly element: HTMLElement;
  private now = UNTOUCHED;

  constructor(
    private readonly say: Say,
    private readonly changed: (adjustment: Adjustment) => void,
  ) {
    const invert = { type: "button", class: "button button-quiet", "data-adjust": "invert" };
    const reset = { ...invert, "data-adjust": "reset" };
    this.element = make(
      "div",
      { class: "viewer-adjust", role: "group", "aria-label": say("viewer_adjust"), hidden: true },
      this.range("brightness", 40, 300),
      this.range("contrast", 40, 400),
      make(
        "div",
        {},
        make("button", invert, say("viewer_invert")),
        make("button", reset, say("viewer_reset")),
      ),
    );
    this.element.addEventListener("input", () => this.slide());
    this.element.addEventListener("click", (event) => this.press(event));
  }

  show(adjustment: Adjustment): void {
    this.now = adjustment;
    for (const label of findAll(this.element, "label")) {
      const range = find<HTMLInputElement>(label, "input");
      const value = adjustment[range?.name as "brightness" | "contrast"];
      const text = this.say("viewer_percent", { n: value });
      const words = find(label, ".viewer-value");
      if (words) words.textContent = text;
      if (!range) continue;
      range.value = String(value);
      range.setAttribute("aria-valuetext", text);
    }
    const invert = find(this.element, "[data-adjust=invert]");
    invert?.setAttribute("aria-pressed", String(adjustment.inverted));
  }

  private range(name: "brightness" | "contrast", min: number, max: number): HTMLElement {
    return make(
      "label",
      {},
      make("span", {}, this.say(`viewer_${name}`)),
      make("input", { type: "range", name, min, max, step: 10 }),
      make("span", { class: "viewer-value", "aria-hidden": "true" }),
    );
  }

  private slide(): void {
    const [brightness = 100, contrast = 100] = findAll<HTMLInputElement>(
      this.element,
      "input",
    ).map((range) => Number(range.value));
    this.change({ ...this.now, brightness, contrast });
  }

  private press(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { adjust } = button?.dataset ?? {};
    if (adjust === "invert") this.change({ ...this.now, inverted: !this.now.inverted });
    if (adjust === "reset") this.change(UNTOUCHED);
  }

  private change(adjustment: Adjustment): void {
    this.show(adjustment);
    this.changed(adjustment);
  }
}
