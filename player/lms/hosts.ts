/**
 * Hosts as they are known to behave: where each strays from the standard, and why that matters.
 * What is not said here is the standard's own way. Nobody's code, only what it was seen to do.
 */

import { both, matching, MODEL, readable, string, writable } from "./model12";
import { moodle12, moodle2004, moodleManners } from "./moodle";
import { hundredths } from "./scorm12";
import type { Edition, Quirks, Strict, Values, Verb } from "./strict";

/** An LMS as something that answers. */
export type Port = (verb: Verb, args: readonly unknown[]) => unknown;
/** How a host puts what the standard would have the LMS say. */
export type Manners = (inner: Port, lms: Strict) => Port;

/** How a host strays. */
export interface Host {
  /** As it is called on the preview page. */
  readonly title: string;
  /** Which editions of SCORM it takes. */
  readonly editions: ReadonlyArray<Edition["name"]>;
  readonly quirks: (edition: Edition["name"]) => Quirks;
  readonly manners?: Manners;
}

const OLD: Host["editions"] = ["scorm12"];
const BOTH: Host["editions"] = ["scorm12", "scorm2004"];

/** What the Learning Hub takes as a response, by type; a type that was not set is not checked. */
const HUB_RESPONSES: Readonly<Record<string, RegExp>> = {
  "true-false": /^(0|1|t|f|true|false)$/,
  // Single characters, 26 at the most.
  choice: /^\w(,\w){0,25}$/,
  "fill-in": /^[^\n\r]{0,255}$/,
  // No sign: a number below nought is refused.
  numeric: /^\d+([.,]\d+)?$/,
  likert: /^\w?$/,
  matching: /^(\w.\w)(,\w.\w)*$/,
  performance: /^[^\n\r]{1,255}$/,
  sequencing: /^\w+(,\w+)*$/,
};

// Braces, which the standard has around a response of which all is needed, are refused everywhere.
const hubResponse = writable(
  (value, kind) =>
    value.length <= 255 && !/[{}]/.test(value) && HUB_RESPONSES[kind]?.test(value) !== false,
);
const hubTime = writable(matching(/^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/));

const LEARNING_HUB: Quirks = {
  elements: {
    "cmi.suspend_data": both(string(63_999)),
    "cmi.core.session_time": hubTime,
    "cmi.interactions.n.latency": hubTime,
    "cmi.interactions.n.student_response": hubResponse,
    "cmi.interactions.n.correct_responses.m.pattern": hubResponse,
  },
  // A score never changes a status, though a passing score of 100 is shown when there is none.
  masters: false,
  silence: "incomplete",
  adds: hubTotal,
  keeps: hubKeeps,
};

/** The server drops the first digit of the hours, and gives them back without noughts. */
function hubTotal(total: string, session: string): string {
  const dropped = session.replace(/^\d(?=\d+:)/, "");
  // A session counts for ten hours at the most.
  const seconds = (hundredths(total) + Math.min(hundredths(dropped), 3_600_000)) / 100;
  const two = (value: number) => String(Math.floor(value) % 60).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(seconds / 60)}:${two(seconds)}`;
}

/** Data come back only if the last status was incomplete and the exit suspend; else a clean start. */
function hubKeeps(last: Values): Values {
  const status = last["cmi.core.lesson_status"];
  if (status === undefined) return {};
  if (status === "incomplete" && last["cmi.core.entry"] === "resume") return last;
  return { "cmi.core.lesson_status": "incomplete" };
}

/** Booleans from writing and committing, numbers as codes, strings from beginning and ending. */
const hubManners: Manners = (inner, lms) => (verb, args) => {
  const result = inner(verb, args);
  if (verb === "code") return Number(result);
  if (verb === "set" || verb === "commit") return result === "true";
  if (verb === "get" && args[0] === "cmi.student_data.mastery_score" && lms.phase === "running") {
    return result || "100";
  }
  return result;
};

/** Oracle's adapter implements none of these, and says 401 for each. */
const ESR_ABSENT =
  /^cmi\.(core\.score\.(min|max)|interactions|objectives|student_data|student_preference)/;

const ESR: Quirks = {
  unknown: 401,
  elements: Object.fromEntries(
    Object.keys(MODEL)
      .filter((name) => ESR_ABSENT.test(name))
      .map((name) => [name, null]),
  ),
  // Each value that changes is a request of its own; one that does not change costs nothing.
  eager: true,
  // A session that was never ended is still there: beginning answers "false", 101, and it runs.
  staysBegun: true,
  // Replies are split at line ends, and characters go as three base-36 digits: up to U+B63F.
  keeps: (last) =>
    withState(last, (state) => state.split(/[\r\n]/)[0]!.replace(/[\ub640-\uffff]/g, "?")),
};

/** Only these reach the server through the shim; anything else is dropped without a word. */
const SHIM_KEEPS = /^cmi\.(core\.(lesson_status|lesson_location|score\.raw)|suspend_data)$/;

/** Every code is "0", unknown elements read as "", and the session's time is the shim's own. */
const shimManners: Manners = (inner) => (verb, args) => {
  const known = SHIM_KEEPS.test(String(args[0]));
  if (verb === "code") return "0";
  if (verb === "text" || verb === "why") return "";
  if (verb === "set") return known ? inner(verb, args) === "true" : true;
  if (verb !== "get") return inner(verb, args) === "true";
  // Its relay may show any status as "not attempted": never rely on the one at the start.
  if (args[0] === "cmi.core.lesson_status") return "not attempted";
  return known ? inner(verb, args) : "";
};

/**
 * How a text comes back from the shim. It is put into its line by String.replace, where `$&` means
 * what was replaced; the line is split at "=" and its second part taken; a line in brackets is the
 * head of a section.
 */
export function throughShim(text: string): string {
  const lines = "{{value}}".replace("{{value}}", text).split(/\r?\n/);
  return lines.filter((line) => !/^\[.*\]$/.test(line))[0]?.split("=")[0] ?? "";
}

function withState(values: Values, change: (state: string) => string): Values {
  const state = values["cmi.suspend_data"];
  return state === undefined ? values : { ...values, "cmi.suspend_data": change(state) };
}

/** What Open edX does not give back. */
const EDX_EMPTY =
  /^cmi\.(core\.(lesson_status|lesson_mode|score\.\w+)|completion_status|success_status|score\.\w+|mode)$/;

/** SetValue is sent on its way and answers "true" whatever becomes of it. */
const edxManners: Manners = (inner) => {
  let set = false;
  return (verb, args) => {
    if (verb === "code") return set ? "0" : inner(verb, args);
    if (verb === "text" || verb === "why") return inner(verb, args);
    set = verb === "set";
    const result = inner(verb, args);
    if (verb === "get" && EDX_EMPTY.test(String(args[0]))) return "";
    return set ? "true" : result;
  };
};

/** Without an exit of suspend the next launch is a new attempt. */
function onlySuspended(last: Values): Values {
  return (last["cmi.core.entry"] ?? last["cmi.entry"]) === "resume" ? last : {};
}

/** The hosts by the names that tests and addresses know them by. */
export const HOSTS: Readonly<Record<string, Host>> = {
  strict: { title: "Strict (the standard)", editions: BOTH, quirks: () => ({}) },
  moodle: {
    title: "Moodle",
    editions: BOTH,
    quirks: (edition) => (edition === "scorm12" ? moodle12(false) : moodle2004),
    manners: moodleManners,
  },
  "moodle-standards": {
    title: "Moodle, standards mode",
    editions: OLD,
    quirks: () => moodle12(true),
    manners: moodleManners,
  },
  "learning-hub": {
    title: "NHS Learning Hub",
    editions: OLD,
    quirks: () => LEARNING_HUB,
    manners: hubManners,
  },
  esr: { title: "ESR (Oracle)", editions: OLD, quirks: () => ESR },
  "aicc-shim": {
    title: "AICC shim (e-LfH)",
    editions: OLD,
    quirks: () => ({
      elements: { "cmi.core.entry": readable("") },
      keeps: (last) => withState(last, throughShim),
    }),
    manners: shimManners,
  },
  "open-edx": {
    title: "Open edX",
    editions: BOTH,
    quirks: () => ({ eager: true }),
    manners: edxManners,
  },
  "scorm-cloud": {
    title: "SCORM Cloud, strict settings",
    editions: BOTH,
    quirks: () => ({ keeps: onlySuspended }),
  },
};
