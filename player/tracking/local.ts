/** The port with no runtime behind it: the course runs, and nothing is recorded anywhere. */

import { type Tracking, UNTRACKED } from "./tracking";

/** Tracking that tracks nothing. */
export function local(): Tracking {
  return {
    together: false,
    open: () => Promise.resolve(UNTRACKED),
    learner: () => "",
    language: () => "",
    tell: () => undefined,
    untold: () => [],
    save: () => "untracked",
    doubt: () => undefined,
    close: () => "untracked",
    alive: () => true,
    returnTo: () => "",
    facts: () => [],
    log: () => [],
  };
}
