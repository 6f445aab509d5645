/**
 * Points for an answer, 0 to 100. Pure.
 *
 * A mark on a picture is judged in pixels of the source picture, so the same place counts the same
 * at any size it is shown; only the allowance for an unsteady hand depends on the screen.
 */

import type { Answer, HotspotData, QuestionData, Region } from "./course";

/** How a picture was shown when it was marked. */
export interface Shown {
  /** CSS pixels across. */
  readonly width: number;
  /** Whether the mark was set with a finger. */
  readonly touch: boolean;
}

/** CSS pixels around a target that count at least, and as much again for a finger. */
const HAND = 12;

/** The points of an answer. `shown` is needed for marks on a picture. */
export function points(question: QuestionData, answer: Answer, shown: Shown | null): number {
  switch (question.kind) {
    case "choice":
    case "true_false":
      return same(question.correct, answer.selected) ? 100 : 0;
    case "multiple_choice":
      return rightMinusWrong(question.correct, answer.selected);
    case "hotspot":
      return hotspotPoints(question, answer, shown);
  }
}

/**
 * Whether an answer settles its question: right, or the last try. Where one option is to be
 * chosen and only one is wrong (true or false), the first try is the last: a second could only be
 * right.
 */
export function settles(question: QuestionData, points: number, tries: number): boolean {
  const single = question.kind === "choice" || question.kind === "true_false";
  const oneWrong = single && question.letters.length - question.correct.length === 1;
  return points === 100 || oneWrong || tries >= question.tries;
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}

/** Right choices minus wrong ones, over the number of right options, never below 0. */
function rightMinusWrong(correct: readonly number[], selected: readonly number[]): number {
  const right = selected.filter((index) => correct.includes(index)).length;
  const wrong = selected.length - right;
  return Math.round((100 * Math.max(0, right - wrong)) / correct.length);
}

function hotspotPoints(question: HotspotData, answer: Answer, shown: Shown | null): number {
  if (answer.marks.length === 0) return same(question.correct, answer.selected) ? 100 : 0;
  const near = tolerance(question, shown);
  const marks = answer.marks.map((mark) => inPixels(question, mark));
  const { targets } = question;
  const hits = targets.filter((target) => marks.some((mark) => touches(target, mark, near))).length;
  const missed = Math.max(0, marks.length - hits);
  return Math.round((100 * Math.max(0, hits - missed)) / Math.max(1, targets.length));
}

/** Pixels of the source picture around a target that count. */
export function tolerance(question: HotspotData, shown: Shown | null): number {
  if (!shown || shown.width <= 0) return question.tolerance;
  const pixel = question.size[0] / shown.width;
  return Math.max(question.tolerance, HAND * pixel) + (shown.touch ? HAND * pixel : 0);
}

type Point = readonly [number, number];

/** A mark, which is kept in thousandths, in pixels of the source picture. */
export function inPixels(question: HotspotData, mark: Point): Point {
  return [(mark[0] * question.size[0]) / 1000, (mark[1] * question.size[1]) / 1000];
}

/** The index of the named region that a point lies on, the smallest if several; -1 for none. */
export function regionAt(question: HotspotData, point: Point): number {
  let found = -1;
  let smallest = Number.POSITIVE_INFINITY;
  question.regions.forEach((region, index) => {
    if (!region || region.open || !inside(region.polygons, point)) return;
    const size = area(region.polygons);
    if (size < smallest) [found, smallest] = [index, size];
  });
  return found;
}

/** Whether a point is inside a region, or nearer to it than `near`. */
export function touches(region: Region, point: Point, near: number): boolean {
  if (!region.open && inside(region.polygons, point)) return true;
  return distance(region, point) <= near;
}

type Polygon = ReadonlyArray<Point>;

/** Even-odd test. */
function inside(polygons: ReadonlyArray<Polygon>, [x, y]: Point): boolean {
  let within = false;
  for (const polygon of polygons) {
    polygon.forEach(([bx, by], index) => {
      const [ax, ay] = at(polygon, index - 1);
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
    });
  }
  return within;
}

function distance({ polygons, open }: Region, [x, y]: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const polygon of polygons) {
    polygon.forEach(([bx, by], index) => {
      // An open line has no stretch from its last corner back to the first.
      const [ax, ay] = open && index === 0 ? ([bx, by] as const) : at(polygon, index - 1);
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const along = length ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
      const t = Math.min(1, Math.max(0, along));
      nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    });
  }
  return nearest;
}

/** Area by the even-odd rule, of polygons that do not cross: one within another is a hole. */
function area(polygons: ReadonlyArray<Polygon>): number {
  return polygons.reduce((sum, polygon) => {
    const around = polygons.filter((each) => each !== polygon && inside([each], at(polygon, 0)));
    const twice = polygon.reduce((all, [bx, by], index) => {
      const [ax, ay] = at(polygon, index - 1);
      return all + ax * by - bx * ay;
    }, 0);
    return sum + ((around.length % 2 ? -1 : 1) * Math.abs(twice)) / 2;
  }, 0);
}

/** A corner, counted round: -1 is the last. */
function at(polygon: ReadonlyArray<Point>, index: number): Point {
  return polygon[(index + polygon.length) % polygon.length] ?? [0, 0];
}
