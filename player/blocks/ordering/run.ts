/** Which items of an order can stay where they are. Pure. */

/**
 * The longest run of items that stand in the right order among themselves, the first such one: the
 * others have to be moved. None where no two are in order. Points go by its length (`inOrder`).
 */
export function inRun(selected: readonly number[], correct: readonly number[]): readonly number[] {
  const runs: number[][] = [];
  selected.forEach((item, i) => {
    const before = runs.filter((_, j) => correct.indexOf(selected[j]!) < correct.indexOf(item));
    runs[i] = [...longest(before), item];
  });
  const run = longest(runs);
  return run.length > 1 ? run : [];
}

function longest(runs: readonly number[][]): readonly number[] {
  return runs.reduce<readonly number[]>((best, run) => (run.length > best.length ? run : best), []);
}
