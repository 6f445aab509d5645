/** What completes the course, in whole sentences, and how far that has come. */

import { heading, make } from "../access/dom";
import { needed } from "../shell/finish";
import type { PageEntry } from "../course";
import { given, pageDone, progress, scoredQuestions } from "../standing";
import { pageLink } from "./links";
import type { ViewContext } from "./views";

/** The rule with its parts as a list, and the pages that are still to be done. */
export function drawRule(context: ViewContext): HTMLElement[] {
  const { say } = context;
  const items = parts(context).map(([text, met]) => {
    const state = make("span", { class: `verdict ${met ? "is-right" : "small"}` });
    state.textContent = say(met ? "rule_met" : "rule_open");
    return make("li", {}, make("span", {}, text), " ", state);
  });
  if (items.length === 0) return [];
  const list = make("ul", { class: "rule" }, ...items);
  return [heading(2, {}, say("results_rule")), list, ...pagesToDo(context)];
}

/** The sentences, each with whether it is met. */
function parts({ course, attempt, say }: ViewContext): [string, boolean][] {
  const { done, total } = progress(course, attempt);
  const { minimum, passMark, pages } = course;
  const found: [string, boolean][] = [];
  const scored = passMark !== null && scoredQuestions(course, attempt).length > 0;
  const enough = scored && course.passCompletes;
  if (total > 0 && !enough) {
    const name = minimum !== null ? "some" : total < pages.length ? "required" : "all";
    found.push([say(`rule_pages_${name}`, { n: total, total: pages.length }), done >= total]);
  }
  if (scored) {
    const reached = (attempt.best ?? -1) >= passMark;
    found.push([say("rule_pass", { mark: passMark }), reached || attempt.qualified]);
    if (course.sections.length > 0) found.push([say("rule_sections"), attempt.qualified]);
  }
  if (enough) found.push([say("rule_enough"), attempt.qualified]);
  return found;
}

function pagesToDo(context: ViewContext): HTMLElement[] {
  const { course, attempt, say } = context;
  if (attempt.outcome === "passed" || attempt.outcome === "completed") return [];
  if (course.passCompletes) return [];
  const { done, total } = progress(course, attempt);
  const any = course.minimum !== null;
  const open = (page: PageEntry) => done < total && !pageDone(course, attempt, page);
  // Without its questions the pass mark cannot be reached, whatever else a page is.
  const counts = (page: PageEntry) => scoredLeft(context, page) > 0;
  const left = course.pages.filter(open);
  if (!any) {
    const wanted = course.pages.filter((page) => counts(page) || (!page.optional && left.includes(page)));
    return wanted.length > 0 ? [heading(3, {}, say("results_todo")), pageList(context, wanted)] : [];
  }
  const scored = course.pages.filter(counts);
  if (left.length === 0 && scored.length === 0) return [];
  const found = [heading(3, {}, say("results_todo"))];
  if (scored.length > 0) {
    found.push(make("p", {}, say("results_todo_scored")), pageList(context, scored));
  }
  if (left.length > 0) {
    found.push(make("p", {}, say("results_todo_any", { n: total - done })), pageList(context, left));
  }
  return found;
}

function pageList(context: ViewContext, pages: readonly PageEntry[]): HTMLElement {
  const { course, attempt, say } = context;
  const items = pages.map((page) => {
    const needs = needed(course, attempt, page, say);
    const scored = scoredLeft(context, page);
    const asks = page.needs.includes("questions");
    if (scored > 0 && !asks) needs.push(say("finish_questions", { n: scored }));
    const lines = needs.map((text) => make("div", {}, text));
    return make("li", {}, pageLink(context, page), make("div", { class: "small" }, ...lines));
  });
  return make("ul", {}, ...items);
}

/** How many scored questions of a page are not answered, while the pass mark is not reached. */
function scoredLeft({ course, attempt }: ViewContext, page: PageEntry): number {
  if (course.passMark === null || attempt.qualified) return 0;
  return scoredQuestions(course, attempt).filter(
    ([of, { id }]) => of === page && !given(attempt, page.id, id)?.done,
  ).length;
}
