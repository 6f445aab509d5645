/** What lies between marks: lengths and angles. Pure. */

import type { MeasureData } from "../course";
import type { Point } from "./overlap";
import { inPixels } from "./places";

/** How many marks each measure takes. */
export const MARKS = { length: 2, angle: 3, lines: 4 } as const;

/**
 * What marks measure: millimetres, or degrees. NaN while there are too few of them, or while two
 * that make a line are in one place.
 */
export function measured(question: MeasureData, marks: ReadonlyArray<Point>): number {
  const { measure, spacing } = question;
  if (marks.length < MARKS[measure]) return Number.NaN;
  const points = marks.map((mark) => inPixels(question, mark));
  return between(measure, points, spacing ?? [1, 1]);
}

/** The same of points in pixels of the picture, of which one is `spacing` millimetres. */
export function between(
  measure: MeasureData["measure"],
  points: ReadonlyArray<Point>,
  spacing: Point,
): number {
  const line = (from: number, to: number): Point => {
    const [a, b] = [points[from]!, points[to]!];
    return [(b[0] - a[0]) * spacing[0], (b[1] - a[1]) * spacing[1]];
  };
  const [ax, ay] = measure === "angle" ? line(1, 0) : line(0, 1);
  if (measure === "length") return rounded(Math.sqrt(ax * ax + ay * ay));
  const [bx, by] = measure === "angle" ? line(1, 2) : line(2, 3);
  const along = ax * bx + ay * by;
  const apart = Math.abs(ax * by - ay * bx);
  if (along === 0 && apart === 0) return Number.NaN;
  // Two lines have no direction: the smaller of their angles is meant.
  const turn = Math.atan2(apart, measure === "lines" ? Math.abs(along) : along);
  return rounded((turn * 180) / Math.PI);
}

/** Points for a value: all within the tolerance, half within twice as much. */
export function closeness(question: MeasureData, value: number): number {
  const off = Math.abs(value - question.value) - STEP;
  if (off <= question.tolerance) return 100;
  return off <= 2 * question.tolerance ? 50 : 0;
}

/** Values are compared in steps of a millionth: beyond, programs differ in their arithmetic. */
const STEP = 1e-6;

function rounded(value: number): number {
  return Math.floor(value * 1e6 + 0.5) / 1e6;
}
