/** The questions that were asked, page by page: what became of each, and a way back to it. */

import { heading, make } from "../access/dom";
import type { PageEntry } from "../course";
import { asked, given, neutral, type Placed, toReset } from "../standing";
import { button, questionLink } from "./links";
import { askToReset } from "./reset";
import type { ViewContext } from "./views";

/** The table under its heading; nothing in a course without questions. */
export function drawQuestions(context: ViewContext): HTMLElement[] {
  const { course, attempt, say } = context;
  const kinds = course.passMark !== null;
  const titles = ["results_question", ...(kinds ? ["results_kind"] : []), "results_result"];
  const head = make("tr", {}, ...titles.map((title) => make("th", { scope: "col" }, say(title))));
  const bodies = course.pages.flatMap((page) => {
    const questions = asked(course, attempt, page);
    if (questions.length === 0) return [];
    const rows = questions.map((each, index) => row(context, [page, each], index + 1, kinds));
    return [make("tbody", {}, pageRow(context, page, titles.length), ...rows)];
  });
  if (bodies.length === 0) return [];
  const table = make("table", {}, make("thead", {}, head), ...bodies);
  return [heading(2, {}, say("results_questions")), scrollable(table, say("results_questions"))];
}

/** A table that scrolls by itself where it is too broad. */
export function scrollable(table: HTMLTableElement, label: string): HTMLElement {
  return make("div", { class: "table", role: "region", tabindex: 0, "aria-label": label }, table);
}

/** A body for each page under its name: three columns are few enough for a phone. */
function pageRow(context: ViewContext, page: PageEntry, columns: number): HTMLElement {
  const { course, attempt, say, name } = context;
  const title = make("span", { lang: page.language ?? false }, name(page.id));
  const cell = make("th", { scope: "rowgroup", colspan: columns }, title);
  const answered = toReset(course, attempt).filter(([each]) => each.id === page.id);
  if (answered.length > 0) {
    const press = () => askToReset(context, page, answered);
    const reset = button(say("reset_page"), "button-link", press);
    reset.append(make("span", { class: "visually-hidden" }, ` ${name(page.id)}`));
    cell.append(" ", reset);
  }
  return make("tr", { class: "results-page" }, cell);
}

function row(context: ViewContext, placed: Placed, n: number, kinds: boolean): HTMLElement {
  const { say } = context;
  const result = verdict(context, placed);
  const kind = result.startsWith("result_") ? result.replace("result_", "is-") : "small";
  const scored = say(placed[1].scored ? "results_assessed" : "results_practice");
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, questionLink(context, placed, n)),
    kinds ? make("td", {}, scored) : null,
    make("td", {}, make("span", { class: `verdict ${kind}` }, say(result))),
  );
}

function verdict({ attempt }: ViewContext, [page, question]: Placed): string {
  const answer = given(attempt, page.id, question.id);
  if (!answer) return "results_unanswered";
  if (!answer.done) return "results_tried";
  if (neutral(question)) return "results_noted";
  if (answer.points === 100) return "result_right";
  return answer.points > 0 ? "result_partly" : "result_wrong";
}
