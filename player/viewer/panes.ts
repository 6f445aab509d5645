/**
 * The windows of the viewer onto a figure's pictures: one, or two where two stand side by side.
 * They show the same part of their pictures.
 */

import { find, findAll } from "../access/dom";
import { placed, type Point, type Room, type View } from "./zoom";

export interface Pane {
  readonly element: HTMLElement;
  readonly room: Room;
}

/** The windows as they are now, and how large they are; the first leads. */
export function findPanes(root: HTMLElement): Pane[] {
  const halves = findAll(root, ".cmp-both .cmp-half");
  const elements = halves.length > 0 ? halves : findAll(root, ".fig-screen");
  return elements.flatMap((element) => {
    const stage = find(element, ".fig-stage");
    if (!stage) return [];
    const sides = getComputedStyle(stage);
    const ratio = Number(sides.getPropertyValue("--h")) / Number(sides.getPropertyValue("--w"));
    const across = Number(find(stage, "img")?.getAttribute("width")) || 1000;
    // A frame may be closed to nothing while the viewer is open.
    const width = Math.max(1, element.clientWidth);
    const height = Math.max(1, element.clientHeight);
    return [{ element, room: { width, height, across, down: across * ratio } }];
  });
}

/** The boxes of the pictures in these windows; others stand below, for print. */
export function stages(root: HTMLElement): HTMLElement[] {
  return findAll(root, ".fig-screen .fig-stage");
}

/** Draws what a window shows; gives how wide the whole picture is, in CSS pixels. */
export function drawPane({ element, room }: Pane, view: View): number {
  const { left, top, width } = placed(view, room);
  const lengths = { zoom: width, "shift-x": left, "shift-y": top, window: room.width };
  for (const [name, length] of Object.entries(lengths)) {
    element.style.setProperty(`--${name}`, `${length}px`);
  }
  return width;
}

/** Takes away from a window what was written on it. */
export function clearPane({ element }: Pane): void {
  for (const name of ["zoom", "shift-x", "shift-y", "window"]) {
    element.style.removeProperty(`--${name}`);
  }
  if (!element.getAttribute("style")) element.removeAttribute("style");
  find(element, ".viewer-scale")?.remove();
}

/** The window that a place in the frame lies in, or else the first. */
export function paneAt(panes: readonly Pane[], [x, y]: Point): Pane | undefined {
  const on = panes.find(({ element }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return x >= left && x < right && y >= top && y < bottom;
  });
  return on ?? panes[0];
}

/** A place in the frame, from the middle of a window. */
export function pointIn(pane: Pane | undefined, [x, y]: Point): Point {
  const box = pane?.element.getBoundingClientRect();
  return box ? [x - box.left - box.width / 2, y - box.top - box.height / 2] : [0, 0];
}

/** A place in the frame, from the middle of the window that it lies in. */
export function pointAt(panes: readonly Pane[], point: Point): Point {
  return pointIn(paneAt(panes, point), point);
}
