/** What a part of a page is given, whatever its kind. */

import type { Answer, CourseData, PageData, PageEntry, QuestionData } from "../course";
import type { Session } from "../session";
import type { Say } from "../strings/words";

export interface PageContext {
  readonly course: CourseData;
  readonly page: PageEntry;
  readonly data: PageData;
  readonly session: Session;
  readonly say: Say;
  /** A number by chance for a question, the same at each launch: what is shuffled goes by it. */
  lot(question: string): number;
  /** Start a question again, from what the builder wrote of it. */
  restart(root: HTMLElement, question: QuestionData): void;
  /** Calls back whenever the attempt has changed, as long as the page is shown. */
  follow(changed: () => void): void;
  /**
   * Set where a question is asked for practice: its answer does not change the attempt, and the LMS
   * is not told of it. Called when it is answered to its end.
   */
  readonly practised?: (right: boolean) => void;
  /** Aborted when the page is left: listeners on the window and the document hang on it. */
  readonly signal: AbortSignal;
  /**
   * The answer to a question that was chosen and not checked yet when the page changed its
   * language; null for none. `read` is asked for it when that happens.
   */
  draft?(question: string, read: () => Answer | null): Answer | null;
  /** Whether the title of the window says that there is an error on the page. */
  markError(on: boolean): void;
}

/** Starts a part: takes its element as the builder wrote it, and makes it work. */
export type StartPart = (element: HTMLElement, context: PageContext) => void;

/** Kinds of part by their selectors, in the order in which they start. */
export type Parts = ReadonlyArray<readonly [selector: string, start: StartPart]>;
