/** The results page: score and completion in words, and every question with a way back. */

import { heading, make } from "./access/dom";
import * as attempts from "./attempt";
import type { Attempt } from "./attempt";
import type { CourseData, PageEntry, QuestionEntry } from "./course";
import type { Say } from "./strings/words";

export interface ResultsContext {
  readonly course: CourseData;
  readonly attempt: Attempt;
  readonly say: Say;
  /** The name of a page. */
  name(page: string): string;
  retake(): void;
  finish(): void;
}

/** The results as they stand. */
export function drawResults(context: ResultsContext): HTMLElement {
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

function summary({ course, attempt, say }: ResultsContext): HTMLElement[] {
  const sentences = [say(`results_${outcome(course, attempt)}`)];
  const score = attempts.score(course, attempt);
  if (course.passMark !== null && score !== null) {
    sentences.push(say("results_score", { score }));
    const best = attempt.best ?? 0;
    if (best > score) sentences.push(say("results_best", { score: best }));
    sentences.push(say("results_pass_mark", { mark: course.passMark }));
    const goes = { go: attempt.go, n: course.attempts };
    if (course.attempts > 1) sentences.push(say("results_goes", goes));
  }
  const [first = "", ...rest] = sentences;
  const kind = attempt.outcome === "passed" || attempt.outcome === "completed" ? "is-right" : "";
  return [
    make(
      "div",
      { class: `summary ${kind}` },
      make("p", { class: "summary-lead" }, first),
      ...rest.map((text) => make("p", {}, text)),
    ),
  ];
}

function outcome(course: CourseData, attempt: Attempt): string {
  if (attempt.outcome !== "incomplete") return attempt.outcome;
  const short = attempts.scoredAllAnswered(course, attempt) && course.passMark !== null;
  return short && (attempt.best ?? 0) < (course.passMark ?? 0) ? "not_yet" : "incomplete";
}

function actions({ course, attempt, say, retake, finish }: ResultsContext): HTMLElement[] {
  const made: HTMLElement[] = [];
  const row = make("p", { class: "actions" });
  const open = attempt.outcome === "incomplete" && !attempt.recorded;
  if (open && attempts.mayRetake(course, attempt)) {
    row.append(button(say("results_retake"), "button", retake));
  }
  if (attempts.mayRecord(course, attempt)) {
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

function pagesToDo({ course, attempt, say, name }: ResultsContext): HTMLElement[] {
  const left = course.pages.filter((page) => !attempts.pageDone(course, attempt, page));
  if (left.length === 0) return [];
  const items = left.map((page) => make("li", {}, pageLink(page, name(page.id))));
  return [heading(2, {}, say("results_todo")), make("ul", {}, ...items)];
}

function pageLink(page: PageEntry, text: string): HTMLAnchorElement {
  return make("a", { href: `page-${page.id}.html`, "data-page": page.id }, text);
}

function table(context: ResultsContext): HTMLElement {
  const { course, say } = context;
  const scores = course.passMark !== null;
  const counts = scores ? ["results_counts"] : [];
  const titles = ["results_question", "results_page", ...counts, "results_result"];
  const head = make("tr", {}, ...titles.map((name) => make("th", { scope: "col" }, say(name))));
  const rows = course.pages.flatMap((page) =>
    page.questions.map((question, index) => row(context, page, question, index, scores)),
  );
  const label = say("results_questions");
  const made = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  return make("div", { class: "table", role: "region", tabindex: 0, "aria-label": label }, made);
}

function row(
  { attempt, say, name }: ResultsContext,
  page: PageEntry,
  question: QuestionEntry,
  index: number,
  scores: boolean,
): HTMLElement {
  const given = attempts.given(attempt, page.id, question.id);
  const link = pageLink(page, say("question_n", { n: index + 1 }));
  link.dataset["goto"] = `q_${question.id}`;
  const cells: Array<Node | string> = [link, name(page.id)];
  if (scores) cells.push(say(question.scored ? "results_yes" : "results_practice"));
  cells.push(say(verdict(given)));
  return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
}

function verdict(given: attempts.Given | null): string {
  if (!given) return "results_unanswered";
  if (!given.done) return "results_tried";
  if (given.points === 100) return "result_right";
  return given.points > 0 ? "result_partly" : "result_wrong";
}
