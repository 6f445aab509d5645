/** "Review overdue", when the author wants it said: by the clock of the learner's device. */

/** Show the words once the day on which the review was due has passed. */
export function showOverdue(words: HTMLElement): void {
  const end = Date.parse(`${words.dataset["due"] ?? ""}T23:59:59`);
  words.hidden = !(Date.now() > end);
}
