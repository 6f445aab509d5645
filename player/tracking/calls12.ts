/**
 * Calls to a SCORM 1.2 API that cannot go wrong.
 *
 * Hosts return strings, booleans, numbers or nothing, and some throw. Here every call gives one
 * of a few verdicts, and no exception leaves.
 */

/** What an LMS puts into `window.API`. Nothing about it can be relied on. */
type Api = Record<string, (...args: string[]) => unknown>;

/**
 * done      it worked
 * doubtful  it returned false, and yet says that there was no error
 * refused   this element cannot be written here, and will not be able to later
 * gone      no session is running
 * failed    it did not work now, for a reason unknown
 */
export type Verdict = "done" | "doubtful" | "refused" | "gone" | "failed";

export interface Calls {
  initialize(): Verdict;
  /** The value, "" when there is none, null when the API has none to give. */
  get(element: string): string | null;
  set(element: string, value: string): Verdict;
  commit(): Verdict;
  finish(): Verdict;
}

/** Longest value taken from a host: above every limit, below what would slow the page. */
const LONGEST = 1 << 17;

/** Argument, unknown leaf, keyword, not supported, read-only, write-only, wrong type or range. */
const REFUSALS = new Set([201, 202, 203, 401, 402, 403, 404, 405, 406, 407, 408]);

/** Calls to `api`. */
export function callsTo(api: object): Calls {
  const call = (name: string, ...args: string[]): unknown => (api as Api)[name]?.(...args);

  const lastError = (): number => {
    try {
      const code = String(call("LMSGetLastError")).trim();
      return code === "" ? 0 : Number(code);
    } catch {
      return Number.NaN;
    }
  };

  const judged = (name: string, ...args: string[]): Verdict => {
    try {
      // Learning Hub and AICCShim return booleans.
      if (/^(true|1)$/i.test(String(call(name, ...args)))) return "done";
    } catch {
      return "failed";
    }
    const code = lastError();
    if (code === 0) return "doubtful";
    if (code === 301) return "gone";
    return REFUSALS.has(code) ? "refused" : "failed";
  };

  return {
    initialize: () => judged("LMSInitialize", ""),
    set: (element, value) => judged("LMSSetValue", element, value),
    commit: () => judged("LMSCommit", ""),
    finish: () => judged("LMSFinish", ""),
    get(element) {
      try {
        const value = call("LMSGetValue", element);
        const text = value === undefined || value === null ? "" : String(value);
        // The error is asked for only when nothing came: some hosts leave an old one standing.
        if (text !== "") return text.slice(0, LONGEST);
      } catch {
        return null;
      }
      return lastError() === 0 ? "" : null;
    },
  };
}
