/** Making and finding elements. Text is only ever set as text, never as HTML. */

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element with attributes and children; `false` leaves an attribute out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null));
  return element;
}

/** A heading of a level, kept between 2 and 6. */
export function heading(level: number, attributes: Attributes, ...children: Child[]): HTMLElement {
  const tag = `h${Math.min(6, Math.max(2, level))}` as "h2";
  return make(tag, attributes, ...children);
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element. */
export function svg(tag: string, attributes: Attributes, ...children: Element[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element as SVGElement;
}

const PATHS = { tick: "M4 13l5 5L20 6", cross: "M6 6l12 12M18 6L6 18", half: "M5 12h14" };

/** An icon beside words that say the same. */
export function icon(name: keyof typeof PATHS): SVGElement {
  const attributes = { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" };
  return svg("svg", attributes, svg("path", { d: PATHS[name] }));
}

/** The first element that a selector finds. */
export function find<T extends Element = HTMLElement>(
  root: ParentNode,
  selector: string,
): T | null {
  return root.querySelector<T>(selector);
}

/** All elements that a selector finds. */
export function findAll<T extends Element = HTMLElement>(root: ParentNode, selector: string): T[] {
  return Array.from(root.querySelectorAll<T>(selector));
}
