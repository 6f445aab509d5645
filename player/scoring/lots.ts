/**
 * The order in which things are shown, and what is drawn. Pure: from the seed of an attempt, the
 * same at each launch, and the same in the builder (`scorm_builder/scoring/lots.py`).
 */

import type { Draw } from "../course";
import { inOrder } from "./choices";

/** 2^32 over the golden ratio, as Knuth's multiplicative hash and SplitMix step by. */
const STEP = 0x9e3779b9;

/** The finaliser of MurmurHash3 (fmix32; Appleby, public domain): all bits change with each. */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** The lot of a key, 0 to 2^32 - 1; all three are integers. */
export function lot(seed: number, salt: number, key: number): number {
  return mixed(mixed(mixed(seed + STEP) + salt + STEP) + key + STEP) >>> 0;
}

/** Which option stands at each place. The pinned ones stand where the author put them. */
export function shuffled(
  size: number,
  seed: number,
  salt: number,
  pinned: readonly number[] = [],
): number[] {
  const all = [...Array(size).keys()];
  const free = all.filter((index) => !pinned.includes(index));
  const mixed = [...free].sort((a, b) => lot(seed, salt, a) - lot(seed, salt, b) || a - b);
  return all.map((index) => {
    const place = free.indexOf(index);
    return place < 0 ? index : mixed[place]!;
  });
}

/**
 * Items to be put in order, as they are first shown: worth half of the points at most. An order
 * that is worth more is turned round, which leaves little of its longest run.
 */
export function disordered(right: readonly number[], seed: number, salt: number): number[] {
  const order = shuffled(right.length, seed, salt);
  return inOrder(right, order) > 50 ? order.reverse() : order;
}

/** A question that may be drawn. */
export interface Candidate {
  readonly key: number;
  /** "" or missing for none. */
  readonly group?: string;
  /** Questions of one unit are drawn together; without one it is drawn by itself. */
  readonly unit?: number;
  readonly answered: boolean;
}

/**
 * Which of a page's questions are asked. Of each group the units that have been answered come
 * first, so that an answer is never dropped by what is drawn; then those with the smallest lots.
 * The group "" draws from all that the named groups left.
 */
export function drawn(
  questions: readonly Candidate[],
  draws: readonly Draw[] | undefined,
  seed: number,
  salt: number,
): boolean[] {
  if (!draws) return questions.map(() => true);
  const units = new Map<number | string, Candidate[]>();
  const unitOf = (question: Candidate, index: number) => question.unit ?? `alone ${index}`;
  questions.forEach((question, index) => {
    const unit = unitOf(question, index);
    units.set(unit, [...(units.get(unit) ?? []), question]);
  });
  const ranked = [...units]
    .map(([unit, members]) => ({
      unit,
      group: members[0]?.group ?? "",
      answered: members.some((each) => each.answered),
      lot: lot(seed, salt, Math.min(...members.map((each) => each.key))),
    }))
    .sort((a, b) => Number(b.answered) - Number(a.answered) || a.lot - b.lot);
  const taken = new Set<number | string>();
  for (const { group, n } of [...draws].sort((a, b) => Number(!a.group) - Number(!b.group))) {
    ranked
      .filter((each) => !taken.has(each.unit) && (!group || each.group === group))
      .slice(0, n)
      .forEach((each) => taken.add(each.unit));
  }
  return questions.map((question, index) => taken.has(unitOf(question, index)));
}
