/** The scale bar in the viewer: always in view, and of a length that suits the zoom. */

import { find, findAll, make } from "../access/dom";
import type { Say } from "../strings/words";
import { scaleLength } from "./zoom";

/** CSS pixels that the bar takes at most. */
const LONGEST = 150;

/**
 * Draws the bar of a picture that is `width` CSS pixels across, if its scale is known. Of two that
 * lie on each other it has to be known of both, and the same.
 */
export function drawScale(screen: HTMLElement, width: number, say: Say): void {
  const stages = findAll(screen, ".fig-stage");
  const scales = stages.map((stage) => find(stage, ".fig-scale")?.dataset["mm"]);
  const given = find(screen, ".fig-stage > .fig-scale");
  const across = Number(scales[0]);
  if (!given || !across || scales.some((each) => each !== scales[0])) return;
  let bar = find(screen, ".viewer-scale");
  if (!bar) {
    bar = make("div", { class: `${given.className} viewer-scale`, "aria-hidden": "true" });
    bar.append(make("span"));
    screen.append(bar);
  }
  const length = scaleLength(width / across, LONGEST);
  const name = length < 10 ? "scale_mm" : "scale_cm";
  const words = find(bar, "span");
  if (words) words.textContent = say(name, { n: length < 10 ? length : length / 10 });
  bar.style.width = `${(length * width) / across}px`;
}
