/**
 * A strict SCORM 1.2 LMS in one object: the data model, the types, the limits, the vocabulary, the
 * state machine and the error codes of the standard, with none of the leniency of real ones.
 *
 * Preview runs courses on it and the tests run the player on it. What is set counts only once it
 * is committed or finished, so that a killed browser loses here what it would lose elsewhere.
 */

import { ERRORS, MODEL, modelName } from "./model12";

/** One call of the API, as it came in. */
export interface Call {
  readonly fn: string;
  readonly args: readonly unknown[];
  readonly result: string;
  /** The error code after the call. */
  readonly error: number;
}

/** The API as a course finds it. */
export interface Api12 {
  LMSInitialize(argument: unknown): string;
  LMSFinish(argument: unknown): string;
  LMSGetValue(element: unknown): string;
  LMSSetValue(element: unknown, value: unknown): string;
  LMSCommit(argument: unknown): string;
  LMSGetLastError(): string;
  LMSGetErrorString(code: unknown): string;
  LMSGetDiagnostic(code: unknown): string;
}

/** Values by element, as they are kept between sessions. */
export type Values = Readonly<Record<string, string>>;

export interface Options {
  /** The mastery score of the manifest; null when it has none. */
  readonly mastery?: number | null;
  readonly mode?: "normal" | "review" | "browse";
  readonly credit?: "credit" | "no-credit";
  /** What an earlier page's `stored` gave. */
  readonly stored?: Values;
  /** Called after every call. */
  readonly onCall?: (call: Call) => void;
}

type Phase = "waiting" | "running" | "finished";

const STATUS = "cmi.core.lesson_status";
const RAW = "cmi.core.score.raw";

export class StrictLms {
  readonly calls: Call[] = [];
  readonly api: Api12 = {
    LMSInitialize: (argument) => this.record("LMSInitialize", [argument], () => this.begin(argument)),
    LMSFinish: (argument) => this.record("LMSFinish", [argument], () => this.finish(argument)),
    LMSGetValue: (element) => this.record("LMSGetValue", [element], () => this.get(element)),
    LMSSetValue: (element, value) =>
      this.record("LMSSetValue", [element, value], () => this.set(element, value)),
    LMSCommit: (argument) => this.record("LMSCommit", [argument], () => this.commit(argument)),
    LMSGetLastError: () => String(this.error),
    LMSGetErrorString: (code) => ERRORS[Number(code)] ?? "",
    LMSGetDiagnostic: (code) => ERRORS[Number(code)] ?? "",
  };

  private phase: Phase = "waiting";
  private error = 0;
  /** Set in this session, committed or not. */
  private values: Record<string, string>;
  /** Kept. */
  private kept: Record<string, string>;

  constructor(private readonly options: Options = {}) {
    this.kept = { ...options.stored };
    this.values = {};
    this.relaunch();
  }

  /** What is kept: everything committed so far. */
  stored(): Values {
    return { ...this.kept };
  }

  /** A new session on what is kept. What was not committed is lost, as when a browser is killed. */
  relaunch(): void {
    // A session that was cut short has left its exit among what it committed.
    if ("cmi.core.exit" in this.kept) this.kept = sessionOver(this.kept);
    this.phase = "waiting";
    this.error = 0;
    this.values = { ...this.kept };
  }

  /** A new attempt: nothing is kept. */
  reset(): void {
    this.kept = {};
    this.phase = "waiting";
    this.values = {};
    this.error = 0;
  }

  private record(fn: string, args: readonly unknown[], act: () => string): string {
    this.error = 0;
    const result = act();
    const call = { fn, args, result, error: this.error };
    this.calls.push(call);
    this.options.onCall?.(call);
    return result;
  }

  private fail(code: number, result = "false"): string {
    this.error = code;
    return result;
  }

  private begin(argument: unknown): string {
    if (argument !== "") return this.fail(201);
    if (this.phase !== "waiting") return this.fail(101);
    this.phase = "running";
    return "true";
  }

  private finish(argument: unknown): string {
    if (argument !== "") return this.fail(201);
    if (this.phase !== "running") return this.fail(301);
    this.values[STATUS] = this.finalStatus();
    this.values["cmi.core.total_time"] = sum(
      this.values["cmi.core.total_time"] ?? "",
      this.values["cmi.core.session_time"] ?? "",
    );
    this.kept = sessionOver(this.values);
    this.phase = "finished";
    return "true";
  }

  private commit(argument: unknown): string {
    if (argument !== "") return this.fail(201);
    if (this.phase !== "running") return this.fail(301);
    this.kept = { ...this.values };
    return "true";
  }

  /** RTE 3.4.4: the mastery score decides when there is one; silence means completed. */
  private finalStatus(): string {
    const { mastery = null, mode = "normal", credit = "credit" } = this.options;
    const raw = this.values[RAW] ?? "";
    if (mastery !== null && raw !== "" && mode === "normal" && credit === "credit") {
      return Number(raw) >= mastery ? "passed" : "failed";
    }
    return this.values[STATUS] ?? (mode === "browse" ? "browsed" : "completed");
  }

  private get(name: unknown): string {
    if (this.phase !== "running") return this.fail(301, "");
    if (typeof name !== "string" || name === "") return this.fail(201, "");
    const element = MODEL[modelName(name)];
    if (!element) return this.fail(unknown(name), "");
    if (element.access === "w") return this.fail(404, "");
    if (!this.inRange(name, 0)) return this.fail(201, "");
    if (name.endsWith("._count")) return String(this.count(name.slice(0, -"._count".length)));
    return this.values[name] ?? this.fromOptions(name) ?? element.initial;
  }

  private set(name: unknown, value: unknown): string {
    if (this.phase !== "running") return this.fail(301);
    if (typeof name !== "string" || name === "") return this.fail(201);
    const element = MODEL[modelName(name)];
    if (!element) return this.fail(unknown(name));
    if (element.access === "keyword") return this.fail(402);
    if (element.access === "r") return this.fail(403);
    if (!this.inRange(name, 1)) return this.fail(201);
    const kind = this.values[name.replace(/^(cmi\.interactions\.\d+)\..*/, "$1.type")] ?? "";
    if (typeof value !== "string" || !element.fits(value, kind)) return this.fail(405);
    this.values[name] = value;
    return "true";
  }

  private fromOptions(name: string): string | undefined {
    const { mastery = null, mode, credit } = this.options;
    if (name === "cmi.core.lesson_mode") return mode;
    if (name === "cmi.core.credit") return credit;
    if (name === "cmi.student_data.mastery_score" && mastery !== null) return String(mastery);
    return undefined;
  }

  /** Whether every index is at most `room` beyond what its array holds. */
  private inRange(name: string, room: 0 | 1): boolean {
    const steps = name.split(".");
    return steps.every((step, i) => {
      if (!/^\d+$/.test(step)) return true;
      return Number(step) < this.count(steps.slice(0, i).join(".")) + room;
    });
  }

  private count(array: string): number {
    const indexes = Object.keys(this.values)
      .filter((key) => key.startsWith(`${array}.`))
      .map((key) => Number(key.slice(array.length + 1).split(".")[0]));
    return Math.max(-1, ...indexes) + 1;
  }
}

/** What stays of a session's values: all but what belongs to that session alone. */
function sessionOver(values: Values): Record<string, string> {
  const { "cmi.core.exit": exit, "cmi.core.session_time": _time, ...rest } = values;
  return { ...rest, "cmi.core.entry": exit === "suspend" ? "resume" : "" };
}

/** 401 for a category that is not of the model; else what is wrong with the name within it. */
function unknown(name: string): number {
  if (name.endsWith("._children") && MODEL[modelName(name.slice(0, -10))]) return 202;
  if (name.endsWith("._count")) {
    const owner = modelName(name.slice(0, -7));
    if (MODEL[owner] || Object.keys(MODEL).some((key) => key.startsWith(`${owner}.`))) return 203;
  }
  const category = name.split(".").slice(0, 2).join(".");
  const known = Object.keys(MODEL).some((key) => key === category || key.startsWith(`${category}.`));
  return known ? 201 : 401;
}

function sum(one: string, other: string): string {
  const seconds = (text: string) =>
    text.split(":").reduce((total, part) => total * 60 + Number(part || 0), 0);
  const total = Math.round((seconds(one) + seconds(other)) * 100);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = String(Math.floor(total / 360_000)).padStart(4, "0");
  const rest = total % 100 ? `.${two(total % 100)}` : "";
  return `${hours}:${two(Math.floor(total / 6000) % 60)}:${two(Math.floor(total / 100) % 60)}${rest}`;
}
