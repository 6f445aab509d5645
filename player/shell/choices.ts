/**
 * What a learner chose of the look: attributes of the `html` element, which the style sheet reads.
 *
 * Colours and size of text are kept on the device where the browser lets us: in a frame of another
 * site it may not, and then they hold until the window closes.
 */

/** The values of each choice, its default first. Only these are ever taken from storage. */
const VALUES = {
  scheme: ["auto", "light", "dark"],
  text: ["100", "125", "150"],
  print: ["annotated", "clean", "both"],
  answers: ["yes", "no"],
} as const;

export type Choice = keyof typeof VALUES;

export const CHOICES = Object.keys(VALUES) as Choice[];
const KEPT: readonly Choice[] = ["scheme", "text"];
/** One for all courses of a site: who needs large text needs it everywhere. */
const KEY = "scorm-builder-settings";

const { dataset } = document.documentElement;

/** What holds unless the learner says otherwise. A theme may open in a scheme of its own. */
export function initial(choice: Choice): string {
  return (choice === "scheme" && dataset["opens"]) || VALUES[choice][0];
}

/** What holds now. Without its attribute, the default does. */
export function value(choice: Choice): string {
  return dataset[choice] ?? VALUES[choice][0];
}

/** Let `wanted` hold, if it is a value of the choice. */
export function choose(choice: Choice, wanted: unknown): void {
  const values: readonly unknown[] = VALUES[choice];
  if (!values.includes(wanted)) return;
  if (wanted === values[0]) delete dataset[choice];
  else dataset[choice] = String(wanted);
}

/** Take up what was chosen before. */
export function recall(): void {
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
    for (const choice of KEPT) choose(choice, kept[choice]);
  } catch {
    // No storage here, or not ours.
  }
}

/** Keep what differs from the start. */
export function keep(): void {
  const chosen = KEPT.filter((choice) => value(choice) !== initial(choice));
  const kept = Object.fromEntries(chosen.map((choice) => [choice, value(choice)]));
  try {
    if (chosen.length > 0) window.localStorage.setItem(KEY, JSON.stringify(kept));
    else window.localStorage.removeItem(KEY);
  } catch {
    // It holds until the window closes.
  }
}
