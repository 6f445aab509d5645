/**
 * The port: what the player asks of any runtime.
 *
 * Each adapter translates into its own standard's words and knows its limits; nothing outside an
 * adapter asks which standard it is. No method throws, and none waits for the learner. A runtime
 * that is called in the page (SCORM) answers at once, one over the network (cmi5, AICC) later:
 * `save` and `close` may give either.
 */

import type { HostRules } from "../course";
import type { Logged } from "./log";

/** What the runtime says of the course as a whole. */
export type Status = "incomplete" | "failed" | "completed" | "passed";

/** In rising order: an attempt, and what is told of it, only ever moves to the right. */
export const STATUSES: readonly Status[] = ["incomplete", "failed", "completed", "passed"];

/** The higher of two statuses. */
export function higher(one: Status, other: Status): Status {
  return STATUSES.indexOf(one) < STATUSES.indexOf(other) ? other : one;
}

/** How a launch began. */
export interface Launch {
  /** False when no runtime answered: the course runs, and says that nothing is recorded. */
  readonly tracked: boolean;
  /** False in review and browse mode: nothing that counts is written. */
  readonly writable: boolean;
  /** Whether the runtime says that this goes on with an attempt; "" where it does not say. */
  readonly entry: "resume" | "ab-initio" | "";
  /** The state text of an earlier session, or "". */
  readonly state: string;
  /** The page id of an earlier session, or "". */
  readonly location: string;
  /** The status the runtime holds; null when it holds none. */
  readonly status: Status | null;
  /** The score the runtime holds, 0 to 100; null when it holds none. */
  readonly score: number | null;
  /**
   * By what the runtime knows the learner: only ever used hashed, to tell the learners of one
   * device apart; "" where it does not say.
   */
  readonly learnerId: string;
}

/** What is known when no runtime answered. */
export const UNTRACKED: Launch = {
  tracked: false,
  writable: false,
  entry: "",
  state: "",
  location: "",
  status: null,
  score: null,
  learnerId: "",
};

/** Everything that is kept of an attempt at one moment. */
export interface Snapshot {
  /** One ASCII line of `[A-Za-z0-9._-]`; null to leave the one that the runtime holds. */
  readonly state: string | null;
  /** The page id. */
  readonly location: string;
  readonly status: Status;
  /** Integer per cent; null while there is nothing final to report. */
  readonly score: number | null;
  /** How much of the course is done: an integer, 0 to 100. */
  readonly progress: number;
}

/** One answer, as an LMS records it. */
export interface Interaction {
  /** Stable and readable: `page-id.question-id`. */
  readonly id: string;
  /** In the words shared by all editions. */
  readonly type:
    | "true-false"
    | "choice"
    | "fill-in"
    | "matching"
    | "performance"
    | "sequencing"
    | "likert"
    | "numeric";
  /**
   * choice, true-false, sequencing, likert: letters. matching: `1.b`, an item and what was chosen
   * for it. performance: `name.value`. numeric: one number. fill-in: one text.
   */
  readonly response: readonly string[];
  /** Answers that are right, each like `response`; numeric: one, the lowest and the highest. */
  readonly correct: ReadonlyArray<readonly string[]>;
  /** neutral: there is no right answer. */
  readonly result: "correct" | "wrong" | "neutral";
  /** It settles the question for this go: right, or the last try. */
  readonly final: boolean;
  readonly weight: number;
  /** Seconds from the question being shown to the answer. */
  readonly latency: number;
}

/**
 * An answer on its way to the LMS. It has a name of its own from the beginning, so that telling it
 * twice is telling it once, wherever the runtime can see that.
 */
export interface Telling {
  /** A UUID (version 4, lower case). */
  readonly key: string;
  /** When it was given, by the learner's clock: milliseconds since 1970. */
  readonly at: number;
  readonly interaction: Interaction;
}

/**
 * What the runtime said to a save.
 *
 *     accepted    it says that it has it
 *     partly      it has status, score and place, but takes the state not at all or cuts it short
 *     failed      it did not work now
 *     logged-out  the learner has to log in to the LMS again
 *     closed      there is no session any more
 *     untracked   nobody to tell, or nothing that may be written
 */
export type Saved = "accepted" | "partly" | "failed" | "logged-out" | "closed" | "untracked";

/** Something that an adapter found out about its runtime, for the page of diagnosis. */
export interface Fact {
  /** `diagnosis_<name>` is its name in the words of the interface. */
  readonly name: string;
  /** As plain text in the standard's own words; nothing about the learner. */
  readonly value: string;
}

export interface Tracking {
  /** Whether answers go out with the state in one commit: who has the one has the others. */
  readonly together: boolean;
  /** Find the runtime and begin the session. Called once. */
  open(): Promise<Launch>;
  /** The learner's name as it is written; "" when the runtime gives none. Asked when needed. */
  learner(): string;
  /** The language the runtime says the learner prefers (BCP 47), or "". Asked when needed. */
  language(): string;
  /** Note an answer; it goes out with the next save, in the order of the calls. */
  tell(telling: Telling): void;
  /** What was noted and is not known to have arrived. */
  untold(): readonly Telling[];
  /** Send what changed, as one ordered transaction. Never called while another one runs. */
  save(snapshot: Snapshot): Saved | Promise<Saved>;
  /**
   * What was accepted last may not have arrived: with the next save everything goes out again. What
   * may be sent only once can wait for the save after that, which follows if this one arrives.
   */
  doubt(): void;
  /**
   * Send what changed and end the session; later calls do nothing. `left`: the page is going away,
   * so that nothing may wait for an answer, not even that of a save under way.
   */
  close(snapshot: Snapshot, left: boolean): Saved | Promise<Saved>;
  /** Whether the session still runs, after the page came back from the back/forward cache. */
  alive(): boolean;
  /** Where the learner goes after "Save and exit", when the runtime says so; "" otherwise. */
  returnTo(): string;
  /** What was found out about the runtime so far. */
  facts(): readonly Fact[];
  /** The last calls, oldest first. */
  log(): readonly Logged[];
}

/** What makes an adapter: `entries/` names one, and the player gives it the rules of the host. */
export type MakeTracking = (host: HostRules) => Tracking;
