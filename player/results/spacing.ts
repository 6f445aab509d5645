/**
 * In which order questions that were missed come back. Pure.
 *
 * What is recalled again soon, and then after a longer while, is kept better than what is repeated
 * at once or at even distances (expanding retrieval: Landauer & Bjork 1978, "Optimum rehearsal
 * patterns and name learning"); and what counts is to have recalled it rightly more than once, each
 * time after others came between (successive relearning: Rawson & Dunlosky 2011, "Optimizing
 * schedules of retrieval practice for durable and efficient learning"). Distances are counted in
 * other questions and not in time: a practice is over when the learner says so.
 */

import { LEARNED } from "../standing";

/** A question that is practised. */
export interface Item<T> {
  readonly of: T;
  /** How often in a row it was right. */
  readonly again: number;
}

/** What is still to be practised: the first is asked now. */
export type Queue<T> = readonly Item<T>[];

/** After how many others a question comes back that was right so often in a row. */
const GAPS = [2, 5] as const;

/** The order to begin in: as given, but those that were right once already come later. */
export function begun<T>(items: Queue<T>): Queue<T> {
  return [...items].sort((a, b) => a.again - b.again);
}

/** What is left after the first question was answered; as far apart as there are others. */
export function after<T>(queue: Queue<T>, right: boolean): Queue<T> {
  const [first, ...others] = queue;
  if (!first) return queue;
  const again = right ? first.again + 1 : 0;
  if (again >= LEARNED) return others;
  const place = Math.min(GAPS[again] ?? Infinity, others.length);
  return [...others.slice(0, place), { ...first, again }, ...others.slice(place)];
}
