/**
 * LMSs for tests: the hosts of the strict LMS with their faults, three that are no LMS, and
 * scorm-again beside them as a second opinion.
 */

import { Scorm12API } from "scorm-again/scorm12";
import { Scorm2004API } from "scorm-again/scorm2004";
import type { Faults as CoreFaults } from "../../../player/lms/faults";
import { EDITIONS, HostedLms, type Recorded, type Surroundings } from "../../../player/lms/hosted";
import type { Options, Values } from "../../../player/lms/strict";

export type { Recorded } from "../../../player/lms/hosted";

/** A name of `HOSTS`, or one of those that only tests have. */
export type Profile = string;

/** What goes wrong, and how the LMS is set up. */
export interface Faults extends CoreFaults {
  /** This many commits answer "false" with code 101. */
  commitFails?: number;
  /** Initialize answers "false", 101, although a session runs (ESR). */
  alreadyInitialised?: boolean;
  /** Milliseconds that a commit takes. */
  commitTakes?: number;
  /** Read at the beginning, as are all of the LMS's own options. */
  mode?: Options["mode"];
  mastery?: number | null;
  threshold?: number | null;
  year?: number;
  given?: Values;
}

/** An LMS as a test holds it. */
export interface Bench {
  readonly api: Record<string, unknown>;
  readonly calls: Recorded[];
  /** What goes wrong at present; may be changed in place. */
  readonly faults: Faults;
  /** How many times a server was asked. */
  readonly requests: number;
  /** Run in the middle of every commit. */
  onCommit: () => void;
  stored(): Values;
  relaunch(): void;
}

/** Names that tests knew before the hosts had theirs. */
const CALLED: Readonly<Record<string, string>> = { aicc: "aicc-shim" };

/** What makes something of an LMS that is none; each is a value of faults. */
const BROKEN: Readonly<Record<string, CoreFaults>> = {
  throws: Object.fromEntries(
    ["init", "get", "set", "commit", "finish"].map((verb) => [
      verb,
      { throws: "Cannot read properties of undefined" },
    ]),
  ),
  undefined: { silent: true },
  // It does what it should, and answers "false" with code 0 all the same.
  "false-zero": { set: { returns: "false" }, commit: { returns: "false" } },
};

/** The LMS of a profile; `advance` lets time pass. */
export function bench(
  profile: Profile,
  faults: Faults,
  stored: Values,
  advance: (milliseconds: number) => void,
  edition: "scorm12" | "scorm2004" = "scorm12",
): Bench {
  const { mode = "normal", mastery = null, threshold = null, year = 4, given = {} } = faults;
  let time = 0;
  const around: Surroundings = {
    wait: (milliseconds) => {
      time += milliseconds;
      advance(milliseconds);
    },
    now: () => time,
    onCommit: () => {
      advance(faults.commitTakes ?? 0);
      self.onCommit();
    },
  };
  if (profile === "scorm-again") return scormAgain(edition, faults, stored);
  const host = profile in BROKEN ? "strict" : (CALLED[profile] ?? profile);
  const lms = new HostedLms(edition, host, { stored, mode, mastery, threshold, year, given }, around);
  Object.assign(faults, BROKEN[profile]);
  lms.setFaults(faults);
  const self: Bench = {
    api: { ...lms.api },
    get calls() {
      return lms.calls;
    },
    faults,
    get requests() {
      return lms.requests;
    },
    onCommit: () => undefined,
    stored: () => lms.stored(),
    relaunch: () => lms.relaunch(),
  };
  for (const name of Object.values(lms.edition.names)) {
    const answer = lms.api[name] as ((...args: unknown[]) => unknown) | undefined;
    if (answer) self.api[name] = (...args: unknown[]) => (adopt(faults), answer(...args));
  }
  return self;
}

/** The short names of faults become faults of the LMS, whenever they were set. */
function adopt(faults: Faults): void {
  const { commitFails = 0, alreadyInitialised } = faults;
  if (commitFails > 0) faults.commit = { code: 101, times: commitFails };
  if (alreadyInitialised) faults.init = { code: 101, acts: true };
  delete faults.commitFails;
}

/** What scorm-again is asked for, by edition: its functions, what it keeps, where the mode is. */
const AGAIN = {
  scorm12: {
    make: () => new Scorm12API({ autocommit: false, logLevel: 5 }),
    kept: ["core.lesson_status", "core.lesson_location", "core.score.raw", "suspend_data"],
    mode: "cmi.core.lesson_mode",
  },
  scorm2004: {
    make: () => new Scorm2004API({ autocommit: false, logLevel: 5 }),
    kept: ["completion_status", "success_status", "location", "score.raw", "suspend_data"],
    mode: "cmi.mode",
  },
};

/** scorm-again forgets nothing and has no faults; it is asked whether it takes what we say. */
function scormAgain(edition: "scorm12" | "scorm2004", faults: Faults, stored: Values): Bench {
  const { make, kept, mode } = AGAIN[edition];
  const { names } = EDITIONS[edition];
  const runtime = make();
  // Before the session begins every element may be set.
  const initial = { ...stored, [mode]: faults.mode ?? "normal" };
  for (const [element, value] of Object.entries(initial)) runtime.setCMIValue(element, value);
  const functions = runtime as unknown as Record<string, (...args: unknown[]) => unknown>;
  const calls: Recorded[] = [];
  const answer = (fn: string, args: readonly unknown[]) => {
    const call: Recorded = { fn, args, result: "(threw)", error: 0, duration: 0 };
    calls.push(call);
    call.result = String(functions[fn]!(...args));
    const asks = [names.code, names.text, names.why].includes(fn);
    if (!asks) call.error = Number(functions[names.code]!());
    return call.result;
  };
  return {
    api: Object.fromEntries(
      Object.values(names).map((fn) => [fn, (...args: unknown[]) => answer(fn, args)]),
    ),
    calls,
    faults,
    requests: 0,
    onCommit: () => undefined,
    stored: () =>
      Object.fromEntries(
        kept.map((name) => [`cmi.${name}`, String(runtime.getCMIValue(`cmi.${name}`))]),
      ),
    relaunch: () => undefined,
  };
}
