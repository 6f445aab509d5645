/**
 * What can go wrong between a course and an LMS, as a value that may be changed at any time: a test
 * sets it as JSON, the preview page from its panel.
 */

import type { Doing, Kept, Values } from "./strict";

/** What one function does instead of, or beside, what it should. */
export interface CallFault {
  /** Milliseconds that it takes, blocking. */
  delay?: number;
  /** It throws an error with this message. */
  throws?: string;
  /** It fails with this code. */
  code?: number;
  /** It gives this, whatever came of it; null: undefined. */
  returns?: string | number | boolean | null;
  /** With `throws` or `code`: it does its work all the same, and only the answer is lost. */
  acts?: boolean;
  /** How many times; left out: always. Counts down. */
  times?: number;
}

/** Everything that goes wrong at present. */
export interface Faults extends Partial<Record<Doing, CallFault>> {
  /** Milliseconds of every request to the server, blocking. */
  slow?: number;
  /** Elements, or their beginnings, that are refused, each with the code. */
  refuse?: Record<string, number>;
  /** Whatever is committed is said to be stored, and is not. */
  lies?: boolean;
  /** No network. What a commit then says is the host's own way. */
  offline?: boolean;
  /** The session with the server has expired: it answers with its page for logging in. */
  expired?: boolean;
  /** State is cut to this many characters when it is stored, without a word: seen at a relaunch. */
  truncate?: number;
  /** State is cut to this many characters when it is set, without a word: seen when it is read. */
  truncateAtSet?: number;
  /** Elements that are gone at the next launch. */
  lose?: string[];
  /** Everything is gone at the next launch. */
  forget?: boolean;
  /** Every function answers undefined, and does nothing. */
  silent?: boolean;
  /** Functions that the API does not have. */
  missing?: Doing[];
  /** At this SetValue, counted from the launch, the LMS ends the session itself. */
  endAtSet?: number;
  /** Then no new one can be begun before the next launch. */
  endsForGood?: boolean;
  /** At this SetValue the LMS puts another API object in place, and the old one throws. */
  replaceAtSet?: number;
  /** In the middle of a commit the page sends this event to the course: "pagehide". */
  reenter?: string;
}

/** The fault of this call, if it has one now; counts it. */
export function take(fault: CallFault | undefined): CallFault | null {
  if (!fault || fault.times === 0) return null;
  if (fault.times !== undefined) fault.times -= 1;
  return fault;
}

/** The code with which an element is refused; 0 if it is not. */
export function refusal({ refuse = {} }: Faults, element: string): number {
  const found = Object.entries(refuse).find(([beginning]) => element.startsWith(beginning));
  return found ? found[1] : 0;
}

/** What becomes of values that are to be stored; null: nothing is in their way. */
export function intercepted(faults: Faults): Kept | null {
  if (faults.lies) return "lied";
  if (faults.expired) return "logged-out";
  return faults.offline ? "offline" : null;
}

/** Cut the state short, where it is. */
export function cut({ truncate }: Faults, values: Record<string, string>): void {
  const state = values["cmi.suspend_data"];
  if (truncate !== undefined && state !== undefined) {
    values["cmi.suspend_data"] = state.slice(0, truncate);
  }
}

/** What the LMS hears of the arguments of a set. */
export function heard({ truncateAtSet }: Faults, args: readonly unknown[]): readonly unknown[] {
  const [element, value] = args;
  const cuts = truncateAtSet !== undefined && element === "cmi.suspend_data";
  return cuts && typeof value === "string" ? [element, value.slice(0, truncateAtSet)] : args;
}

/** What is left of what was kept, at a launch. */
export function left({ forget, lose = [] }: Faults, kept: Values): Values {
  if (forget) return {};
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !lose.includes(name)));
}
