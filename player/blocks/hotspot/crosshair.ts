/**
 * The cross on a hotspot's picture: by pointer, by keyboard, by buttons and by sliders.
 *
 * A cross is either being aimed (it shows where a mark would be) or placed (it is the answer).
 * Moving a placed one moves the answer: a finger sets it roughly, the buttons finely.
 */

import { find, findAll, svg } from "../../access/dom";

/** Thousandths of the picture's width and height. */
export type Mark = readonly [number, number];

/** Thousandths a press of an arrow moves: alone, with Shift, with Ctrl. */
const STEP = 20;
const FINE = 5;
const COARSE = 100;

const ARROWS: Readonly<Record<string, Mark>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Crosshair {
  at: Mark = [500, 500];
  state: "none" | "aimed" | "placed" = "none";
  /** Whether the mark was last set with a finger. */
  touch = false;
  private readonly cross: SVGElement;
  private readonly ranges: HTMLInputElement[];
  private pointer = "";
  private locked = false;

  constructor(
    private readonly stage: HTMLElement,
    private readonly controls: HTMLElement,
    private readonly changed: () => void,
  ) {
    this.ranges = findAll<HTMLInputElement>(controls, "[data-axis]");
    this.cross = drawCross();
    stage.append(this.cross);
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.addEventListener("pointerdown", (event) => (this.pointer = event.pointerType));
    stage.addEventListener("click", (event) => this.click(event));
    stage.addEventListener("keydown", (event) => this.key(event));
    controls.addEventListener("click", (event) => this.press(event));
    controls.addEventListener("input", () => this.slide());
    this.draw();
  }

  place(at: Mark): void {
    this.set(at, "placed");
  }

  remove(): void {
    this.set(this.at, "none");
  }

  lock(): void {
    this.locked = true;
    this.controls.hidden = true;
    this.stage.removeAttribute("tabindex");
    this.stage.removeAttribute("role");
    this.stage.removeAttribute("aria-label");
    this.draw();
  }

  private set(at: Mark, state: "none" | "aimed" | "placed"): void {
    if (this.locked) return;
    this.at = [limit(at[0]), limit(at[1])];
    this.state = state;
    this.draw();
    this.changed();
  }

  private click(event: MouseEvent): void {
    const box = this.stage.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    this.touch = this.pointer === "touch";
    const x = ((event.clientX - box.left) / box.width) * 1000;
    const y = ((event.clientY - box.top) / box.height) * 1000;
    this.place([x, y]);
  }

  private key(event: KeyboardEvent): void {
    if (this.locked || event.target !== this.stage) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.touch = false;
      this.set(this.at, this.state === "none" ? "aimed" : "placed");
    } else if (event.key === "Escape" && this.state === "aimed") {
      event.preventDefault();
      this.remove();
    } else if (ARROWS[event.key] && this.state !== "none" && !event.altKey) {
      event.preventDefault();
      this.move(event.key, event.shiftKey ? FINE : event.ctrlKey ? COARSE : STEP);
    }
  }

  private move(arrow: string, by: number): void {
    const [dx, dy] = ARROWS[arrow] ?? [0, 0];
    const state = this.state === "none" ? "aimed" : this.state;
    this.set([this.at[0] + dx * by, this.at[1] + dy * by], state);
  }

  private press(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const way = button?.dataset["move"];
    if (way) return this.move(`Arrow${way.charAt(0).toUpperCase()}${way.slice(1)}`, STEP);
    if (button?.dataset["do"] === "place") this.place(this.at);
    if (button?.dataset["do"] === "remove") {
      this.remove();
      find(this.controls, "[data-do=place]")?.focus();
    }
  }

  private slide(): void {
    const [x, y] = this.ranges.map((range) => Number(range.value) * 10);
    this.set([x ?? 500, y ?? 500], this.state === "none" ? "aimed" : this.state);
  }

  private draw(): void {
    this.cross.setAttribute("class", `cross is-${this.state}`);
    this.cross.style.left = `${this.at[0] / 10}%`;
    this.cross.style.top = `${this.at[1] / 10}%`;
    this.ranges.forEach((range, axis) => {
      range.value = String(Math.round((this.at[axis] ?? 500) / 10));
    });
    const remove = find(this.controls, "[data-do=remove]");
    const place = find(this.controls, "[data-do=place]");
    if (remove) remove.hidden = this.state !== "placed";
    if (place) place.hidden = this.state === "placed";
  }
}

function limit(value: number): number {
  return Math.min(1000, Math.max(0, Math.round(value)));
}

/** Black and white, so that it shows on any grey; of one size however large the picture. */
function drawCross(): SVGElement {
  const d = "M0 -20V-11M0 11V20M-20 0H-11M11 0H20M0 0h0";
  return svg(
    "svg",
    { viewBox: "-22 -22 44 44", "aria-hidden": "true", focusable: "false" },
    svg("circle", { class: "cross-casing", r: 11 }),
    svg("path", { class: "cross-casing", d }),
    svg("circle", { class: "cross-line", r: 11 }),
    svg("path", { class: "cross-line", d }),
  );
}
