/** Options, places and orders: what was chosen against what is right. Pure. */

/** Points for a part of the whole: half up, but 100 only when nothing is missing. */
export function percent(part: number, whole: number): number {
  if (part >= whole) return 100;
  return part > 0 ? Math.min(99, Math.floor((100 * part) / whole + 0.5)) : 0;
}

/** Right choices minus wrong ones, over the number of right options, never below 0. */
export function rightMinusWrong(correct: readonly number[], selected: readonly number[]): number {
  const chosen = new Set(selected);
  const right = correct.filter((index) => chosen.has(index)).length;
  // Where no option is right, choosing none is.
  if (correct.length === 0) return chosen.size ? 0 : 100;
  return percent(right - (chosen.size - right), correct.length);
}

/** The share of places that hold what is right there. */
export function inPlace(correct: readonly number[], selected: readonly number[]): number {
  return percent(correct.filter((choice, i) => selected[i] === choice).length, correct.length);
}

/**
 * How much of the order is right: of the longest run of items that stand in the right order
 * among themselves, the steps, over those of the whole.
 */
export function inOrder(correct: readonly number[], selected: readonly number[]): number {
  const ranks = selected.map((item) => correct.indexOf(item)).filter((rank) => rank >= 0);
  // The longest run that ends with each item.
  const runs: number[] = [];
  ranks.forEach((rank, i) => {
    const before = runs.filter((_, j) => ranks[j]! < rank);
    runs[i] = 1 + Math.max(0, ...before);
  });
  return percent(Math.max(0, ...runs) - 1, correct.length - 1);
}
