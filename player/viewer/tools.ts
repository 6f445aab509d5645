/** The buttons of the viewer: what there is to press, and what each press asks for. */

import { find, findAll, make, svg } from "../access/dom";
import type { Say } from "../strings/words";

/** What a press asks for. */
export type Act =
  | "close"
  | "out"
  | "in"
  | "fit"
  | "full"
  | "left"
  | "up"
  | "down"
  | "right"
  | "adjust"
  | "text"
  | "screen";

/** Drawings of 24 × 24 units for buttons that have no room for words. */
const DRAWN: Partial<Record<Act | "window", string>> = {
  close: "M6 6l12 12M18 6L6 18",
  out: "M5 12h14",
  in: "M5 12h14M12 5v14",
  left: "M15 5l-7 7 7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  right: "M9 5l7 7-7 7",
  screen: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  window: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
};

export class Tools {
  readonly element: HTMLElement;
  /** The last of them, in the corner. */
  readonly end: HTMLElement;
  /** Opens the picture by itself: for browsers and frames that have no full screen. */
  readonly link: HTMLAnchorElement;

  constructor(
    private readonly say: Say,
    act: (wanted: Act) => void,
  ) {
    this.link = make("a", { class: "button button-quiet button-icon", target: "_blank" });
    this.link.rel = "noopener noreferrer";
    this.link.append(...this.face("window"));
    this.link.title = say("viewer_window");
    this.element = make(
      "div",
      { class: "viewer-tools" },
      this.group("viewer_zoom", ["out", "in", "fit", "full"]),
      this.button("adjust"),
      this.group("viewer_pan", ["left", "up", "down", "right"]),
      this.button("text"),
    );
    const screen = document.fullscreenEnabled ? this.button("screen") : this.link;
    this.end = make("div", { class: "viewer-end" }, screen, this.button("close"));
    for (const area of [this.element, this.end]) {
      area.addEventListener("click", (event) => {
        const button = event.target instanceof Element ? event.target.closest("button") : null;
        const wanted = button?.dataset["act"];
        if (wanted) act(wanted as Act);
      });
    }
  }

  /** Say of a button that it opens something, and whether that is open. */
  expand(act: Act, open: boolean): void {
    this.of(act)?.setAttribute("aria-expanded", String(open));
  }

  /** Grey out buttons that would change nothing. They stay where Tab finds them. */
  dim(acts: readonly Act[]): void {
    for (const button of findAll(this.element, "[data-act]")) {
      const off = acts.includes(button.dataset["act"] as Act);
      button.setAttribute("aria-disabled", String(off));
    }
  }

  /** The words of a button that has different ones for different pictures. */
  name(act: Act, text: string): void {
    const button = this.of(act);
    if (button) button.textContent = text;
  }

  private of(act: Act): HTMLElement | null {
    return find(this.element, `[data-act=${act}]`);
  }

  private group(name: string, acts: readonly Act[]): HTMLElement {
    const buttons = acts.map((act) => this.button(act));
    return make("div", { role: "group", "aria-label": this.say(name) }, ...buttons);
  }

  private button(act: Act): HTMLElement {
    const kind = DRAWN[act] ? "button button-quiet button-icon" : "button button-quiet";
    const attributes = { type: "button", class: kind, "data-act": act };
    const button = make("button", attributes, ...this.face(act));
    if (DRAWN[act]) button.title = this.say(`viewer_${act}`);
    return button;
  }

  private face(name: Act | "window"): Node[] {
    const words = this.say(`viewer_${name}`);
    const d = DRAWN[name];
    if (!d) return [document.createTextNode(words)];
    const drawing = { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" };
    return [
      svg("svg", drawing, svg("path", { d })),
      make("span", { class: "visually-hidden" }, words),
    ];
  }
}
