/** Starts what stands on a page: parts and questions, each by what the builder called it. */

import { findAll } from "./access/dom";
import type { PageContext } from "./blocks/part";
import { PARTS, QUESTIONS } from "./blocks/parts";
import { Options } from "./blocks/question/options";
import type { QuestionData } from "./course";
import type { Brought, Kit, Starters } from "./kinds/kinds";
import type { Loader } from "./loader";
import { QuestionForm } from "./question";
import { asked } from "./standing";

type StartAny = (
  root: HTMLElement,
  question: QuestionData,
  context: PageContext,
  kit: Kit,
) => void;

/** What kinds of question that come in scripts of their own need not bring with them. */
const KIT: Kit = { QuestionForm, Options };

/** What the scripts of a page have brought. Throws when one is not there. */
function brought({ page }: PageContext, loader: Loader): Brought[] {
  return (page.parts ?? []).map((script) => loader.held(script)[0] as Brought);
}

/** Starts every part in an element, and the element itself if it is one. */
export function startParts(root: HTMLElement, context: PageContext, loader: Loader): void {
  const own = brought(context, loader).flatMap(({ parts = [] }) => parts);
  for (const [selector, startPart] of [...own, ...PARTS]) {
    const inside = findAll(root, selector);
    const all = root.matches(selector) ? [root, ...inside] : inside;
    for (const element of all) guarded(() => startPart(element, context));
  }
}

/** Starts a question by its kind, which the page's scripts have brought. */
export function startQuestion(
  root: HTMLElement,
  question: QuestionData,
  context: PageContext,
  loader: Loader,
): void {
  const own = brought(context, loader).map(({ questions }) => questions);
  const starters: Starters = Object.assign({}, QUESTIONS, ...own);
  // By its kind it is the one for this data, which types cannot follow through a lookup.
  const start = starters[question.kind] as StartAny | undefined;
  if (!start) throw new Error(`nothing starts a ${question.kind}`);
  start(root, question, context, KIT);
}

/** Takes the questions out of a page that were not drawn, with the case around them. */
export function leaveOut(context: PageContext, article: HTMLElement): void {
  const { course, page, session, say } = context;
  const kept = new Set(asked(course, session.attempt, page).map(({ id }) => id));
  for (const { id } of page.questions) {
    const root = kept.has(id) ? null : rootOf(article, id);
    if (root) (root.closest(".case") ?? root).remove();
  }
  // The builder counted all of them.
  findAll(article, ".q-title").forEach((title, index) => {
    title.textContent = say("question_number", { n: index + 1, total: kept.size });
  });
}

/** The element of a question. */
export function rootOf(within: ParentNode, question: string): HTMLElement | null {
  const roots = findAll(within, "[data-question]");
  return roots.find((each) => each.dataset["question"] === question) ?? null;
}

/** One broken part must not take the page with it: it stays as the builder wrote it. */
export function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(error);
  }
}
