/** The results page: score and completion in words, and every question with a way back. */

import { heading, make } from "../access/dom";
import type { Attempt } from "../attempt";
import type { CourseData, SectionEntry } from "../course";
import * as standing from "../standing";
import { ask } from "./ask";
import { button, viewLink } from "./links";
import { drawRule } from "./rule";
import { drawSure } from "./sure";
import { drawQuestions, scrollable } from "./table";
import type { ViewContext } from "./views";

/** The results as they stand. */
export function drawResults(context: ViewContext): HTMLElement {
  const { say } = context;
  return make(
    "article",
    { class: "page results" },
    make("h1", { tabindex: -1 }, say("results")),
    summary(context),
    ...actions(context),
    ...drawRule(context),
    ...sections(context),
    ...drawSure(context),
    ...drawQuestions(context),
  );
}

/** Whether there is a certificate to be had now. */
export function certified({ course, attempt: { outcome } }: ViewContext): boolean {
  return course.certificate !== null && (outcome === "passed" || outcome === "completed");
}

function summary(context: ViewContext): HTMLElement {
  const { course, attempt, say } = context;
  const found = outcome(course, attempt);
  const good = attempt.outcome === "passed" || attempt.outcome === "completed";
  const kind = good ? "is-right" : found === "failed" ? "is-wrong" : "";
  const rest = scoreInWords(context).map((text) => make("p", {}, text));
  const lead = make("p", { class: "summary-lead" }, say(`results_${found}`));
  return make("div", { class: `summary ${kind}`.trim() }, lead, ...rest);
}

/** The score once there is one; before that, how far it is: 0 % of nothing says nothing. */
function scoreInWords({ course, attempt, say }: ViewContext): string[] {
  const score = standing.score(course, attempt);
  if (course.passMark === null || score === null) return [];
  const sentences: string[] = [];
  const answered = standing.scoredAllAnswered(course, attempt);
  if (answered) sentences.push(say("results_score", { score }));
  else sentences.push(say("results_answered", scoredSoFar(course, attempt)));
  const best = attempt.best ?? 0;
  if (course.attempts > 1 && best > score) sentences.push(say("results_best", { score: best }));
  sentences.push(say("results_pass_mark", { mark: course.passMark }));
  const short = course.sections.filter(
    (section) => (standing.score(course, attempt, section) ?? 100) < section.passMark,
  ).length;
  if (answered && short > 0 && !attempt.qualified) {
    sentences.push(say("results_sections_short", { n: short }));
  }
  const goes = { go: attempt.go, n: course.attempts };
  if (course.attempts > 1) sentences.push(say("results_goes", goes));
  return sentences;
}

function scoredSoFar(course: CourseData, attempt: Attempt): { done: number; n: number } {
  const scored = standing.scoredQuestions(course, attempt);
  const done = scored.filter(([page, { id }]) => standing.given(attempt, page.id, id)?.done);
  return { done: done.length, n: scored.length };
}

function outcome(course: CourseData, attempt: Attempt): string {
  if (attempt.outcome !== "incomplete") return attempt.outcome;
  const answered = course.passMark !== null && standing.scoredAllAnswered(course, attempt);
  return answered && !attempt.qualified ? "not_yet" : "incomplete";
}

// -- what can be done now -----------------------------------------------------------------------

function actions(context: ViewContext): HTMLElement[] {
  const { course, attempt, session, say, show } = context;
  const made: HTMLElement[] = [];
  const row = make("p", { class: "actions" });
  if (certified(context)) row.append(viewLink("_certificate", say("certificate_link"), "button"));
  const open = attempt.outcome === "incomplete" && !attempt.recorded;
  const again = standing.toRetake(course, attempt);
  if (open && standing.mayRetake(course, attempt)) {
    const words = { n: again.length, go: attempt.go + 1, goes: course.attempts };
    const retake = () => {
      session.dispatch({ type: "retake" });
      if (again[0]) show(again[0][0].id);
    };
    row.append(button(say(`results_retake_${course.retake}`, words), "", retake));
  }
  if (standing.mayRecord(course, attempt)) {
    row.append(button(say("results_finish"), "button-quiet", () => askToFinish(context)));
    made.push(make("p", { class: "small" }, say("results_finish_text")));
  }
  const rows = row.childElementCount > 0 ? [row, ...made] : [];
  return [...rows, ...practice(context, rows.length > 0 ? "button-quiet" : "")];
}

/** There is no way back from a recorded result: ask first. */
function askToFinish({ course, attempt, session, say, show }: ViewContext): void {
  const text = [
    say("finish_ask_score", { score: attempt.best ?? 0, mark: course.passMark ?? 0 }),
    say("finish_ask_goes", { n: course.attempts - attempt.go }),
  ];
  const words = { title: say("finish_ask_title"), keep: say("finish_ask_keep"), act: say("finish_ask_do") };
  ask({ ...words, text }, () => {
    session.dispatch({ type: "finish" });
    show("_results");
  });
}

/** What can be done again without a score, in a row of its own. */
function practice({ course, attempt, session, say, show }: ViewContext, kind: string): HTMLElement[] {
  const row = make("p", { class: "actions" });
  const due = standing.toPractise(course, attempt).length;
  if (due > 0) {
    const text = say("practice_link", { n: due });
    row.append(viewLink("_practice", text, `button ${kind}`.trim()));
  }
  const wrong = standing.toRetry(course, attempt);
  if (wrong.length > 0) {
    const retry = () => {
      session.dispatch({ type: "retry" });
      if (wrong[0]) show(wrong[0][0].id);
    };
    row.append(button(say("results_retry", { n: wrong.length }), due > 0 ? "button-quiet" : kind, retry));
  }
  return row.childElementCount > 0 ? [row] : [];
}

// -- sections -----------------------------------------------------------------------------------

/** Sections with a pass mark of their own: score, what is needed, whether that is reached. */
function sections(context: ViewContext): HTMLElement[] {
  const { course, say } = context;
  if (course.sections.length === 0) return [];
  const titles = ["section", "section_score", "section_needed", "section_reached"];
  const head = make("tr", {}, ...titles.map((name) => make("th", { scope: "col" }, say(name))));
  const rows = course.sections.map((section) => sectionRow(context, section));
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  const title = say("results_sections");
  return [heading(2, {}, title), scrollable(table, title)];
}

function sectionRow({ course, attempt, say }: ViewContext, section: SectionEntry): HTMLElement {
  const scored = standing.scoredQuestions(course, attempt, section);
  const answered = scored.every(([page, { id }]) => standing.given(attempt, page.id, id)?.done);
  const score = answered ? standing.score(course, attempt, section) : null;
  const reached = score !== null && score >= section.passMark;
  const state = score === null ? "open" : reached ? "yes" : "no";
  const kind = { open: "small", yes: "is-right", no: "is-wrong" }[state];
  const verdict = make("span", { class: `verdict ${kind}` }, say(`section_${state}`));
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, section.title),
    make("td", {}, score === null ? "–" : say("viewer_percent", { n: score })),
    make("td", {}, say("viewer_percent", { n: section.passMark })),
    make("td", {}, verdict),
  );
}
