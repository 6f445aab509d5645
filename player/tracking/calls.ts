/**
 * Calls to a SCORM API that cannot go wrong.
 *
 * Hosts return strings, booleans, numbers or nothing, some lack functions, and some throw. Here
 * every call gives one of a few verdicts, and no exception leaves.
 */

import { type CallLog, shown } from "./log";

/** What an LMS puts into its window. Nothing about it can be relied on. */
type Api = Record<string, (...args: string[]) => unknown>;

/**
 * done      it worked
 * doubtful  it returned false, and yet says that there was no error
 * refused   this element cannot be written here, and will not be able to later
 * gone      no session is running
 * over      the session was ended, and there will be no other
 * failed    it did not work now, for a reason unknown
 */
export type Verdict = "done" | "doubtful" | "refused" | "gone" | "over" | "failed";

/** How an edition names its functions, and what its error codes mean where editions differ. */
export interface Dialect {
  /** How the names of all functions begin. */
  readonly prefix: "LMS" | "";
  /** The function that ends a session. */
  readonly end: "Finish" | "Terminate";
  readonly codes: Readonly<Record<number, Verdict>>;
}

export interface Calls {
  initialize(): Verdict;
  /** The value, "" when there is none, null when the API has none to give. */
  get(element: string): string | null;
  set(element: string, value: string): Verdict;
  commit(): Verdict;
  end(): Verdict;
}

/** Longest value taken from a host: above every limit, below what would slow the page. */
const LONGEST = 1 << 17;

/**
 * Codes of what will be refused again: argument, unknown leaf, not set, keyword, not supported,
 * read-only, write-only, wrong type or range, something else to be set before.
 */
const REFUSALS = /^(20[123]|351|40[1-8])$/;

/** Calls to `api`, each noted in `log`. `there` says whether it is still where it was found. */
export function callsTo(
  api: object,
  dialect: Dialect,
  log: CallLog,
  now: () => number,
  there: () => boolean,
): Calls {
  // A function that is not there throws, as one that is broken does.
  const run = (name: string, args: string[]): string =>
    String((api as Api)[dialect.prefix + name]!(...args) ?? "");

  const lastError = (): number => {
    try {
      return Math.abs(Number(run("GetLastError", []).trim()));
    } catch {
      return Number.NaN;
    }
  };

  /** What a call gives, and the error's code; that is asked for only when the call went wrong. */
  const made = (name: string, args: string[], well: RegExp): [text: string, code: number] => {
    const begun = now();
    let text = "";
    let code = Number.NaN;
    let result = "threw";
    try {
      text = run(name, args).slice(0, LONGEST);
      result = shown(args[1] === undefined ? (args[0] ?? "") : "", text);
      // Some hosts leave an old error standing.
      code = well.test(text) ? -1 : lastError();
    } catch {
      text = "";
    }
    const [element = "", value] = args;
    const given = value === undefined ? "" : `, ${shown(element, value)}`;
    const error = code >= 0 ? `${code}` : "";
    log.note(`${dialect.prefix}${name}("${element}"${given})`, result, error, begun);
    return [text, code];
  };

  const judged = (name: string, ...args: string[]): Verdict => {
    // Learning Hub and AICCShim return booleans.
    const [, code] = made(name, args, /^(true|1)$/i);
    if (code <= 0) return code < 0 ? "done" : "doubtful";
    // The window it belonged to is gone, and perhaps another one has come.
    if (Number.isNaN(code) && !there()) return "gone";
    return dialect.codes[code] ?? (REFUSALS.test(`${code}`) ? "refused" : "failed");
  };

  return {
    initialize: () => judged("Initialize", ""),
    set: (element, value) => judged("SetValue", element, value),
    commit: () => judged("Commit", ""),
    end: () => judged(dialect.end, ""),
    get(element) {
      const [text, code] = made("GetValue", [element], /[^]/);
      return code <= 0 ? text : null;
    },
  };
}
