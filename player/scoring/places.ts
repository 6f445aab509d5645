/**
 * Marks and regions on a picture. Pure.
 *
 * Distances are taken by the square root of squares, not by `Math.hypot`, which differs between
 * programs in the last bit.
 */

import type { HotspotData, Region } from "../course";
import { areas, type Point, type Polygon } from "./overlap";

/** A mark, which is kept in thousandths, in pixels of the source picture. */
export function inPixels(picture: { readonly size: Point }, mark: Point): Point {
  return [(mark[0] * picture.size[0]) / 1000, (mark[1] * picture.size[1]) / 1000];
}

/**
 * Pixels of the source picture around a target that count: twice as many for a finger, which covers
 * what it points at. The same at every size the picture is shown, so that a mark at one place is
 * worth the same on a phone and on a desk.
 */
export function tolerance(question: HotspotData, finger: boolean): number {
  return question.tolerance * (finger ? 2 : 1);
}

/**
 * Which target each mark hits, -1 for none. A target is hit once. Each mark takes the nearest
 * target within reach; where two marks want one, one of them moves to another if it can. So as
 * many targets are hit as can be, and one more right mark is never one less hit.
 */
export function hits(
  question: HotspotData,
  marks: ReadonlyArray<Point>,
  finger: boolean,
): number[] {
  const near = tolerance(question, finger);
  const reach = marks.map((mark) => {
    const point = inPixels(question, mark);
    return question.targets
      .map((target, index) => ({ index, away: away(target, point) }))
      .filter((each) => each.away <= near)
      .sort((a, b) => a.away - b.away);
  });
  const takenBy = new Map<number, number>();
  const take = (mark: number, asked: Set<number>): boolean =>
    reach[mark]!.some(({ index }) => {
      if (asked.has(index)) return false;
      asked.add(index);
      const other = takenBy.get(index);
      if (other !== undefined && !take(other, asked)) return false;
      takenBy.set(index, mark);
      return true;
    });
  marks.forEach((_, mark) => take(mark, new Set()));
  const hit = marks.map(() => -1);
  for (const [target, mark] of takenBy) hit[mark] = target;
  return hit;
}

/** The index of the named region that a point lies on, the smallest if several; -1 for none. */
export function regionAt(question: HotspotData, point: Point): number {
  let found = -1;
  let smallest = Number.POSITIVE_INFINITY;
  question.regions.forEach((region, index) => {
    if (!region || region.open || !inside(region.polygons, point)) return;
    const size = areas([], region.polygons).region;
    if (size < smallest) [found, smallest] = [index, size];
  });
  return found;
}

/** Whether a point is inside a region, or nearer to it than `near`. */
export function touches(region: Region, point: Point, near: number): boolean {
  return away(region, point) <= near;
}

/** How far a point is from a region: 0 inside. */
function away(region: Region, point: Point): number {
  return !region.open && inside(region.polygons, point) ? 0 : distance(region, point);
}

/** Even-odd test. */
function inside(polygons: ReadonlyArray<Polygon>, [x, y]: Point): boolean {
  let within = false;
  for (const polygon of polygons) {
    polygon.forEach(([bx, by], index) => {
      const [ax, ay] = before(polygon, index);
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
      const [ax, ay] = open && index === 0 ? ([bx, by] as const) : before(polygon, index);
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const along = length ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
      const t = Math.min(1, Math.max(0, along));
      const [px, py] = [x - ax - t * dx, y - ay - t * dy];
      nearest = Math.min(nearest, Math.sqrt(px * px + py * py));
    });
  }
  return nearest;
}

/** The corner before one, counted round. */
function before(polygon: Polygon, index: number): Point {
  return polygon[(index || polygon.length) - 1]!;
}
