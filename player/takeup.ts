/**
 * What a launch goes on from: what the LMS gave back, what this device kept, or nothing. Pure.
 *
 * An attempt is known again by the random number that it was begun with (`seed`, its epoch). What is
 * on this device counts when it is of the same attempt, or when the LMS says that it goes on with
 * one and has lost it. In all other cases the learner is asked: two attempts are never mixed in
 * silence.
 */

import { type Attempt, begin, latch, settle } from "./attempt";
import type { CourseData } from "./course";
import { covers, unite } from "./merge";
import type { Copy } from "./tracking/copy";
import { decode } from "./tracking/state";
import type { Launch, Telling } from "./tracking/tracking";

/**
 * Something on this device that may be gone on with.
 *
 *     again   the LMS begins anew, and there is an attempt of this learner
 *     beside  the LMS gave back another attempt than the one on this device
 *     nobody  it was done while no LMS could be reached: whose it is cannot be known
 */
export type OfferKind = "again" | "beside" | "nobody";

export interface Offer {
  readonly kind: OfferKind;
  /** When it was last written: milliseconds since 1970. */
  readonly at: number;
  /** The attempt, should the learner take it. */
  readonly attempt: Attempt;
  readonly untold: readonly Telling[];
}

export interface TakenUp {
  readonly attempt: Attempt;
  /** Whether something came back from this device that the LMS did not have. */
  readonly restored: boolean;
  /** Whether there were earlier answers at all. */
  readonly resumed: boolean;
  /** Whether the LMS gave back all that was ever sent to it from here. */
  readonly confirmed: boolean;
  /** The state of the LMS, when it could not be read; "" otherwise. */
  readonly unreadable: string;
  /** To be told again. */
  readonly untold: readonly Telling[];
  /** Whether the LMS has the state that those came with, and so was told of them beside it. */
  readonly arrived: boolean;
  /** To be asked before anything else. */
  readonly offer: Offer | null;
}

/**
 * Older ones are not offered when all that is in them was sent, or when nobody knows whose they are:
 * whoever left them has long gone on.
 */
const YOUNG = 24 * 3600 * 1000;

/**
 * What to go on from. `mine` is the copy of this learner, `nobodys` that of a launch in which the
 * learner was not known; `now` is the device's clock, `seed` begins a new attempt.
 */
export function takeUp(
  course: CourseData,
  launch: Launch,
  mine: Copy | null,
  nobodys: Copy | null,
  seed: number,
  now: number,
): TakenUp {
  const found = fromBoth(course, launch, mine, seed, now);
  const offer = found.offer ?? orphan(course, found.attempt, nobodys, now);
  const finish = (attempt: Attempt) => latch(settle(course, attempt), launch.status, launch.score);
  return {
    ...found,
    attempt: finish(found.attempt),
    offer: offer && { ...offer, attempt: finish(offer.attempt) },
  };
}

function fromBoth(
  course: CourseData,
  launch: Launch,
  mine: Copy | null,
  seed: number,
  now: number,
): TakenUp {
  const held = launch.state === "" ? null : decode(course, launch.state);
  const kept = mine && decode(course, mine.state);
  const unreadable = held ? "" : launch.state;
  const located = course.pages.some((page) => page.id === launch.location);
  const fresh = { ...begin(seed), bookmark: located ? launch.location : "" };
  const none: TakenUp = {
    attempt: held ?? fresh,
    restored: false,
    resumed: held !== null,
    confirmed: held !== null,
    unreadable,
    untold: [],
    arrived: false,
    offer: null,
  };
  if (!mine || !kept) return none;
  const { at, untold } = mine;
  const sent = mine.sent >= mine.sequence;
  if (held && held.seed === kept.seed) {
    // Also when all of it was sent: another device may have written over it since.
    const arrived = held.sequence >= kept.sequence && !sent;
    if (covers(held, kept)) return { ...none, untold, arrived };
    const attempt = unite(held, kept);
    return { ...none, attempt, restored: true, confirmed: false, untold, arrived };
  }
  if (held) {
    // What was sent of the one on this device was the LMS's to keep or to drop.
    if (sent) return none;
    return { ...none, offer: { kind: "beside", at, attempt: unite(held, kept), untold } };
  }
  if (unreadable !== "" || goesOn(launch)) {
    return { ...none, attempt: kept, restored: true, resumed: true, untold };
  }
  return sent && old(mine, now) ? none : { ...none, offer: { kind: "again", at, attempt: kept, untold } };
}

/** Whether the LMS says that this is an attempt that was begun earlier, or says nothing at all. */
function goesOn({ tracked, entry, status }: Launch): boolean {
  return !tracked || entry === "resume" || (entry === "" && status === "incomplete");
}

/** A clock that was put back makes a copy of the future: it is taken for a new one. */
function old(copy: Copy, now: number): boolean {
  return now - copy.at > YOUNG;
}

function orphan(
  course: CourseData,
  attempt: Attempt,
  copy: Copy | null,
  now: number,
): Offer | null {
  const kept = copy && decode(course, copy.state);
  if (!kept || old(copy, now) || covers(attempt, kept)) return null;
  // The numbers of two attempts say nothing about each other: that of the LMS has the word.
  const known = { ...attempt, sequence: Math.max(attempt.sequence, kept.sequence) };
  const united = attempt.pages.size > 0 ? unite(known, kept) : kept;
  return { kind: "nobody", at: copy.at, attempt: united, untold: copy.untold };
}
