/** What a part of a page is given, whatever its kind. */

import type { CourseData, PageData, PageEntry } from "../course";
import type { Session } from "../session";
import type { Say } from "../strings/words";

export interface PageContext {
  readonly course: CourseData;
  readonly page: PageEntry;
  readonly data: PageData;
  readonly session: Session;
  readonly say: Say;
  /** Aborted when the page is left: listeners on the window and the document hang on it. */
  readonly signal: AbortSignal;
  /** Whether the title of the window says that there is an error on the page. */
  markError(on: boolean): void;
}

/** Starts a part: takes its element as the builder wrote it, and makes it work. */
export type StartPart = (element: HTMLElement, context: PageContext) => void;
