/**
 * LMSs of SCORM 2004 to run the adapter on: the hosts of `profiles.ts`, made to show what they do
 * not hold, and scorm-again as a second opinion.
 */

import { Scorm2004API } from "scorm-again/scorm2004";
import { bench, type Bench, type Faults, type Recorded } from "./profiles";

export interface Faults2004 extends Faults {
  /** Values that reads give instead, by element. */
  shows?: Record<string, string>;
  /** Characters of the state that are taken. */
  cuts?: number;
}

type Values = Readonly<Record<string, string>>;
type Fn = (...args: unknown[]) => unknown;

const DOING = ["Initialize", "Terminate", "GetValue", "SetValue", "Commit"];
const STATE = "cmi.suspend_data";

/** A bench like that of `profiles.ts`; "booleans" answers with true and false. */
export function bench2004(
  profile: string,
  faults: Faults2004,
  stored: Values,
  advance: (milliseconds: number) => void,
): Bench {
  if (profile === "scorm-again") return scormAgain(faults, stored);
  const name = profile === "booleans" ? "strict" : profile;
  const lms = bench(name, faults, stored, advance, "scorm2004");
  for (const [fn, function_] of Object.entries(lms.api)) {
    if (typeof function_ !== "function") continue;
    lms.api[fn] = (...args: unknown[]) => {
      const shown = fn === "GetValue" ? faults.shows?.[String(args[0])] : undefined;
      if (shown !== undefined) return shown;
      const cut = fn === "SetValue" && args[0] === STATE ? faults.cuts : undefined;
      const given = cut === undefined ? args : [STATE, String(args[1]).slice(0, cut)];
      const result = (function_ as Fn)(...given);
      return profile === "booleans" && /^(true|false)$/.test(String(result)) ? result === "true" : result;
    };
  }
  return lms;
}

const READ = [
  ...["completion_status", "success_status", "location", "suspend_data", "progress_measure"],
  ...["score.raw", "score.scaled", "score.min", "score.max", "interactions._count"],
];

/** scorm-again has no faults but commits that fail; it is asked whether it takes what we say. */
function scormAgain(faults: Faults2004, stored: Values): Bench {
  const api = new Scorm2004API({ autocommit: false, logLevel: 5 });
  const initial: Values = { ...stored, "cmi.mode": faults.mode ?? "normal" };
  for (const [element, value] of Object.entries(initial)) api.setCMIValue(element, value);
  const functions = api as unknown as Record<string, Fn>;
  const calls: Recorded[] = [];
  let failed = false;
  const answer = (fn: string) => (...args: unknown[]) => {
    const call: Recorded = { fn, args, result: "", error: 0, duration: 0 };
    calls.push(call);
    failed = fn === "Commit" && (faults.commitFails ?? 0) > 0;
    if (failed) faults.commitFails = faults.commitFails! - 1;
    call.result = failed ? "false" : String(functions[fn]!(...args));
    return call.result;
  };
  return {
    api: {
      ...Object.fromEntries(DOING.map((fn) => [fn, answer(fn)])),
      GetLastError: () => (failed ? "391" : String(api.GetLastError())),
    },
    calls,
    faults,
    requests: 0,
    onCommit: () => undefined,
    stored: () =>
      Object.fromEntries(READ.map((name) => [`cmi.${name}`, String(api.getCMIValue(`cmi.${name}`))])),
    relaunch: () => undefined,
  };
}
