/** LMSs as they are: the strict one behind the manners of a host, and scorm-again beside it. */

import { Scorm12API } from "scorm-again/scorm12";
import { type Api12, StrictLms, type Values } from "../../../player/lms/scorm12";

export type Profile =
  | "strict"
  | "scorm-again"
  | "learning-hub"
  | "esr"
  | "moodle"
  | "aicc"
  | "throws"
  | "undefined"
  | "false-zero";

export interface Faults {
  /** This many commits answer "false" with code 101. */
  commitFails?: number;
  /** Initialize answers "false", 101, although a session runs (ESR). */
  alreadyInitialised?: boolean;
  /** Elements (or their beginnings) refused, with the code. */
  refuse?: Record<string, number>;
  /** At the n-th SetValue the LMS ends the session itself. */
  endAtSet?: number;
  /** Every commit answers "true" and keeps nothing (Moodle without a network). */
  lies?: boolean;
  /** Milliseconds that a commit takes. */
  commitTakes?: number;
  mode?: "normal" | "review" | "browse";
  mastery?: number | null;
}

export interface Recorded {
  fn: string;
  args: readonly unknown[];
  result: unknown;
}

export interface Bench {
  readonly api: Record<string, unknown>;
  readonly calls: Recorded[];
  readonly faults: Faults;
  /** Run in the middle of every commit. */
  onCommit: () => void;
  stored(): Values;
  relaunch(): void;
}

type Fn = (...args: unknown[]) => unknown;

const NAMES = [
  "LMSInitialize",
  "LMSFinish",
  "LMSGetValue",
  "LMSSetValue",
  "LMSCommit",
  "LMSGetLastError",
  "LMSGetErrorString",
  "LMSGetDiagnostic",
] as const;

export function bench(
  profile: Profile,
  faults: Faults,
  stored: Values,
  advance: (milliseconds: number) => void,
): Bench {
  const host = profile === "scorm-again" ? scormAgain(faults, stored) : strict(faults, stored);
  let error: number | null = null;
  let sets = 0;
  const inner = (fn: string, args: unknown[]): unknown => {
    error = null;
    const fault = faulty(fn, args);
    if (fault !== null) {
      error = fault;
      return fn === "LMSGetValue" ? "" : "false";
    }
    return (host.api[fn as keyof Api12] as unknown as Fn)(...args);
  };
  const faulty = (fn: string, args: unknown[]): number | null => {
    if (fn === "LMSInitialize" && faults.alreadyInitialised) {
      (host.api.LMSInitialize as unknown as Fn)("");
      return 101;
    }
    if (fn === "LMSCommit") {
      advance(faults.commitTakes ?? 0);
      self.onCommit();
      if ((faults.commitFails ?? 0) > 0) {
        faults.commitFails = (faults.commitFails ?? 0) - 1;
        return 101;
      }
      return faults.lies ? 0 : null;
    }
    if (fn === "LMSSetValue" && ++sets === faults.endAtSet) {
      (host.api.LMSFinish as unknown as Fn)("");
      host.relaunch();
    }
    const element = fn === "LMSSetValue" || fn === "LMSGetValue" ? String(args[0]) : "";
    const refusal = Object.entries(faults.refuse ?? {}).find(([name]) => element.startsWith(name));
    return refusal ? refusal[1] : null;
  };
  const outer = manners(profile, inner, () => error ?? host.api.LMSGetLastError());
  const self: Bench = {
    api: {},
    calls: [],
    faults,
    onCommit: () => undefined,
    stored: host.stored,
    relaunch: host.relaunch,
  };
  for (const fn of NAMES) {
    self.api[fn] = (...args: unknown[]) => {
      const call: Recorded = { fn, args, result: "(threw)" };
      self.calls.push(call);
      let result = outer(fn, args);
      if (faults.lies && fn === "LMSCommit") result = "true";
      call.result = result ?? null;
      return result;
    };
  }
  return self;
}

/** How a host puts what the standard would have it say. */
function manners(profile: Profile, inner: (fn: string, args: unknown[]) => unknown, error: () => unknown) {
  const code = () => Number(error());
  return (fn: string, args: unknown[]): unknown => {
    switch (profile) {
      case "throws":
        throw new TypeError("Cannot read properties of undefined");
      case "undefined":
        return undefined;
      case "false-zero":
        if (fn === "LMSGetLastError") return "0";
        if (fn === "LMSSetValue" || fn === "LMSCommit") {
          inner(fn, args);
          return "false";
        }
        return inner(fn, args);
      case "learning-hub":
        return learningHub(fn, args, inner, code);
      case "esr":
        return esr(fn, args, inner, error);
      case "aicc":
        return aicc(fn, args, inner);
      case "moodle":
        return moodle(fn, args, inner, error);
      default:
        return fn === "LMSGetLastError" ? String(error()) : inner(fn, args);
    }
  };
}

/** What the Learning Hub takes as a response, by type; braces are refused everywhere. */
const LEARNING_HUB: Readonly<Record<string, RegExp>> = {
  "true-false": /^(0|1|t|f|true|false)$/,
  choice: /^\w(,\w){0,25}$/,
  "fill-in": /^[^\n\r]{0,255}$/,
  numeric: /^\d+([.,]\d+)?$/,
  likert: /^\w?$/,
  matching: /^(\w.\w)(,\w.\w)*$/,
  performance: /^[^\n\r]{1,255}$/,
  sequencing: /^\w+(,\w+)*$/,
};

/** What Moodle checks of an interaction in SCORM 1.2: lengths and forms, not the response's type. */
const MOODLE: ReadonlyArray<readonly [leaf: RegExp, form: RegExp]> = [
  [/\.id$/, /^[\u0021-\u007E]{0,255}$/],
  [/\.(pattern|student_response)$/, /^[\u0000-\uffff]{0,255}$/],
  [/\.weighting$/, /^-?([0-9]{0,3})(\.[0-9]*)?$/],
  [/\.result$/, /^(correct|wrong|unanticipated|neutral|-?([0-9]{0,3})(\.[0-9]*)?)$/],
  [/\.time$/, /^([0-2][0-9]):([0-5][0-9]):([0-5][0-9])(\.[0-9]{1,2})?$/],
  [/\.latency$/, /^([0-9]{2,4}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,2})?$/],
];

const INTERACTION = /^cmi\.interactions\.(\d+)\.(.+)$/;

/** The types of interactions by their index, as they were set. */
const types = new Map<string, string>();

function refusedByLearningHub(element: string, value: string): boolean {
  const [, index = "", leaf = ""] = INTERACTION.exec(element) ?? [];
  if (leaf === "type") types.set(index, value);
  if (!/student_response|pattern/.test(leaf)) return false;
  return /[{}]/.test(value) || LEARNING_HUB[types.get(index) ?? ""]?.test(value) === false;
}

function refusedByMoodle(element: string, value: string): boolean {
  const interaction = INTERACTION.test(element);
  return interaction && MOODLE.some(([leaf, form]) => leaf.test(element) && !form.test(value));
}

/** Booleans and numbers; responses checked by pattern once the type is set. */
function learningHub(
  fn: string,
  args: unknown[],
  inner: (fn: string, args: unknown[]) => unknown,
  code: () => number,
): unknown {
  if (fn === "LMSGetLastError") return code();
  if (fn === "LMSGetValue" && args[0] === "cmi.student_data.mastery_score") return "100";
  const refused = refusedByLearningHub(String(args[0]), String(args[1]));
  if (fn === "LMSSetValue" && refused) return false;
  const result = inner(fn, args);
  return fn === "LMSSetValue" || fn === "LMSCommit" ? result === "true" : result;
}

/** Oracle: optional parts of the model are not implemented at all. */
function esr(
  fn: string,
  args: unknown[],
  inner: (fn: string, args: unknown[]) => unknown,
  error: () => unknown,
): unknown {
  const absent =
    /^cmi\.(core\.score\.(min|max)|interactions|objectives|student_data|student_preference)/;
  if (fn === "LMSGetLastError") return String(error());
  // An element outside the model: the strict LMS answers 401 for it.
  return inner(fn, absent.test(String(args[0])) ? ["cmi.absent", ...args.slice(1)] : args);
}

/** AICCShim: unknown elements read as "", every error is "0", much is dropped without a word. */
function aicc(
  fn: string,
  args: unknown[],
  inner: (fn: string, args: unknown[]) => unknown,
): unknown {
  const kept = /^cmi\.(core\.(lesson_status|lesson_location|score\.raw|session_time)|suspend_data)$/;
  if (fn === "LMSGetLastError") return "0";
  if (fn === "LMSGetErrorString" || fn === "LMSGetDiagnostic") return "";
  if (fn === "LMSGetValue") {
    const value = kept.test(String(args[0])) ? inner(fn, args) : "";
    // Its relay may show any status as "not attempted".
    return args[0] === "cmi.core.lesson_status" ? "not attempted" : value;
  }
  if (fn === "LMSSetValue") return kept.test(String(args[0])) ? inner(fn, args) === "true" : true;
  return inner(fn, args) === "true";
}

/** 201 where ADL says 401; a second Initialize throws once there are interactions. */
function moodle(
  fn: string,
  args: unknown[],
  inner: (fn: string, args: unknown[]) => unknown,
  error: () => unknown,
): unknown {
  if (fn === "LMSGetLastError") return Number(error()) === 401 ? "201" : String(error());
  if (fn === "LMSSetValue" && refusedByMoodle(String(args[0]), String(args[1]))) return "false";
  return inner(fn, args);
}

interface Host {
  api: Api12;
  stored(): Values;
  relaunch(): void;
}

function strict(faults: Faults, stored: Values): Host {
  const { mode = "normal", mastery = null } = faults;
  const lms = new StrictLms({ stored, mode, mastery });
  return { api: lms.api, stored: () => lms.stored(), relaunch: () => lms.relaunch() };
}

function scormAgain(faults: Faults, stored: Values): Host {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  // Before LMSInitialize every element may be set.
  const initial = { ...stored, "cmi.core.lesson_mode": faults.mode ?? "normal" };
  for (const [element, value] of Object.entries(initial)) api.setCMIValue(element, value);
  const names = ["core.lesson_status", "core.lesson_location", "core.score.raw", "suspend_data"];
  return {
    api: {
      LMSInitialize: (a: string) => api.LMSInitialize(a),
      LMSFinish: (a: string) => api.LMSFinish(a),
      LMSGetValue: (e: string) => String(api.LMSGetValue(e)),
      LMSSetValue: (e: string, v: string) => api.LMSSetValue(e, v),
      LMSCommit: (a: string) => api.LMSCommit(a),
      LMSGetLastError: () => String(api.LMSGetLastError()),
      LMSGetErrorString: (c: string) => api.LMSGetErrorString(c),
      LMSGetDiagnostic: (c: string) => api.LMSGetDiagnostic(c),
    } as unknown as Api12,
    stored: () =>
      Object.fromEntries(names.map((name) => [`cmi.${name}`, String(api.getCMIValue(`cmi.${name}`))])),
    relaunch: () => undefined,
  };
}
