/** Where the words that were asked for stand on a page: its headings, findings and paragraphs. */

import { find, findAll, make } from "../access/dom";
import { wordsIn } from "./index";

/** A place on a page, and what stands there. */
export interface Place {
  /** The id of the heading, figure or box it belongs to; "" for the page itself. */
  readonly anchor: string;
  /** The finding's id in its figure. */
  readonly finding: string;
  /** What the place is called: a heading, the name of a finding. */
  readonly name: string;
  readonly text: string;
}

/** Letters shown before the first word that was found, and in all. */
const BEFORE = 50;
const LONGEST = 170;

/** What gives an answer away, or is no text of the page. */
const LEFT_OUT =
  "[data-question], script, svg, form, button, label, nav, template, .fig-bar, .visually-hidden, " +
  "[aria-hidden=true], .references, .provenance, .stand-in, .step ~ .step";

const UNITS = "h2, h3, h4, h5, h6, li, p, td, th, dt, dd, figcaption";

/** The places of a page with the most of the words, at most `most`, in reading order. */
export function places(body: string, asked: readonly string[], most: number): Place[] {
  const template = make("template");
  template.innerHTML = body;
  const root = template.content;
  // The name of a finding is that of its button.
  for (const finding of findAll(root, "li[data-f]")) {
    const name = find(finding, ".fig-name");
    if (name) finding.dataset["name"] = name.textContent?.trim() ?? "";
  }
  for (const each of findAll(root, LEFT_OUT)) each.remove();
  const found: Array<{ place: Place; count: number; order: number }> = [];
  let heading: Element | null = null;
  findAll(root, UNITS).forEach((unit, order) => {
    if (/^H/.test(unit.tagName)) heading = unit;
    const { f: finding = "", name = heading ? text(heading) : "" } = unit.dataset;
    // What has paragraphs or items is not looked at as a whole, but a finding is.
    if (finding ? false : unit.parentElement?.closest("[data-f]") || find(unit, "p, li")) return;
    const own = text(unit);
    const words = wordsIn(finding ? `${name} ${own}` : own);
    const count = asked.filter((start) => words.some(({ word }) => word.startsWith(start))).length;
    const anchor = (unit.closest("figure[id], section[id]") ?? heading)?.id ?? "";
    if (count > 0) found.push({ place: { anchor, finding, name, text: own }, count, order });
  });
  found.sort((a, b) => b.count - a.count || a.order - b.order);
  // Links to one place lead to the same: its best paragraph speaks for it.
  const known = new Set<string>();
  const best = found.filter(({ place: { anchor, finding } }) => {
    const key = `${anchor} ${finding}`;
    return !known.has(key) && known.add(key);
  });
  best.length = Math.min(best.length, most);
  return best.sort((a, b) => a.order - b.order).map(({ place }) => place);
}

/** A part of a text around the first word that was found, with all of them marked. */
export function snippet(whole: string, asked: readonly string[], long = LONGEST): Node[] {
  const hits = wordsIn(whole).filter(({ word }) => asked.some((start) => word.startsWith(start)));
  const first = hits[0]?.at ?? 0;
  const from = first > BEFORE ? whole.indexOf(" ", first - BEFORE) + 1 : 0;
  const space = whole.indexOf(" ", from + long);
  const to = space < 0 ? whole.length : space;
  const parts: Node[] = from > 0 ? [document.createTextNode("… ")] : [];
  let at = from;
  for (const hit of hits.filter((each) => each.at >= from && each.end <= to)) {
    parts.push(document.createTextNode(whole.slice(at, hit.at)));
    parts.push(make("mark", {}, whole.slice(hit.at, hit.end)));
    at = hit.end;
  }
  parts.push(document.createTextNode(whole.slice(at, to) + (to < whole.length ? " …" : "")));
  return parts;
}

function text(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}
