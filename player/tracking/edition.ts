/** What the editions of SCORM differ in, as the adapter needs it. */

import type { HostRules } from "../course";
import type { Dialect } from "./calls";
import type { Wording } from "./journal";
import type { Status } from "./tracking";

/** Elements and what is written into them, in order. */
export type Pairs = ReadonlyArray<readonly [element: string, value: string]>;

/** The text in which an attempt is kept has one name in all of them. */
export const STATE = "cmi.suspend_data";

export interface Edition {
  readonly name: string;
  /** What the object is called by which an LMS offers its API. */
  readonly api: string;
  readonly dialect: Dialect;
  readonly mode: string;
  readonly entry: string;
  readonly learnerId: string;
  readonly learner: string;
  readonly language: string;
  readonly location: string;
  readonly exit: string;
  readonly time: string;
  readonly raw: string;
  /** What every host has a word for while a session runs. */
  readonly status: string;
  /** What an attempt is worth nothing without: never left out, however often it is refused. */
  readonly vital: RegExp;
  /** What cannot be read. */
  readonly writeOnly: RegExp;
  readonly bounds: Pairs;
  readonly answers: Wording;
  /** A length of time in milliseconds. */
  span(milliseconds: number): string;
  /** A score, with so many noughts to spare. */
  score(score: number, noughts: number): Pairs;
  /** What is written for a status, to a host that holds `held`. */
  told(status: Status, progress: number, held: Status | null, rules: HostRules): Pairs;
  /** The status that a host holds. */
  held(read: (element: string) => string): Status | null;
}
