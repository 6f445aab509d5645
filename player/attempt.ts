/**
 * One learner's attempt: what was seen, what was answered, what it comes to. Pure.
 *
 * Parts of the page say what happened as an `AttemptEvent`; `apply` gives the attempt after it, or
 * the very same value when the event changes nothing. `standing.ts` works out what an attempt
 * amounts to. `tracking/state.ts` writes an attempt as text, `session.ts` sends it.
 */

import type { Answer, CourseData } from "./course";
import * as standing from "./standing";
import type { Placed } from "./standing";
import { fits } from "./tracking/answers";
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
  /** How sure the learner was: 1 a guess, 2 fairly sure, 3 certain; 0 when that was not asked. */
  readonly sure: number;
  /** How often it was practised rightly, 0 to 3, since it was missed. */
  readonly again: number;
}

/** A page that has been opened. */
export interface Visited {
  /** Its end has been reached. */
  readonly ended: boolean;
  /** By question id. */
  readonly given: ReadonlyMap<string, Given>;
  /** Figures whose findings were shown, by id. */
  readonly shown: ReadonlySet<string>;
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
  /** Some go reached the pass mark, and those of the sections. */
  readonly qualified: boolean;
  /** 16 bits, by which questions are drawn and options are shuffled: the same for all goes. */
  readonly seed: number;
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
  /** All findings of a figure were shown, by whatever way but a pointer passing over it. */
  | { readonly type: "shown"; readonly page: string; readonly figure: string }
  /** A question was answered. `done`: right, or the last try. */
  | {
      readonly type: "answered";
      readonly page: string;
      readonly question: string;
      readonly answer: Answer;
      /** 0 to 100; rounded if it is no integer. */
      readonly points: number;
      readonly done: boolean;
      /** 0 to 3; 0 when it is missing. */
      readonly sure?: number;
    }
  /** A question for practice is to be answered again. */
  | { readonly type: "reset"; readonly page: string; readonly question: string }
  /** All questions for practice that were not right are to be answered again. */
  | { readonly type: "retry" }
  /** A question that was missed was practised. */
  | {
      readonly type: "practised";
      readonly page: string;
      readonly question: string;
      readonly right: boolean;
    }
  /** The learner takes the scored questions again: those that were not right, or all. */
  | { readonly type: "retake" }
  /** The learner lets the result stand: "record this result". */
  | { readonly type: "finish" };

const NO_ANSWERS: ReadonlyMap<string, Given> = new Map();
const UNOPENED: Visited = { ended: false, given: NO_ANSWERS, shown: new Set() };

/** An attempt at which nothing has happened yet. */
export function begin(seed = 0): Attempt {
  return {
    sequence: 0,
    go: 1,
    recorded: false,
    outcome: "incomplete",
    best: null,
    qualified: false,
    seed,
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

/**
 * The attempt with its best score and its outcome brought up to date, neither ever lowered. A go
 * counts once all its questions are done: until then the next try may still be worth less.
 */
export function settle(course: CourseData, attempt: Attempt): Attempt {
  const now = standing.scoredAllAnswered(course, attempt) ? standing.score(course, attempt) : null;
  const best = now === null ? attempt.best : Math.max(now, attempt.best ?? 0);
  const qualified = attempt.qualified || (now !== null && standing.qualifies(course, attempt, now));
  const scored = { ...attempt, best, qualified };
  return { ...scored, outcome: higher(attempt.outcome, reached(course, scored)) };
}

/** What the attempt amounts to by itself. */
function reached(course: CourseData, attempt: Attempt): Status {
  const { done, total } = standing.progress(course, attempt);
  const pages = done >= total;
  // A pass mark over no scored questions asks for nothing.
  if (course.passMark === null || standing.scoredQuestions(course, attempt).length === 0) {
    return pages ? "completed" : "incomplete";
  }
  if (!pages && !course.passCompletes) return "incomplete";
  if (attempt.qualified) return "passed";
  if (!standing.scoredAllAnswered(course, attempt)) return "incomplete";
  // While goes remain it stays incomplete: some LMSs lock or wipe an attempt on "failed".
  return attempt.recorded || attempt.go >= course.attempts ? "failed" : "incomplete";
}

function step(course: CourseData, attempt: Attempt, event: AttemptEvent): Attempt {
  switch (event.type) {
    case "opened":
      return opened(course, attempt, event.page);
    case "ended":
      return ended(course, attempt, event.page);
    case "shown":
      return shown(course, attempt, event.page, event.figure);
    case "answered":
      return answered(course, attempt, event);
    case "reset":
      return forget(
        attempt,
        standing.toReset(course, attempt).filter(([page, { id }]) => {
          return page.id === event.page && id === event.question;
        }),
      );
    case "retry":
      return forget(attempt, standing.toRetry(course, attempt));
    case "practised":
      return practised(attempt, event.page, event.question, event.right);
    case "retake":
      return standing.mayRetake(course, attempt) ? retaken(course, attempt) : attempt;
    case "finish":
      return standing.mayRecord(course, attempt) ? { ...attempt, recorded: true } : attempt;
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

function shown(course: CourseData, attempt: Attempt, page: string, figure: string): Attempt {
  const entry = course.pages.find((each) => each.id === page);
  const known = entry?.figures?.some(([id]) => id === figure);
  const seen = attempt.pages.get(page) ?? UNOPENED;
  if (!known || seen.shown.has(figure)) return attempt;
  return withPage(attempt, page, { ...seen, shown: new Set(seen.shown).add(figure) });
}

function practised(attempt: Attempt, page: string, question: string, right: boolean): Attempt {
  const seen = attempt.pages.get(page);
  const before = seen?.given.get(question);
  if (!seen || !before?.done) return attempt;
  const again = right ? Math.min(3, before.again + 1) : 0;
  if (again === before.again) return attempt;
  const answers = new Map(seen.given).set(question, { ...before, again });
  return withPage(attempt, page, { ...seen, given: answers });
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
  // A double click, a repeated Enter or Check with nothing changed uses up no try; an answer that
  // is worth something else since the author mended the question counts.
  if (before && same(before.answer, event.answer) && before.points === event.points) return attempt;
  const now: Given = {
    answer: event.answer,
    points: Math.min(100, Math.max(0, Math.round(event.points) || 0)),
    tries: Math.min(3, (before?.tries ?? 0) + 1),
    done: event.done,
    sure: Math.min(3, Math.max(0, Math.round(event.sure ?? 0) || 0)),
    again: 0,
  };
  const answers = new Map(seen.given).set(event.question, now);
  return withPage(attempt, event.page, { ...seen, given: answers });
}

function retaken(course: CourseData, attempt: Attempt): Attempt {
  const next = forget(attempt, standing.toRetake(course, attempt));
  return { ...next, go: attempt.go + 1, recorded: false };
}

/** The attempt without the answers to some questions. */
function forget(
  attempt: Attempt,
  questions: readonly Placed[],
): Attempt {
  if (questions.length === 0) return attempt;
  const pages = new Map(attempt.pages);
  for (const [page, question] of questions) {
    const seen = pages.get(page.id);
    if (!seen?.given.has(question.id)) continue;
    const answers = new Map(seen.given);
    answers.delete(question.id);
    pages.set(page.id, { ...seen, given: answers });
  }
  return { ...attempt, pages };
}

function same(one: Answer, other: Answer): boolean {
  return (
    one.selected.join() === other.selected.join() &&
    one.marks.join(";") === other.marks.join(";") &&
    (one.text ?? "") === (other.text ?? "")
  );
}

function withPage(attempt: Attempt, page: string, seen: Visited): Attempt {
  return { ...attempt, pages: new Map(attempt.pages).set(page, seen) };
}
