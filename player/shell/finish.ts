/** The foot of a page: what it still needs to be done, in words, and the way to practice. */

import { make } from "../access/dom";
import type { Attempt } from "../attempt";
import { isClosed } from "../blocks/case/case";
import type { PageContext } from "../blocks/part";
import type { CourseData, PageEntry } from "../course";
import { pageDone, toPractise, unanswered, unshown, visited } from "../standing";
import type { Say } from "../strings/words";

/** Puts the foot under a page; gives what brings it up to date. */
export function startFinish(article: HTMLElement, context: PageContext): () => void {
  const { course, page, session, say } = context;
  const foot = make("div", { class: "finish" });
  article.append(foot);
  const draw = () => {
    const { attempt } = session;
    const done = pageDone(course, attempt, page);
    const needs = needed(course, attempt, page, say);
    // Said where the steps are; a list of pages knows nothing of them.
    if (!done && isClosed(article)) needs.unshift(say("finish_steps"));
    const items = needs.map((text) => make("li", {}, text));
    const optional = page.optional && !done ? make("p", {}, say("finish_optional")) : null;
    const due = toPractise(course, attempt).length;
    const link = { href: "#_practice", "data-page": "_practice" };
    const words = done
      ? [make("p", { class: "verdict is-right" }, say("finish_done"))]
      : [make("p", {}, say("finish_lead")), make("ul", {}, ...items)];
    const practice = make("p", {}, make("a", link, say("practice_link", { n: due })));
    foot.replaceChildren(...(optional ? [optional] : []), ...words, ...(due > 0 ? [practice] : []));
  };
  draw();
  return draw;
}

/** What a page needs that is not done yet, a sentence each. */
export function needed(
  course: CourseData,
  attempt: Attempt,
  page: PageEntry,
  say: Say,
): string[] {
  const needs: [string, number][] = [
    ["end", visited(attempt, page.id)?.ended ? 0 : 1],
    ["questions", unanswered(course, attempt, page)],
    ["findings", unshown(attempt, page)],
  ];
  return needs.filter(([, n]) => n > 0).map(([name, n]) => say(`finish_${name}`, { n }));
}
