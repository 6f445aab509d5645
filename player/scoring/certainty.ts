/** What it is worth to know how sure one is. Pure. */

/** Thirds of a point for what is right, and what is wrong costs, by how sure the learner was. */
const THIRDS = [
  [3, 0], // not asked
  [1, 0], // a guess
  [2, 2], // fairly sure
  [3, 6], // certain
] as const;

/**
 * Points in thirds: -600 to 300. Certainty-based marking: 1, 2 or 3 for what is right and 0, 2 or
 * 6 off for what is wrong (Gardner-Medwin), so that it pays to say how sure one is. An answer that
 * is right in part lies between.
 */
export function certainty(points: number, sure: number): number {
  const [gain, loss] = THIRDS[sure] ?? THIRDS[0];
  return points * gain - (100 - points) * loss;
}
