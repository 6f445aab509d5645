/** SCORM 2004, 2nd to 4th edition, by the book, as an edition of the strict LMS. */

import { ERRORS, model2004 } from "./model2004";
import { crowded } from "./responses2004";
import { type Edition, type Model, modelName, type Options, Recording, type Values } from "./strict";

/** The API as a course finds it. */
export interface Api2004 {
  readonly version: string;
  Initialize(argument: unknown): string;
  Terminate(argument: unknown): string;
  GetValue(element: unknown): string;
  SetValue(element: unknown, value: unknown): string;
  Commit(argument: unknown): string;
  GetLastError(): string;
  GetErrorString(code: unknown): string;
  GetDiagnostic(code: unknown): string;
}

const EXIT = "cmi.exit";
const TIME = "cmi.session_time";
const TOTAL = "cmi.total_time";
const ENTRY = "cmi.entry";
const REQUEST = "adl.nav.request";

/** How many entries an LMS must take; this takes no more. */
const MOST: Readonly<Record<string, number>> = {
  interactions: 250,
  objectives: 100,
  comments_from_learner: 250,
};
const OBJECTIVES_OF_ONE = 10;

/** What SCORM 2004 asks of an LMS. */
export const SCORM2004: Edition = {
  name: "scorm2004",
  object: "API_1484_11",
  names: {
    init: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    code: "GetLastError",
    text: "GetErrorString",
    why: "GetDiagnostic",
  },
  model: ({ year = 4 }) => model2004(year),
  errors: ERRORS,
  phases: {
    init: [0, 103, 104],
    finish: [112, 0, 113],
    get: [122, 0, 123],
    set: [132, 0, 133],
    commit: [142, 0, 143],
  },
  codes: {
    argument: 201,
    noName: [301, 351],
    range: [301, 351],
    keyword: 404,
    readOnly: 404,
    writeOnly: 405,
    type: 406,
    empty: 403,
    storing: [391, 111],
  },
  unknown,
  refuses,
  voids,
  begins: { [EXIT]: "" },
  given: ({ mastery = null, threshold = null, mode = "normal", credit = "credit", given }) => ({
    "cmi.mode": mode,
    "cmi.credit": credit,
    ...(mastery === null ? {} : { "cmi.scaled_passing_score": String(mastery / 100) }),
    ...(threshold === null ? {} : { "cmi.completion_threshold": String(threshold) }),
    ...given,
  }),
  ended: (values, options) => ({
    ...values,
    ...statuses(values, options),
    [TOTAL]: sum(values[TOTAL] ?? "", values[TIME] ?? ""),
  }),
  over({ [EXIT]: exit = "", [TIME]: _time, [REQUEST]: request, ...rest }) {
    // "logout" is on its way out of the standard, and means the same. SN: suspendAll suspends.
    const suspended = exit === "suspend" || exit === "logout" || request === "suspendAll";
    return { ...rest, [ENTRY]: suspended ? "resume" : "" };
  },
  cutShort: (values) => EXIT in values,
  // RTE 4.2.8: unless it was suspended an attempt is over, and the next begins with nothing.
  keeps: (last) => (last[ENTRY] === "resume" ? last : {}),
};

/** The strict LMS of SCORM 2004. */
export class StrictLms2004 extends Recording {
  constructor(options: Options = {}) {
    super(SCORM2004, options);
  }

  get api(): Api2004 {
    return { version: "1.0", ...this.functions } as unknown as Api2004;
  }
}

/** What stands before a value: the id of its entry, its type, others that are the same. */
function refuses(name: string, value: string, values: Values): number {
  const [, array = "", index = "", leaf = ""] = /^cmi\.(\w+)\.(\d+)\.(.+)$/.exec(name) ?? [];
  if (!array) return 0;
  if (Number(index) >= MOST[array]!) return 351;
  if (array === "comments_from_learner") return 0;
  const owner = `cmi.${array}.${index}`;
  if (leaf !== "id" && !(`${owner}.id` in values)) return 408;
  if (array === "objectives") return leaf === "id" ? renamed(name, value, values) : 0;
  return refusesInteraction(owner, leaf, value, values);
}

function refusesInteraction(owner: string, leaf: string, value: string, values: Values): number {
  const [list = "", place = ""] = leaf.split(".");
  if (list === "objectives") {
    return Number(place) >= OBJECTIVES_OF_ONE ? 351 : taken(`${owner}.${leaf}`, value, values);
  }
  if (list !== "correct_responses" && list !== "learner_response") return 0;
  const kind = values[`${owner}.type`];
  if (!kind) return 408;
  if (list === "learner_response") return 0;
  return crowded(kind, Number(place), value, beside(`${owner}.${leaf}`, values));
}

/** An objective keeps the id it was given, and no other has it. */
function renamed(name: string, value: string, values: Values): number {
  const own = values[name];
  return own !== undefined && own !== value ? 351 : taken(name, value, values);
}

function taken(name: string, value: string, values: Values): number {
  return beside(name, values).includes(value) ? 351 : 0;
}

/** The same leaf of the other entries of its array. */
function beside(name: string, values: Values): string[] {
  const [, array = "", leaf = ""] = /^(.+)\.\d+\.(\w+)$/.exec(name)!;
  return Object.keys(values)
    .filter((key) => key !== name && key.startsWith(`${array}.`) && key.endsWith(`.${leaf}`))
    .filter((key) => /^\d+$/.test(key.slice(array.length + 1, -leaf.length - 1)))
    .map((key) => values[key]!);
}

/** RTE 4.2.9: with another type, patterns and response mean nothing any more. */
function voids(name: string, value: string, values: Values): Record<string, string> {
  const [, owner] = /^(cmi\.interactions\.\d+\.)type$/.exec(name) ?? [];
  if (!owner || values[name] === value) return { ...values };
  const gone = new RegExp(`^${owner.replace(/\./g, "\\.")}(correct_responses|learner_response)`);
  return Object.fromEntries(Object.entries(values).filter(([key]) => !gone.test(key)));
}

/** RTE 4.2.4 and 4.2.22: threshold and passing score have the last word, where there are any. */
function statuses(values: Values, options: Options): Values {
  const { mastery = null, threshold = null, quirks } = options;
  const progress = values["cmi.progress_measure"];
  const scaled = values["cmi.score.scaled"];
  const found: Record<string, string> = {};
  if (threshold !== null && progress !== undefined) {
    const done = Number(progress) >= threshold;
    found["cmi.completion_status"] = done ? "completed" : "incomplete";
  }
  if (mastery !== null && quirks?.masters !== false) {
    const passed = Number(scaled) >= mastery / 100;
    found["cmi.success_status"] = scaled === undefined ? "unknown" : passed ? "passed" : "failed";
  }
  return found;
}

/** 301 for children and counts of what has none; 401 for what is not of the model. */
function unknown(name: string, model: Model): number {
  const [, owner] = /^(.+)\._(?:children|count)$/.exec(name) ?? [];
  if (!owner) return 401;
  const known = modelName(`${owner}.`).replace(/\.$/, "");
  return Object.keys(model).some((key) => key === known || key.startsWith(`${known}.`)) ? 301 : 401;
}

/** Hundredths of a second in an interval; a year has 365 days here, and a month 30. */
function hundredths(interval: string): number {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;
  const [, years, months, days, hours, minutes, seconds] = (parts.exec(interval) ?? []).map((part) =>
    Number(part ?? 0),
  );
  const date = (years ?? 0) * 365 + (months ?? 0) * 30 + (days ?? 0);
  const clock = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return Math.round((date * 86_400 + clock) * 100);
}

function sum(one: string, other: string): string {
  const total = hundredths(one) + hundredths(other);
  const seconds = (total % 6000) / 100;
  return `PT${Math.floor(total / 360_000)}H${Math.floor(total / 6000) % 60}M${seconds}S`;
}
