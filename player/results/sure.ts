/** How sure the learner was of the answers, beside how right they were. */

import { heading, make } from "../access/dom";
import { asked, given } from "../standing";
import { questionLink } from "./links";
import { scrollable } from "./table";
import type { ViewContext } from "./views";

/** By how sure, from certain down: the words, and what `Given.sure` is. */
const DEGREES = [
  ["certainty_certain", 3],
  ["certainty_fairly", 2],
  ["certainty_guess", 1],
] as const;

/** A table of the three degrees and, with a way back, what was certain and wrong. */
export function drawSure(context: ViewContext): HTMLElement[] {
  const { course, attempt, say } = context;
  const answers = course.pages.flatMap((page) =>
    asked(course, attempt, page).flatMap((question, index) => {
      const answer = given(attempt, page.id, question.id);
      return answer?.done && answer.sure > 0 ? [{ page, question, answer, n: index + 1 }] : [];
    }),
  );
  if (answers.length === 0) return [];
  const rows = DEGREES.map(([words, degree]) => {
    const such = answers.filter(({ answer }) => answer.sure === degree);
    const right = such.filter(({ answer }) => answer.points === 100).length;
    const cells = [such.length, right].map((n) => make("td", {}, String(n)));
    return make("tr", {}, make("th", { scope: "row" }, say(words)), ...cells);
  });
  const titles = ["sure_degree", "sure_answers", "sure_right"];
  const head = make("tr", {}, ...titles.map((name) => make("th", { scope: "col" }, say(name))));
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  const wrong = answers.filter(({ answer }) => answer.sure === 3 && answer.points < 100);
  const links = wrong.map(({ page, question, n }) =>
    make("li", {}, questionLink(context, [page, question], n, true)),
  );
  const marking = course.certaintyMarking ? make("p", {}, say("sure_marking")) : null;
  return [
    heading(2, {}, say("sure_title")),
    ...(marking ? [marking] : []),
    scrollable(table, say("sure_title")),
    ...(links.length > 0
      ? [make("p", {}, say("sure_wrong", { n: wrong.length })), make("ul", {}, ...links)]
      : []),
  ];
}
