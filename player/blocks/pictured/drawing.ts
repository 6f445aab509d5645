/** What is drawn over a picture: marks, lines with a dark casing, names on plates. */

import { find, make, svg } from "../../access/dom";
import type { Region } from "../../course";
import type { Point } from "../../scoring/overlap";

/** Thousandths of the picture's width and height. */
export type Mark = readonly [number, number];

const CROSS = "M0 -20V-11M0 11V20M-20 0H-11M11 0H20M0 0h0";

/** The marks themselves: of one size however large the picture. */
export class MarkDrawing {
  private readonly drawn: SVGElement[] = [];

  constructor(
    private readonly stage: HTMLElement,
    private readonly several: boolean,
    private readonly corners: boolean,
  ) {}

  draw(placed: readonly Mark[], aimed: Mark | null, chosen: number): void {
    const all = aimed ? [...placed, aimed] : placed;
    const wanted = Math.max(1, all.length);
    while (this.drawn.length > wanted) this.drawn.pop()?.remove();
    while (this.drawn.length < wanted) {
      const made = this.make(this.drawn.length + 1);
      this.drawn.push(made);
      this.stage.append(made);
    }
    this.drawn.forEach((element, index) => {
      const at = all[index];
      const state = !at ? "none" : index < placed.length ? "placed" : "aimed";
      const free = this.several && state === "placed" ? " is-free" : "";
      const small = this.corners && state === "placed" && index !== chosen ? " is-corner" : "";
      const picked = index === chosen && !aimed ? " is-chosen" : "";
      element.setAttribute("class", `cross is-${state}${free}${small}${picked}`);
      element.style.left = `${(at?.[0] ?? 500) / 10}%`;
      element.style.top = `${(at?.[1] ?? 500) / 10}%`;
    });
  }

  /** Black and white, so that it shows on any grey. */
  private make(number: number): SVGElement {
    const parts = ["casing", "line"].flatMap((kind) => [
      svg("circle", { class: `cross-${kind}`, r: 11 }),
      svg("path", { class: `cross-${kind}`, d: CROSS }),
    ]);
    if (this.several && !this.corners) {
      const text = svg("text", { x: 10, y: -10 });
      text.textContent = String(number);
      parts.push(text);
    }
    const attributes = { viewBox: "-22 -22 44 44", "aria-hidden": "true", focusable: "false" };
    return svg("svg", attributes, ...parts);
  }
}

/** A line over the picture. */
export interface Line {
  /** Path data in pixels of the picture. */
  readonly d: string;
  /** Which of the colours of findings. */
  readonly slot: number;
  readonly dashed?: boolean;
}

/** A name beside a place of the picture, given in its pixels. */
export interface Name {
  readonly text: string;
  readonly at: Point;
  /** On which side of the place; above it when left out. */
  readonly side?: "under" | "left" | "right";
  /** CSS pixels between: a mark at the place needs more. */
  readonly gap?: number;
}

/** Lines and names between the picture and the marks. */
export class Overlay {
  private readonly names = make("div", { class: "hs-names", "aria-hidden": "true" });
  private readonly lines: SVGElement;

  constructor(
    stage: HTMLElement,
    private readonly size: Point,
  ) {
    const viewBox = `0 0 ${size[0]} ${size[1]}`;
    this.lines = svg("svg", { class: "fig-ov hs-ov", viewBox, "aria-hidden": "true" });
    const first = find<Element>(stage, ".cross");
    stage.insertBefore(this.lines, first);
    stage.insertBefore(this.names, first);
  }

  draw(lines: readonly Line[], names: readonly Name[] = []): void {
    const drawn = lines.map(({ d, slot, dashed }) =>
      svg(
        "g",
        { class: `slot-${slot}` },
        svg("path", { class: "casing", d }),
        svg("path", { class: dashed ? "line dashed" : "line", d }),
      ),
    );
    this.lines.replaceChildren(...drawn);
    this.names.replaceChildren(...names.map((name) => this.plate(name)));
  }

  /** A name stays on the picture, at whichever edge its place is. */
  private plate({ text, at, side, gap = 10 }: Name): HTMLElement {
    const [x, y] = [at[0] / this.size[0], at[1] / this.size[1]];
    const plate = make("p", { class: "hs-name", dir: "auto" }, text);
    const below = side === "under" ? y < 0.88 : y < 0.12;
    const beside = side === "left" || side === "right";
    const away = (after: boolean) => (after ? `${gap}px` : `calc(-100% - ${gap}px)`);
    const [across, down] = beside
      ? [away(side === "right"), `${-100 * y}%`]
      : [`${-100 * x}%`, away(below)];
    plate.style.left = `${100 * x}%`;
    plate.style.top = `${100 * y}%`;
    plate.style.translate = `${across} ${down}`;
    return plate;
  }
}

/** Path data of a region's outlines. */
export function regionPath({ polygons, open }: Region): string {
  return polygons.map((each) => linePath(each, !open)).join("");
}

/** Path data of a line through points. */
export function linePath(points: readonly Point[], closed = false): string {
  const line = points.map((point) => point.join(" ")).join("L");
  return line && `M${line}${closed ? "Z" : ""}`;
}

/** The middle of the upper or lower edge of a region: where its name stands. */
export function edgeOf({ polygons }: Pick<Region, "polygons">, lower = false): Point {
  const all = polygons.flat();
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  const edge = lower ? Math.max(...ys) : Math.min(...ys);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, edge];
}
