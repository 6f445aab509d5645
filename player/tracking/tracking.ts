/**
 * The port: what the player asks of any runtime.
 *
 * Each adapter translates into its own standard's words and knows its limits; nothing outside an
 * adapter asks which standard it is. No method throws and none waits for the learner.
 */

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
  /** The state text of an earlier session, or "". */
  readonly state: string;
  /** The page id of an earlier session, or "". */
  readonly location: string;
  /** The status the runtime holds; null when it holds none. */
  readonly status: Status | null;
  /** The score the runtime holds, 0 to 100; null when it holds none. */
  readonly score: number | null;
}

/** What is known when no runtime answered. */
export const UNTRACKED: Launch = {
  tracked: false,
  writable: false,
  state: "",
  location: "",
  status: null,
  score: null,
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

/** What became of the last save. */
export type Saved = "saved" | "failed" | "untracked" | "closed";

export interface Tracking {
  /** Find the runtime and begin the session. Called once. */
  open(): Promise<Launch>;
  /** The learner's name as it is written; "" when the runtime gives none. Asked when needed. */
  learner(): string;
  /** Note an answer; it goes out with the next save. */
  answer(interaction: Interaction): void;
  /** Send what changed, as one ordered transaction. */
  save(snapshot: Snapshot): Saved;
  /** Send what changed and end the session; later calls do nothing. */
  close(snapshot: Snapshot): Saved;
}
