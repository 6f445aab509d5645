/** SCORM 1.2 by the book, as an edition of the strict LMS. */

import { ERRORS, MODEL } from "./model12";
import { type Edition, type Model, modelName, type Options, Recording, type Values } from "./strict";

export type { Call, Options, Values } from "./strict";

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

const STATUS = "cmi.core.lesson_status";
const RAW = "cmi.core.score.raw";
const EXIT = "cmi.core.exit";
const TIME = "cmi.core.session_time";
const TOTAL = "cmi.core.total_time";
const ENTRY = "cmi.core.entry";

/** What SCORM 1.2 asks of an LMS. */
export const SCORM12: Edition = {
  name: "scorm12",
  object: "API",
  names: {
    init: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    code: "LMSGetLastError",
    text: "LMSGetErrorString",
    why: "LMSGetDiagnostic",
  },
  model: () => MODEL,
  errors: ERRORS,
  phases: {
    init: [0, 101, 101],
    finish: [301, 0, 301],
    get: [301, 0, 301],
    set: [301, 0, 301],
    commit: [301, 0, 301],
  },
  codes: {
    argument: 201,
    noName: [201, 201],
    range: [201, 201],
    keyword: 402,
    readOnly: 403,
    writeOnly: 404,
    type: 405,
    empty: 0,
    storing: [101, 101],
  },
  unknown,
  refuses: () => 0,
  voids: (_name, _value, values) => ({ ...values }),
  begins: { [EXIT]: "" },
  given: ({ mastery = null, mode = "normal", credit = "credit", given }) => ({
    "cmi.core.lesson_mode": mode,
    "cmi.core.credit": credit,
    ...(mastery === null ? {} : { "cmi.student_data.mastery_score": String(mastery) }),
    ...given,
  }),
  ended: (values, options) => ({
    ...values,
    [STATUS]: finalStatus(values, options),
    [TOTAL]: (options.quirks?.adds ?? sum)(values[TOTAL] ?? "", values[TIME] ?? ""),
  }),
  over({ [EXIT]: exit, [TIME]: _time, ...rest }) {
    return { ...rest, [ENTRY]: exit === "suspend" ? "resume" : "" };
  },
  cutShort: (values) => EXIT in values || TIME in values,
  keeps: (last) => last,
};

/** The strict LMS of SCORM 1.2. */
export class StrictLms extends Recording {
  constructor(options: Options = {}) {
    super(SCORM12, options);
  }

  get api(): Api12 {
    return this.functions as unknown as Api12;
  }
}

/** RTE 3.4.4: the mastery score decides when there is one; silence means completed. */
function finalStatus(values: Values, options: Options): string {
  const { mastery = null, mode = "normal", credit = "credit", quirks } = options;
  const raw = values[RAW] ?? "";
  const decides = mastery !== null && quirks?.masters !== false;
  if (decides && raw !== "" && mode === "normal" && credit === "credit") {
    return Number(raw) >= mastery ? "passed" : "failed";
  }
  return values[STATUS] ?? quirks?.silence ?? (mode === "browse" ? "browsed" : "completed");
}

/** 401 for a category that is not of the model; else what is wrong with the name within it. */
function unknown(name: string, model: Model): number {
  if (name.endsWith("._children") && model[modelName(name.slice(0, -10))]) return 202;
  if (name.endsWith("._count")) {
    const owner = modelName(name.slice(0, -7));
    if (model[owner] || Object.keys(model).some((key) => key.startsWith(`${owner}.`))) return 203;
  }
  const category = name.split(".").slice(0, 2).join(".");
  const known = Object.keys(model).some((key) => key === category || key.startsWith(`${category}.`));
  return known ? 201 : 401;
}

/** Seconds in hundredths of `H:MM:SS`. */
export function hundredths(text: string): number {
  const seconds = text.split(":").reduce((total, part) => total * 60 + Number(part || 0), 0);
  return Math.round(seconds * 100);
}

/** Two timespans as one. */
export function sum(one: string, other: string): string {
  const total = hundredths(one) + hundredths(other);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = String(Math.floor(total / 360_000)).padStart(4, "0");
  const rest = total % 100 ? `.${two(total % 100)}` : "";
  return `${hours}:${two(Math.floor(total / 6000) % 60)}:${two(Math.floor(total / 100) % 60)}${rest}`;
}
