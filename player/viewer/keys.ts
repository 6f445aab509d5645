/** Keys on the picture in the viewer, as what they ask for. */

import type { Act } from "./tools";
import type { Point } from "./zoom";

/** CSS pixels that an arrow moves the picture by; with Shift four times as many. */
const PAN = 60;

const ACTS: Readonly<Record<string, Act>> = { "+": "in", "=": "in", "-": "out", "0": "fit" };

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What to do, or by how much to move the picture; null for other keys. */
export function wishOf(event: KeyboardEvent): Act | Point | null {
  const { key, shiftKey } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const act = ACTS[key];
  if (act) return act;
  const way = ARROWS[key];
  const far = shiftKey ? 4 * PAN : PAN;
  return way ? [way[0] * far, way[1] * far] : null;
}
