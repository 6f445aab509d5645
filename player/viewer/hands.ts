/**
 * Mouse, pen, fingers and wheel on the picture in the viewer, told as wishes: move it, pinch it,
 * zoom it. A press that does not move stays a click, for the findings or for the question.
 */

import type { Point, Two } from "./zoom";

/** CSS pixels that a press may stray and still be a click. */
const STEADY = 6;

export interface Wishes {
  move(by: Point): void;
  /** Places are those of the event in the frame. */
  pinch(from: Two, to: Two): void;
  zoom(factor: number, at: Point): void;
  twice(at: Point): void;
  /** Whether a press by itself is for the figure's own script, which moves something in it. */
  leaves(event: PointerEvent): boolean;
}

/** Watches what hands do in those parts of `area` that `selector` finds. */
export function watchHands(area: HTMLElement, selector: string, wishes: Wishes): void {
  /** Pointers that are down, and where they were last. */
  const down = new Map<number, Point>();
  let moved = false;
  let left = false;

  const on = (event: Event): HTMLElement | null => {
    const { target } = event;
    // A slider or a button on the picture has hands of its own.
    const free = target instanceof Element && !target.closest("button, input, a");
    return free ? target.closest<HTMLElement>(selector) : null;
  };

  area.addEventListener("pointerdown", (event) => {
    if (event.button > 0 || !on(event)) return;
    if (down.size === 0) {
      moved = false;
      left = wishes.leaves(event);
    }
    if (down.size < 2) down.set(event.pointerId, [event.clientX, event.clientY]);
  });

  // On the way down, so that a movement is either ours or the figure's own.
  const move = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    if (event.buttons === 0) return void down.delete(event.pointerId); // let go outside the frame
    const after: Point = [event.clientX, event.clientY];
    const by: Point = [after[0] - before[0], after[1] - before[1]];
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (left && !other) return void down.set(event.pointerId, after);
    left = false;
    event.stopPropagation();
    if (!moved && !other && Math.hypot(...by) < STEADY) return;
    // Only now: what is captured at once would be clicked at once, in place of what lies below.
    if (!moved) on(event)?.setPointerCapture(event.pointerId);
    moved = true;
    down.set(event.pointerId, after);
    if (other) wishes.pinch([before, other], [after, other]);
    else wishes.move(by);
  };
  area.addEventListener("pointermove", move, true);

  const up = (event: PointerEvent) => {
    if (down.delete(event.pointerId)) window.setTimeout(() => (moved &&= down.size > 0), 50);
  };
  area.addEventListener("pointerup", up);
  area.addEventListener("pointercancel", up);

  // The end of a movement is no click, neither on a finding nor in a question.
  const swallow = (event: Event) => {
    if (!moved || !on(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  area.addEventListener("click", swallow, true);
  area.addEventListener("dragstart", (event) => event.preventDefault());
  area.addEventListener("dblclick", (event) => {
    if (!moved && on(event)) wishes.twice([event.clientX, event.clientY]);
  });

  const wheel = (event: WheelEvent) => {
    if (event.defaultPrevented || !on(event)) return;
    event.preventDefault();
    // Lines in Firefox, pixels elsewhere; a pinch on a trackpad comes as a small turn with Ctrl.
    const turn = event.deltaY * (event.deltaMode === 1 ? 20 : 1) * (event.ctrlKey ? 4 : 1);
    wishes.zoom(Math.exp(-turn / 500), [event.clientX, event.clientY]);
  };
  area.addEventListener("wheel", wheel, { passive: false });
}
