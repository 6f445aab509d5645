/**
 * What an attempt amounts to: which questions are asked, what is done, the score. Pure.
 *
 * Nothing here is kept: all of it follows from the attempt whenever it is asked for.
 */

import type { Attempt, Given, Visited } from "./attempt";
import type { CourseData, PageEntry, QuestionEntry, SectionEntry } from "./course";
import { certainty } from "./scoring/certainty";
import { drawn } from "./scoring/lots";

/** A question and the page it is on. */
export type Placed = readonly [page: PageEntry, question: QuestionEntry];

/** Rightly practised so often, a question that was missed is not asked again. */
export const LEARNED = 2;

/** What is known of a page; null when it has not been opened. */
export function visited(attempt: Attempt, page: string): Visited | null {
  return attempt.pages.get(page) ?? null;
}

/** The answer to a question; null while there is none. */
export function given(attempt: Attempt, page: string, question: string): Given | null {
  return attempt.pages.get(page)?.given.get(question) ?? null;
}

/** The questions of a page that this learner is asked: all, or those drawn. */
export function asked(course: CourseData, attempt: Attempt, page: PageEntry): readonly QuestionEntry[] {
  if (!page.draw) return page.questions;
  const given = attempt.pages.get(page.id)?.given;
  const lots = page.questions.map((question) => ({
    ...question,
    answered: given?.has(question.id) ?? false,
  }));
  const chosen = drawn(lots, page.draw, attempt.seed, salt(course, attempt));
  return page.questions.filter((_, index) => chosen[index]);
}

/** What lots are drawn by besides the seed: another go at all the questions draws others. */
export function salt(course: CourseData, attempt: Attempt): number {
  return course.retake === "all" ? attempt.go : 1;
}

/** Whether a page is done, by the course's completion rule. */
export function pageDone(course: CourseData, attempt: Attempt, page: PageEntry): boolean {
  const seen = attempt.pages.get(page.id);
  return !!seen?.ended && unanswered(course, attempt, page) === 0 && unshown(attempt, page) === 0;
}

/** How many questions of a page are to be answered for it to be done. */
export function unanswered(course: CourseData, attempt: Attempt, page: PageEntry): number {
  if (!page.needs.includes("questions")) return 0;
  const done = ({ id }: QuestionEntry) => given(attempt, page.id, id)?.done === true;
  return asked(course, attempt, page).filter((question) => !done(question)).length;
}

/** How many figures of a page have findings that are to be shown for it to be done. */
export function unshown(attempt: Attempt, page: PageEntry): number {
  const shown = attempt.pages.get(page.id)?.shown;
  return (page.figures ?? []).filter(([id]) => !shown?.has(id)).length;
}

/** How many pages are done, and how many there are to be done. */
export function progress(course: CourseData, attempt: Attempt): { done: number; total: number } {
  const wanted = course.minimum === null ? required(course) : course.pages;
  const done = wanted.filter((page) => pageDone(course, attempt, page)).length;
  const total = course.minimum ?? wanted.length;
  return { done: Math.min(done, total), total };
}

function required(course: CourseData): PageEntry[] {
  return course.pages.filter((page) => !page.optional);
}

/**
 * This go's score: integer per cent of the weights of all scored questions, unanswered ones 0.
 * Null when the course, or the section, scores nothing.
 *
 * The one place that rounds: half up, but 100 only when nothing is missing.
 */
export function score(course: CourseData, attempt: Attempt, section?: SectionEntry): number | null {
  let full = 0;
  let earned = 0;
  for (const [page, question] of scoredQuestions(course, attempt, section)) {
    const answer = given(attempt, page.id, question.id);
    full += FULL * question.weight;
    if (answer) earned += question.weight * earnings(course, answer);
  }
  if (full === 0) return null;
  if (earned >= full) return 100;
  return Math.min(99, Math.max(0, Math.floor((200 * earned + full) / (2 * full))));
}

/** In thirds of a point, which is what a guess earns where certainty counts. */
const FULL = 300;

function earnings(course: CourseData, answer: Given): number {
  return certainty(answer.points, course.certaintyMarking ? answer.sure : 0);
}

/** Whether a question was answered wrongly at some time and has not been practised enough since. */
export function missed(answer: Given | null): boolean {
  const wrong = answer?.done === true && (answer.points < 100 || answer.tries > 1);
  return wrong && answer.again < LEARNED;
}

/** Whether no answer to a question is right. */
export function neutral({ kind }: Pick<QuestionEntry, "kind">): boolean {
  return kind === "likert" || kind === "reflection";
}

/** Whether nothing more can come of the scored questions. */
export function isFinal(course: CourseData, attempt: Attempt): boolean {
  const { outcome, recorded, go } = attempt;
  if (outcome !== "incomplete" || recorded) return true;
  return go >= course.attempts && scoredAllAnswered(course, attempt);
}

/**
 * The questions that were missed and may be practised. None that is scored while it may still be
 * asked: another go is not to be rehearsed on its very questions.
 */
export function toPractise(course: CourseData, attempt: Attempt): Placed[] {
  if (!course.practice) return [];
  const over = isFinal(course, attempt);
  return missedQuestions(course, attempt).filter(([, { scored }]) => over || !scored);
}

/** All questions that were missed, those too that may not be practised yet. */
export function missedQuestions(course: CourseData, attempt: Attempt): Placed[] {
  return course.pages.flatMap((page) =>
    asked(course, attempt, page)
      .filter((each) => !neutral(each) && missed(given(attempt, page.id, each.id)))
      .map((question) => [page, question] as const),
  );
}

/** Whether every scored question is done; false when there is none. */
export function scoredAllAnswered(course: CourseData, attempt: Attempt): boolean {
  const scored = scoredQuestions(course, attempt);
  return (
    scored.length > 0 &&
    scored.every(([page, question]) => given(attempt, page.id, question.id)?.done === true)
  );
}

/** Whether the scored questions may be taken again now. */
export function mayRetake(course: CourseData, attempt: Attempt): boolean {
  return (
    attempt.go < course.attempts &&
    scoredAllAnswered(course, attempt) &&
    toRetake(course, attempt).length > 0
  );
}

/** The scored questions that another go asks again. */
export function toRetake(
  course: CourseData,
  attempt: Attempt,
): Placed[] {
  const again = ([page, { id }]: Placed) => {
    const answer = given(attempt, page.id, id);
    return course.retake === "all" || !answer || earnings(course, answer) < FULL;
  };
  return scoredQuestions(course, attempt).filter(again);
}

/** The questions for practice that were answered to their end and not rightly. */
export function toRetry(
  course: CourseData,
  attempt: Attempt,
): Placed[] {
  return course.pages.flatMap((page) =>
    asked(course, attempt, page)
      .filter((question) => !question.scored && isWrong(given(attempt, page.id, question.id)))
      .map((question) => [page, question] as const),
  );
}

function isWrong(answer: Given | null): boolean {
  return answer?.done === true && answer.points < 100;
}

/** Whether there is a result that the learner can let stand: all answered, failed, goes left. */
export function mayRecord(course: CourseData, attempt: Attempt): boolean {
  return (
    course.passMark !== null &&
    attempt.outcome === "incomplete" &&
    !attempt.recorded &&
    mayRetake(course, attempt) &&
    !attempt.qualified
  );
}

/**
 * The score to tell the runtime; null while there is nothing final to tell, and in a course
 * without a pass mark.
 *
 * Only a score that agrees with the status is told: with `adlcp:masteryscore` and a raw score an
 * LMS replaces whatever status it holds by passed or failed (Moodle).
 */
export function reportedScore(course: CourseData, attempt: Attempt): number | null {
  const { outcome, best } = attempt;
  if (course.passMark === null || best === null) return null;
  const agrees =
    (outcome === "passed" && best >= course.passMark) ||
    (outcome === "failed" && best < course.passMark);
  return agrees ? best : null;
}

/** Whether a go with this score has reached the pass mark, and those of the sections. */
export function qualifies(course: CourseData, attempt: Attempt, now: number): boolean {
  const met = (section: SectionEntry) =>
    (score(course, attempt, section) ?? 100) >= section.passMark;
  return now >= (course.passMark ?? 0) && course.sections.every(met);
}

/** The questions for practice that have an answer. */
export function toReset(
  course: CourseData,
  attempt: Attempt,
): Placed[] {
  return course.pages.flatMap((page) =>
    page.questions
      .filter(({ id, scored }) => !scored && given(attempt, page.id, id))
      .map((question) => [page, question] as const),
  );
}

/** The questions that count, of the course or of a section. */
export function scoredQuestions(
  course: CourseData,
  attempt: Attempt,
  section?: SectionEntry,
): Placed[] {
  const pages = course.pages.filter((page) => !section || section.pages.includes(page.id));
  return pages.flatMap((page) =>
    asked(course, attempt, page)
      .filter((question) => question.scored)
      .map((q) => [page, q] as const),
  );
}
