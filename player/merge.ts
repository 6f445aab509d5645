/**
 * Two records of one attempt made into one: that of the LMS and that of this device, or those of two
 * devices. Pure.
 */

import type { Attempt, Given, Visited } from "./attempt";
import { LEFT_OUT } from "./tracking/state";
import { higher } from "./tracking/tracking";

/**
 * Everything that is in either. Where both say something of the same question the one with the
 * higher sequence has the word, `one` when they are level; a later go stands as it is, because the
 * answers of an earlier one were taken back for it. Nothing that was reached is lowered.
 */
export function unite(one: Attempt, other: Attempt): Attempt {
  const later = newer(one, other);
  const earlier = later === one ? other : one;
  const pages = new Map(later.pages);
  for (const [id, seen] of earlier.pages) {
    pages.set(id, together(pages.get(id), seen, later.go === earlier.go));
  }
  const best = Math.max(one.best ?? -1, other.best ?? -1);
  return {
    ...later,
    sequence: Math.max(one.sequence, other.sequence) + 1,
    outcome: higher(one.outcome, other.outcome),
    best: best < 0 ? null : best,
    qualified: one.qualified || other.qualified,
    bookmark: later.bookmark || earlier.bookmark,
    pages,
  };
}

/** Whether `one` has all that is in `other`: nothing would come of uniting them. */
export function covers(one: Attempt, other: Attempt): boolean {
  const united = unite(one, other);
  const same =
    united.outcome === one.outcome &&
    united.best === one.best &&
    united.qualified === one.qualified &&
    united.go === one.go &&
    united.recorded === one.recorded &&
    united.pages.size === one.pages.size;
  return same && [...united.pages].every(([id, seen]) => equal(one.pages.get(id), seen));
}

function newer(one: Attempt, other: Attempt): Attempt {
  if (one.go !== other.go) return one.go > other.go ? one : other;
  return other.sequence > one.sequence ? other : one;
}

function together(later: Visited | undefined, earlier: Visited, sameGo: boolean): Visited {
  const given = new Map(later?.given ?? []);
  for (const [id, answer] of sameGo ? earlier.given : []) {
    const now = given.get(id);
    // The copy on a device may have the answer without the words of it.
    if (!now || (now.answer.text === LEFT_OUT && now.tries === answer.tries)) given.set(id, answer);
  }
  return {
    ended: earlier.ended || (later?.ended ?? false),
    given,
    shown: new Set([...earlier.shown, ...(later?.shown ?? [])]),
  };
}

function equal(one: Visited | undefined, other: Visited): boolean {
  if (!one || one.ended !== other.ended || one.shown.size !== other.shown.size) return false;
  if (one.given.size !== other.given.size) return false;
  return [...other.given].every(([id, answer]) => sameGiven(one.given.get(id), answer));
}

function sameGiven(one: Given | undefined, other: Given): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
