/**
 * What is shown of a picture in the viewer: a value, and what each wish makes of it. Pure.
 *
 * Lengths of the window are CSS pixels; points in it count from its middle, because that is what
 * stays in place when it changes its size. The picture is never shown beyond its edges, and both
 * its directions have one scale.
 */

export type Point = readonly [number, number];
export type Two = readonly [Point, Point];

/** The window onto the picture, in CSS pixels, and the picture, in its own pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
}

export interface View {
  /** CSS pixels for each pixel of the picture: 1 is 100 %. */
  readonly scale: number;
  /** The point of the picture that stands in the middle of the window. */
  readonly x: number;
  readonly y: number;
}

/** Where the whole picture lies, from the top left corner of the window. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** How much larger a press of + makes the picture. */
const STEP = 1.25;

/** The scale at which the whole picture just has room. */
export function fitting(room: Room): number {
  return Math.min(room.width / room.across, room.height / room.down);
}

/** The smallest and the largest scale. 100 % lies between them, and four times the fitting one. */
export function limits(room: Room): readonly [least: number, most: number] {
  const fit = fitting(room);
  return [Math.min(1, fit), Math.max(2, 4 * fit)];
}

/** The whole picture. */
export function whole(room: Room): View {
  return { scale: fitting(room), x: room.across / 2, y: room.down / 2 };
}

/** To a scale, with what lies at a point of the window staying there. */
export function zoom(view: View, room: Room, scale: number, at: Point = [0, 0]): View {
  const to = between(scale, ...limits(room));
  const kept = 1 / view.scale - 1 / to;
  return within({ scale: to, x: view.x + at[0] * kept, y: view.y + at[1] * kept }, room);
}

/** One step larger or smaller. It stops at 100 %, where all fits and at the end, not near them. */
export function step(view: View, room: Room, by: 1 | -1): View {
  const next = view.scale * STEP ** by;
  const stops = [1, fitting(room), limits(room)[1]].filter((stop) => {
    return (stop / view.scale) ** by > 1.01 && (stop / next) ** by < 1.1;
  });
  const [first] = stops.sort((one, other) => (one - other) * by);
  return zoom(view, room, first ?? next);
}

/** The picture moved by CSS pixels, as a hand moves it. */
export function move(view: View, room: Room, by: Point): View {
  const { scale, x, y } = view;
  return within({ scale, x: x - by[0] / scale, y: y - by[1] / scale }, room);
}

/** Two fingers went from two places to two others, with the picture under them. */
export function pinch(view: View, room: Room, from: Two, to: Two): View {
  const before = middle(from);
  const after = middle(to);
  const wider = apart(to) / (apart(from) || 1);
  const moved = move(view, room, [after[0] - before[0], after[1] - before[1]]);
  return zoom(moved, room, view.scale * wider, after);
}

/** Brings a box of the window, its edges from the middle, into view if any of it is outside. */
export function reveal(view: View, room: Room, start: Point, end: Point): View {
  const wide = room.width / 2;
  const high = room.height / 2;
  const seen = start[0] >= -wide && end[0] <= wide && start[1] >= -high && end[1] <= high;
  const [x, y] = middle([start, end]);
  return seen ? view : move(view, room, [-x, -y]);
}

/** The window has another size: all stays to be seen if it was, else the middle stays. */
export function resize(view: View, before: Room, after: Room): View {
  return isWhole(view, before) ? whole(after) : zoom(view, after, view.scale);
}

/** The same part of another picture, in a window of its own: two pictures move together. */
export function alike(view: View, room: Room, other: Room): View {
  const x = (view.x / room.across) * other.across;
  const y = (view.y / room.down) * other.down;
  return within({ scale: (view.scale / fitting(room)) * fitting(other), x, y }, other);
}

/** Whether the picture just fits. */
export function isWhole(view: View, room: Room): boolean {
  return Math.abs(view.scale / fitting(room) - 1) < 0.001;
}

/** Whether the picture can be moved to the left or right, and up or down. */
export function moves(view: View, room: Room): readonly [boolean, boolean] {
  const { scale } = view;
  return [room.across * scale > room.width + 0.5, room.down * scale > room.height + 0.5];
}

/** Where to draw the picture. On whole pixels, or it would be blurred at 100 %. */
export function placed(view: View, room: Room): Place {
  const { scale, x, y } = view;
  const left = Math.round(room.width / 2 - x * scale);
  return { left, top: Math.round(room.height / 2 - y * scale), width: room.across * scale };
}

const LENGTHS = [1, 2, 5, 10, 20, 50, 100];

/** The longest round number of millimetres that is at most `most` CSS pixels long. */
export function scaleLength(pixelsPerMillimetre: number, most: number): number {
  const fit = LENGTHS.filter((length) => length * pixelsPerMillimetre <= most);
  return fit[fit.length - 1] ?? 1;
}

function within(view: View, room: Room): View {
  const wide = room.width / 2 / view.scale;
  const high = room.height / 2 / view.scale;
  return {
    scale: view.scale,
    x: wide * 2 >= room.across ? room.across / 2 : between(view.x, wide, room.across - wide),
    y: high * 2 >= room.down ? room.down / 2 : between(view.y, high, room.down - high),
  };
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function middle([one, other]: Two): Point {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}

function apart([one, other]: Two): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
