/**
 * SCORM 2004, 2nd to 4th edition: its names, and how it writes status, score and answers.
 *
 * Within what all three hold (the state is shorter than the 4,000 characters of the 2nd), and what
 * Moodle takes of it. `adl.nav.request` is never set: Moodle's Terminate throws on some values, and
 * nobody but the learner decides what comes next.
 */

import type { HostRules } from "../course";
import type { Edition } from "./edition";
import { plain, type Type } from "./journal";
import { scorm, type Surroundings } from "./scorm";
import { duration, timestamp } from "./timespan";
import type { Tracking } from "./tracking";

const COMPLETION = "cmi.completion_status";
const SUCCESS = "cmi.success_status";

/** The edition: RTE 4.2, error codes from 3.1.7. */
const EDITION: Edition = {
  name: "SCORM 2004",
  api: "API_1484_11",
  dialect: {
    prefix: "",
    end: "Terminate",
    codes: {
      103: "done",
      112: "gone",
      122: "gone",
      132: "gone",
      142: "gone",
      104: "over",
      113: "over",
      123: "over",
      133: "over",
      143: "over",
    },
  },
  mode: "cmi.mode",
  entry: "cmi.entry",
  learnerId: "cmi.learner_id",
  learner: "cmi.learner_name",
  language: "cmi.learner_preference.language",
  location: "cmi.location",
  exit: "cmi.exit",
  time: "cmi.session_time",
  raw: "cmi.score.raw",
  status: COMPLETION,
  vital: /_status|raw|scaled/,
  writeOnly: /exit|session_time/,
  span: duration,
  // Moodle grades by raw alone, others by scaled.
  score: (score, noughts) => [
    ["cmi.score.scaled", (score / 100).toFixed(2 + noughts)],
    ["cmi.score.raw", score.toFixed(noughts)],
  ],
  bounds: [
    ["cmi.score.min", "0"],
    ["cmi.score.max", "100"],
  ],
  told(status, progress) {
    const done = status !== "incomplete";
    // 1 means completed and 0 not attempted (RTE 4.2.17): it agrees with what follows.
    const measure = done ? 100 : Math.min(99, progress);
    const told: Array<readonly [string, string]> = [];
    if (measure > 0) told.push(["cmi.progress_measure", String(measure / 100)]);
    told.push([COMPLETION, done ? "completed" : "incomplete"]);
    // Success is a matter of an assessment: without one, and before its end, it stays as it is.
    if (status === "passed" || status === "failed") told.push([SUCCESS, status]);
    return told;
  },
  held(read) {
    const success = read(SUCCESS);
    const completion = read(COMPLETION);
    if (success === "passed") return "passed";
    // Failed before the end is what another course, or the LMS's own reckoning, left there.
    if (completion === "completed") return success === "failed" ? "failed" : "completed";
    return completion === "incomplete" ? "incomplete" : null;
  },
  answers: {
    timeLeaf: "timestamp",
    responseLeaf: "learner_response",
    wrong: "incorrect",
    moment: timestamp,
    span: duration,
    // Moodle: at most five digits before the point.
    number: /^-?\d{1,5}(\.\d{1,7})?$/,
    response: written,
    pattern(type, parts, told) {
      if (type !== told) return "";
      if (type !== "numeric") return written(type, parts);
      // Both bounds: Moodle refuses a range that is open at one end.
      const range = parts.map((part) => written(type, [part]));
      return range.every(Boolean) && range.length === 2 ? range.join("[:]") : "";
    },
  },
};

/** Tracking for SCORM 2004. */
export function scorm2004(host: HostRules, surroundings: Partial<Surroundings> = {}): Tracking {
  return scorm(EDITION, host, surroundings);
}

/**
 * A response as SCORM 2004 writes it; "" when it cannot. Short identifiers are our letters:
 * Moodle's have word characters only, and an empty list is refused by Moodle and scorm-again.
 */
function written(type: Type, parts: readonly string[]): string {
  const list = (form: RegExp, most = 36): string =>
    parts.length <= most && parts.every((part) => form.test(part)) ? parts.join("[,]") : "";
  switch (type) {
    case "true-false":
      return list(/^[01tf]$/, 1).replace(/^[1t]$/, "true").replace(/^[0f]$/, "false");
    case "likert":
      return list(/^\w$/, 1);
    case "choice":
      return new Set(parts).size === parts.length ? list(/^\w$/) : "";
    case "sequencing":
      return list(/^\w$/);
    case "matching":
      return list(/^\w\.\w$/).replace(/\./g, "[.]");
    case "numeric":
      return list(/^-?\d{1,5}(\.\d{1,7})?$/, 1);
    case "performance":
      return parts.filter(Boolean).slice(0, 125).map(step).join("[,]");
    case "fill-in":
      return plain(parts.join(), 250);
  }
}

/** A step of a performance, `name.value`: what stands before the first point is its name. */
function step(part: string): string {
  const [, name = "", value = ""] = /^(?:([^.]*)\.)?(.*)$/.exec(plain(part, 250)) ?? [];
  return `${name.replace(/\W/g, "_")}[.]${value.replace(/[^\w.-]/g, "_")}`;
}
