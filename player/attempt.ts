/**
 * One learner's attempt: what was seen, what was answered, what it comes to. Pure.
 *
 * Parts of the page say what happened as an `AttemptEvent`; `apply` gives the attempt after it, or
 * the very same value when the event changes nothing. Everything else here is worked out from the
 * attempt when asked for. `tracking/state.ts` writes an attempt as text, `session.ts` sends it.
 */

import type { Answer, CourseData, PageEntry, QuestionEntry } from "./course";
import { higher, type Status } from "./tracking/tracking";

/** An answer with its marking. */
export interface Given {
  readonly answer: Answer;
  /** 0 to 100. */
  readonly points: number;
  /** 1 to 3. */
  readonly tries: number;
  /** Right, or no try left: the question takes no further answer. */
  readonly done: boolean;
}

/** A page that has been opened. */
export interface Visited {
  /** Its end has been reached. */
  readonly ended: boolean;
  /** By question id. */
  readonly given: ReadonlyMap<string, Given>;
}

export interface Attempt {
  /** Grows with every event that changes something: of two states, the higher is the newer. */
  readonly sequence: number;
  /** Which time the scored questions are being taken; from 1. */
  readonly go: number;
  /** The learner chose to let this go's result stand although goes remain. */
  readonly recorded: boolean;
  /** What has been reached for good; see `latch`. */
  readonly outcome: Status;
  /** Highest score of the goes taken to their end; null while there is none. */
  readonly best: number | null;
  /** Id of the page last opened, or "". */
  readonly bookmark: string;
  /** Visited pages by id. */
  readonly pages: ReadonlyMap<string, Visited>;
}

export type AttemptEvent =
  /** A page was opened. */
  | { readonly type: "opened"; readonly page: string }
  /** The end of a page came into view. */
  | { readonly type: "ended"; readonly page: string }
  /** A question was answered. `done`: right, or the last try. */
  | {
      readonly type: "answered";
      readonly page: string;
      readonly question: string;
      readonly answer: Answer;
      /** 0 to 100; rounded if it is no integer. */
      readonly points: number;
      readonly done: boolean;
    }
  /** The learner takes the scored questions again. */
  | { readonly type: "retake" }
  /** The learner lets the result stand: "record this result". */
  | { readonly type: "finish" };

const NO_ANSWERS: ReadonlyMap<string, Given> = new Map();
const UNOPENED: Visited = { ended: false, given: NO_ANSWERS };

/** An attempt at which nothing has happened yet. */
export function begin(): Attempt {
  return {
    sequence: 0,
    go: 1,
    recorded: false,
    outcome: "incomplete",
    best: null,
    bookmark: "",
    pages: new Map(),
  };
}

/**
 * The attempt after an event. The same value when nothing changed: an unknown page or question, an
 * answer that is none, the last answer again, an answer to a question that is done, a retake when
 * there is none left.
 */
export function apply(course: CourseData, attempt: Attempt, event: AttemptEvent): Attempt {
  const next = step(course, attempt, event);
  return next === attempt ? attempt : settle(course, { ...next, sequence: attempt.sequence + 1 });
}

/**
 * The attempt, knowing what the runtime already holds of it: a final status and its score are
 * never lowered, even by a host that kept them and lost the rest.
 */
export function latch(attempt: Attempt, status: Status | null, score: number | null): Attempt {
  if (status === null || status === "incomplete") return attempt;
  const best = score === null ? attempt.best : Math.max(score, attempt.best ?? 0);
  return { ...attempt, outcome: higher(attempt.outcome, status), best };
}

/** What is known of a page; null when it has not been opened. */
export function visited(attempt: Attempt, page: string): Visited | null {
  return attempt.pages.get(page) ?? null;
}

/** The answer to a question; null while there is none. */
export function given(attempt: Attempt, page: string, question: string): Given | null {
  return attempt.pages.get(page)?.given.get(question) ?? null;
}

/** Whether a page is done, by the course's completion rule. */
export function pageDone(course: CourseData, attempt: Attempt, page: PageEntry): boolean {
  const seen = attempt.pages.get(page.id);
  if (!seen?.ended) return false;
  if (course.completion === "viewed") return true;
  return page.questions.every((question) => seen.given.get(question.id)?.done === true);
}

/** How many pages are done. */
export function progress(course: CourseData, attempt: Attempt): { done: number; total: number } {
  const done = course.pages.filter((page) => pageDone(course, attempt, page)).length;
  return { done, total: course.pages.length };
}

/**
 * This go's score: integer per cent of the weights of all scored questions, unanswered ones 0.
 * Null when the course scores nothing.
 *
 * The one place that rounds: half up, but 100 only when nothing is missing.
 */
export function score(course: CourseData, attempt: Attempt): number | null {
  let weights = 0;
  let earned = 0;
  for (const [page, question] of scoredQuestions(course)) {
    weights += question.weight;
    earned += question.weight * (given(attempt, page.id, question.id)?.points ?? 0);
  }
  if (weights === 0) return null;
  if (earned === 100 * weights) return 100;
  return Math.min(99, Math.floor((2 * earned + weights) / (2 * weights)));
}

/** Whether every scored question is done; false when there is none. */
export function scoredAllAnswered(course: CourseData, attempt: Attempt): boolean {
  const scored = scoredQuestions(course);
  return (
    scored.length > 0 &&
    scored.every(([page, question]) => given(attempt, page.id, question.id)?.done === true)
  );
}

/** Whether the scored questions may be taken again now. */
export function mayRetake(course: CourseData, attempt: Attempt): boolean {
  return attempt.go < course.attempts && scoredAllAnswered(course, attempt);
}

/** Whether there is a result that the learner can let stand: all answered, failed, goes left. */
export function mayRecord(course: CourseData, attempt: Attempt): boolean {
  return (
    course.passMark !== null &&
    attempt.outcome === "incomplete" &&
    !attempt.recorded &&
    mayRetake(course, attempt) &&
    (attempt.best ?? 0) < course.passMark
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

/**
 * The attempt with its best score and its outcome brought up to date, neither ever lowered. A go
 * counts once all its questions are done: until then the next try may still be worth less.
 */
export function settle(course: CourseData, attempt: Attempt): Attempt {
  const now = scoredAllAnswered(course, attempt) ? score(course, attempt) : null;
  const best = now === null ? attempt.best : Math.max(now, attempt.best ?? 0);
  const scored = { ...attempt, best };
  return { ...scored, outcome: higher(attempt.outcome, reached(course, scored)) };
}

/** What the attempt amounts to by itself. */
function reached(course: CourseData, attempt: Attempt): Status {
  if (!course.pages.every((page) => pageDone(course, attempt, page))) return "incomplete";
  // A pass mark over no scored questions asks for nothing.
  if (course.passMark === null || scoredQuestions(course).length === 0) return "completed";
  if (!scoredAllAnswered(course, attempt)) return "incomplete";
  if ((attempt.best ?? 0) >= course.passMark) return "passed";
  // While goes remain it stays incomplete: some LMSs lock or wipe an attempt on "failed".
  return attempt.recorded || attempt.go >= course.attempts ? "failed" : "incomplete";
}

function step(course: CourseData, attempt: Attempt, event: AttemptEvent): Attempt {
  switch (event.type) {
    case "opened":
      return opened(course, attempt, event.page);
    case "ended":
      return ended(course, attempt, event.page);
    case "answered":
      return answered(course, attempt, event);
    case "retake":
      return mayRetake(course, attempt) ? retaken(course, attempt) : attempt;
    case "finish":
      return mayRecord(course, attempt) ? { ...attempt, recorded: true } : attempt;
  }
}

function opened(course: CourseData, attempt: Attempt, page: string): Attempt {
  const known = course.pages.some((entry) => entry.id === page);
  if (!known || (attempt.bookmark === page && attempt.pages.has(page))) return attempt;
  return { ...withPage(attempt, page, attempt.pages.get(page) ?? UNOPENED), bookmark: page };
}

function ended(course: CourseData, attempt: Attempt, page: string): Attempt {
  const known = course.pages.some((entry) => entry.id === page);
  const seen = attempt.pages.get(page) ?? UNOPENED;
  return !known || seen.ended ? attempt : withPage(attempt, page, { ...seen, ended: true });
}

function answered(
  course: CourseData,
  attempt: Attempt,
  event: Extract<AttemptEvent, { type: "answered" }>,
): Attempt {
  const page = course.pages.find((entry) => entry.id === event.page);
  const question = page?.questions.find((entry) => entry.id === event.question);
  const seen = attempt.pages.get(event.page) ?? UNOPENED;
  const before = seen.given.get(event.question);
  if (!question || before?.done || !fits(question, event.answer)) return attempt;
  // A double click, a repeated Enter or Check with nothing changed uses up no try.
  if (before && same(before.answer, event.answer)) return attempt;
  const now: Given = {
    answer: event.answer,
    points: Math.min(100, Math.max(0, Math.round(event.points) || 0)),
    tries: Math.min(3, (before?.tries ?? 0) + 1),
    done: event.done,
  };
  const answers = new Map(seen.given).set(event.question, now);
  return withPage(attempt, event.page, { ...seen, given: answers });
}

function retaken(course: CourseData, attempt: Attempt): Attempt {
  const pages = new Map(attempt.pages);
  for (const [page, question] of scoredQuestions(course)) {
    const seen = pages.get(page.id);
    if (!seen?.given.has(question.id)) continue;
    const answers = new Map(seen.given);
    answers.delete(question.id);
    pages.set(page.id, { ...seen, given: answers });
  }
  return { ...attempt, go: attempt.go + 1, recorded: false, pages };
}

/** Whether an answer has the shape its question takes, so that it can be kept. */
export function fits(question: QuestionEntry, { selected, marks }: Answer): boolean {
  const rising = selected.every((index, i) => i === 0 || index > (selected[i - 1] ?? index));
  const within = (end: number) =>
    rising && selected.every((index) => Number.isInteger(index) && index >= 0 && index < end);
  switch (question.kind) {
    case "choice":
    case "true_false":
      return marks.length === 0 && selected.length === 1 && within(question.size);
    case "multiple_choice":
      return marks.length === 0 && within(question.size);
    case "hotspot":
      return marks.length > 0
        ? selected.length === 0 && marks.length <= question.size && marks.every(onPicture)
        : selected.length <= question.size && within(32);
  }
}

function same(one: Answer, other: Answer): boolean {
  return (
    one.selected.join() === other.selected.join() && one.marks.join(";") === other.marks.join(";")
  );
}

function onPicture([x, y]: readonly [number, number]): boolean {
  return [x, y].every((value) => Number.isInteger(value) && value >= 0 && value <= 1000);
}

function withPage(attempt: Attempt, page: string, seen: Visited): Attempt {
  return { ...attempt, pages: new Map(attempt.pages).set(page, seen) };
}

function scoredQuestions(course: CourseData): Array<readonly [PageEntry, QuestionEntry]> {
  return course.pages.flatMap((page) =>
    page.questions.filter((question) => question.scored).map((q) => [page, q] as const),
  );
}
