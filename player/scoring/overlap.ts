/**
 * How far two outlines agree, by exact areas. Pure.
 *
 * The plane is cut into level slabs at every corner and every crossing. Within a slab no two edges
 * cross, so what lies between two neighbours is a trapezoid: its width half way up times its
 * height. Sums of these are the areas, of any polygons, simple or not.
 */

import type { OutlineData } from "../course";

export type Point = readonly [number, number];
export type Polygon = ReadonlyArray<Point>;

/** A slanting edge, from its upper end. */
interface Edge {
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly slope: number;
  /** Which way round it was drawn; 0 for an edge of the region. */
  readonly turn: number;
}

/** Areas of two shapes, and of what they have in common. */
export interface Areas {
  readonly drawn: number;
  readonly region: number;
  readonly both: number;
}

/**
 * The areas of what was drawn and of a region.
 *
 * What was drawn is filled by the nonzero rule: an outline that overlaps itself where it closes,
 * or is drawn round twice, has no hole there. The region's polygons are filled by even-odd, as
 * everywhere: one within another is a hole.
 */
export function areas(drawn: Polygon, region: ReadonlyArray<Polygon>): Areas {
  const all = [...edges(drawn, 1), ...region.flatMap((polygon) => edges(polygon, 0))];
  all.sort((a, b) => a.top - b.top);
  const levels = [...new Set(levelsOf(all))].sort((a, b) => a - b);
  const sums = { drawn: 0, region: 0, both: 0 };
  let live: Edge[] = [];
  let next = 0;
  levels.forEach((low, index) => {
    const high = levels[index + 1] ?? low;
    const half = (low + high) / 2;
    live = live.filter((edge) => edge.bottom > low);
    while (next < all.length && all[next]!.top <= low) live.push(all[next++]!);
    const cuts = live
      .map((edge) => ({ at: across(edge, half), turn: edge.turn }))
      .sort((a, b) => a.at - b.at);
    let winding = 0;
    let odd = false;
    cuts.forEach(({ at, turn }, i) => {
      winding += turn;
      if (!turn) odd = !odd;
      const size = ((cuts[i + 1]?.at ?? at) - at) * (high - low);
      if (winding) sums.drawn += size;
      if (odd) sums.region += size;
      if (winding && odd) sums.both += size;
    });
  });
  return sums;
}

/** How far what was drawn agrees with the question's region: 0 to 1, in steps of 1e-9. */
export function agreement(question: OutlineData, drawn: Polygon): number {
  // An open line has no inside to agree with.
  if (question.target.open) return 0;
  const found = areas(drawn, question.target.polygons);
  const sum = found.drawn + found.region;
  const [part, whole] =
    question.measure === "dice" ? [2 * found.both, sum] : [found.both, sum - found.both];
  // Without rounding, an agreement of 0.7 may come out as a little less.
  return whole > 0 ? Math.floor((part / whole) * 1e9 + 0.5) / 1e9 : 0;
}

function edges(polygon: Polygon, turn: number): Edge[] {
  return polygon.flatMap(([bx, by], index) => {
    const [ax, ay] = polygon[(index || polygon.length) - 1]!;
    const slope = (bx - ax) / (by - ay);
    if (ay < by) return [{ top: ay, bottom: by, x: ax, slope, turn }];
    return ay > by ? [{ top: by, bottom: ay, x: bx, slope, turn: -turn }] : [];
  });
}

function across(edge: Edge, y: number): number {
  return edge.x + (y - edge.top) * edge.slope;
}

/** Where slabs begin and end. `all` is sorted by upper ends. */
function levelsOf(all: readonly Edge[]): number[] {
  const levels = all.flatMap((edge) => [edge.top, edge.bottom]);
  all.forEach((one, index) => {
    for (let next = index + 1; next < all.length; next++) {
      const other = all[next]!;
      if (other.top >= one.bottom) break;
      const low = other.top;
      const high = Math.min(one.bottom, other.bottom);
      const above = across(one, low) - across(other, low);
      const below = across(one, high) - across(other, high);
      if (above < 0 !== below < 0) levels.push(low + ((high - low) * above) / (above - below));
    }
  });
  return levels;
}
