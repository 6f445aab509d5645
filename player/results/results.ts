/** The results page: score and completion in words, and every question with a way back. */

import { heading, make } from "../access/dom";
import type { Attempt, Given } from "../attempt";
import type { CourseData, PageEntry, QuestionEntry } from "../course";
import * as attempts from "../standing";
import type { ViewContext } from "./views";

/** The results as they stand. */
export function drawResults(context: ViewContext): HTMLElement {
  const { say } = context;
  return make(
    "article",
    { class: "page results" },
    make("h1", { tabindex: -1 }, say("results")),
    ...summary(context),
    ...actions(context),
    ...pagesToDo(context),
    heading(2, {}, say("results_questions")),
    table(context),
  );
}

function summary(context: ViewContext): HTMLElement[] {
  const { course, attempt, say } = context;
  const found = outcome(course, attempt);
  const [first = "", ...rest] = [say(`results_${found}`), ...scoreInWords(context)];
  const good = attempt.outcome === "passed" || attempt.outcome === "completed";
  const kind = good ? "is-right" : found === "failed" ? "is-wrong" : "";
  return [
    make(
      "div",
      { class: `summary ${kind}` },
      make("p", { class: "summary-lead" }, first),
      ...rest.map((text) => make("p", {}, text)),
    ),
  ];
}

/** The score once there is one; before that, how far it is: 0 % of nothing says nothing. */
function scoreInWords({ course, attempt, say }: ViewContext): string[] {
  const score = attempts.score(course, attempt);
  if (course.passMark === null || score === null) return [];
  const sentences: string[] = [];
  if (attempts.scoredAllAnswered(course, attempt)) sentences.push(say("results_score", { score }));
  else sentences.push(say("results_answered", scoredSoFar(course, attempt)));
  const best = attempt.best ?? 0;
  if (course.attempts > 1 && best > score) sentences.push(say("results_best", { score: best }));
  sentences.push(say("results_pass_mark", { mark: course.passMark }));
  const goes = { go: attempt.go, n: course.attempts };
  if (course.attempts > 1) sentences.push(say("results_goes", goes));
  return sentences;
}

function scoredSoFar(course: CourseData, attempt: Attempt): { done: number; n: number } {
  const given = course.pages.flatMap((page) =>
    page.questions
      .filter((question) => question.scored)
      .map((question) => attempts.given(attempt, page.id, question.id)),
  );
  return { done: given.filter((each) => each?.done).length, n: given.length };
}

function outcome(course: CourseData, attempt: Attempt): string {
  if (attempt.outcome !== "incomplete") return attempt.outcome;
  const short = attempts.scoredAllAnswered(course, attempt) && course.passMark !== null;
  return short && (attempt.best ?? 0) < (course.passMark ?? 0) ? "not_yet" : "incomplete";
}

function actions({ course, attempt, session, say, show }: ViewContext): HTMLElement[] {
  const made: HTMLElement[] = [];
  const row = make("p", { class: "actions" });
  const open = attempt.outcome === "incomplete" && !attempt.recorded;
  if (open && attempts.mayRetake(course, attempt)) {
    const retake = () => {
      const [first] = attempts.toRetake(course, attempt);
      session.dispatch({ type: "retake" });
      if (first) show(first[0].id);
    };
    row.append(button(say("results_retake"), "button", retake));
  }
  if (attempts.mayRecord(course, attempt)) {
    const finish = () => {
      session.dispatch({ type: "finish" });
      show("_results");
    };
    row.append(button(say("results_finish"), "button button-quiet", finish));
    made.push(make("p", { class: "small" }, say("results_finish_text")));
  }
  return row.childElementCount > 0 ? [row, ...made] : [];
}

function button(text: string, kind: string, press: () => void): HTMLElement {
  const made = make("button", { type: "button", class: kind }, text);
  made.addEventListener("click", press);
  return made;
}

function pagesToDo({ course, attempt, say, name }: ViewContext): HTMLElement[] {
  const left = course.pages.filter((page) => !attempts.pageDone(course, attempt, page));
  if (left.length === 0) return [];
  const items = left.map((page) => make("li", {}, pageLink(course, page, name(page.id))));
  return [heading(2, {}, say("results_todo")), make("ul", {}, ...items)];
}

function pageLink(course: CourseData, page: PageEntry, text: string): HTMLAnchorElement {
  return make("a", { href: `page-${page.id}${course.ending}`, "data-page": page.id }, text);
}

/** A body for each page under its name: three columns are few enough for a phone. */
function table(context: ViewContext): HTMLElement {
  const { course, say, name } = context;
  const kinds = course.passMark !== null;
  const titles = ["results_question", ...(kinds ? ["results_kind"] : []), "results_result"];
  const head = make("tr", {}, ...titles.map((title) => make("th", { scope: "col" }, say(title))));
  const bodies = course.pages
    .filter((page) => page.questions.length > 0)
    .map((page) => {
      const title = make("th", { scope: "rowgroup", colspan: titles.length }, name(page.id));
      const rows = page.questions.map((each, index) => row(context, page, each, index, kinds));
      return make("tbody", {}, make("tr", { class: "results-page" }, title), ...rows);
    });
  const label = say("results_questions");
  const made = make("table", {}, make("thead", {}, head), ...bodies);
  return make("div", { class: "table", role: "region", tabindex: 0, "aria-label": label }, made);
}

function row(
  { course, attempt, say, name }: ViewContext,
  page: PageEntry,
  question: QuestionEntry,
  index: number,
  kinds: boolean,
): HTMLElement {
  const link = pageLink(course, page, say("question_n", { n: index + 1 }));
  // In a list of links all these would be called the same.
  link.append(make("span", { class: "visually-hidden" }, ` ${name(page.id)}`));
  link.dataset["goto"] = `q_${question.id}`;
  const result = verdict(attempts.given(attempt, page.id, question.id));
  const kind = result.startsWith("result_") ? result.replace("result_", "is-") : "small";
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, link),
    kinds ? make("td", {}, say(question.scored ? "results_assessed" : "results_practice")) : null,
    make("td", { class: `verdict ${kind}` }, say(result)),
  );
}

function verdict(given: Given | null): string {
  if (!given) return "results_unanswered";
  if (!given.done) return "results_tried";
  if (given.points === 100) return "result_right";
  return given.points > 0 ? "result_partly" : "result_wrong";
}
