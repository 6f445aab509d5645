/**
 * What is needed only when something is to be said of the connection: notices and dialogs, the
 * page on leaving, the page of diagnosis. A script of its own, which is fetched as soon as the
 * course stands: when the connection is lost it is there.
 */

import type { CourseData } from "../course";
import type { Navigation } from "../navigation";
import type { Session } from "../session";
import type { Offer } from "../takeup";
import type { Say } from "../strings/words";

/** The course in the language that is shown. */
export interface Spoken {
  readonly course: CourseData;
  readonly say: Say;
}

/** What the desk is given. */
export interface DeskContext extends Spoken {
  readonly session: Session;
  /** Put a message over the page. */
  readonly interrupt: Navigation["interrupt"];
}

export interface Desk {
  /** Bring the notice above the page up to date. */
  draw(context: DeskContext): void;
  /** Whether the learner wants what is on this device. */
  offered(offer: Offer, spoken: Spoken): Promise<boolean>;
  /** Save and exit, and say what became of it. */
  leave(context: DeskContext): Promise<void>;
  /** The page of diagnosis. */
  view(context: DeskContext): HTMLElement;
}
