/** How much an attempt holds, in words. */

import type { Attempt } from "../attempt";
import type { Spoken } from "../diagnosis/desk";
import { progress } from "../standing";
import { make } from "../access/dom";

/** Pages done and questions answered, as a list, with `first` before them. */
export function holds(
  { course, say }: Spoken,
  attempt: Attempt,
  first: readonly string[] = [],
): HTMLElement {
  const { done, total } = progress(course, attempt);
  const given = [...attempt.pages.values()].flatMap((page) => [...page.given.values()]);
  const n = given.filter((answer) => answer.done).length;
  const lines = [...first, say("progress", { done, n: total }), say("offer_answers", { n })];
  return make("ul", {}, ...lines.map((line) => make("li", {}, line)));
}
