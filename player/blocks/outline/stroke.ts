/** Drawing in one stroke: a line that a mouse, a pen or a finger leaves, made into few corners. */

import type { Mark } from "../pictured/drawing";

/** CSS pixels that a press may stray and still be a click. */
const STEADY = 6;

export interface StrokeWishes {
  /** Whether a press begins a stroke. */
  wanted(event: PointerEvent): boolean;
  /** Where an event is, in thousandths of the picture. */
  under(event: PointerEvent): Mark | null;
  /** How many corners there is room for. */
  room(): number;
  /** A stroke has ended. */
  drawn(corners: readonly Mark[], touch: boolean): void;
}

/** Watches `stage` for strokes. */
export function watchStroke(stage: HTMLElement, wishes: StrokeWishes): void {
  let line: Mark[] | null = null;
  let from: Mark = [0, 0];
  let moved = false;

  stage.addEventListener("pointerdown", (event) => {
    moved = false;
    const at = wishes.under(event);
    line = event.button === 0 && event.isPrimary && at && wishes.wanted(event) ? [at] : null;
    // The viewer would move the picture.
    if (line) event.stopPropagation();
    from = [event.clientX, event.clientY];
  });
  stage.addEventListener("pointermove", (event) => {
    if (!line || !event.isPrimary || event.buttons === 0) return;
    const away = Math.abs(event.clientX - from[0]) + Math.abs(event.clientY - from[1]);
    if (!moved && away < STEADY) return;
    if (!moved) stage.setPointerCapture(event.pointerId);
    moved = true;
    const at = wishes.under(event);
    if (at) line.push(at);
  });
  stage.addEventListener("pointerup", (event) => {
    if (line && moved) wishes.drawn(simplified(line, wishes.room()), event.pointerType === "touch");
    line = null;
  });
  stage.addEventListener("pointercancel", () => (line = null));
  // The end of a stroke is no click.
  const swallow = (event: Event) => moved && event.stopImmediatePropagation();
  stage.addEventListener("click", swallow, true);
}

/**
 * At most `most` corners of a line that runs round something. Again and again the corner goes that
 * spans the smallest triangle with its neighbours (Visvalingam and Whyatt 1993, "Line
 * generalisation by repeated elimination of points").
 */
export function simplified(line: readonly Mark[], most: number): Mark[] {
  const corners = line.map(([x, y]): Mark => [limit(x), limit(y)]);
  // Corners that span nothing go too: what is straight needs none between its ends.
  for (;;) {
    let [least, smallest] = [-1, Number.POSITIVE_INFINITY];
    const { length } = corners;
    corners.forEach((corner, index) => {
      const [before, after] = [corners[(index || length) - 1]!, corners[(index + 1) % length]!];
      const size = span(before, corner, after);
      if (size < smallest) [least, smallest] = [index, size];
    });
    if (length <= 3 || (length <= most && smallest > 0)) return corners.slice(0, most);
    corners.splice(least, 1);
  }
}

/** Twice the area of a triangle. */
function span([ax, ay]: Mark, [bx, by]: Mark, [cx, cy]: Mark): number {
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay));
}

function limit(value: number): number {
  return Math.min(1000, Math.max(0, Math.round(value)));
}
