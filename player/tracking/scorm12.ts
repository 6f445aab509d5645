/**
 * SCORM 1.2, held to the tightest rule of every host we know: its names, and how it writes status,
 * score and answers.
 */

import type { HostRules } from "../course";
import type { Edition } from "./edition";
import { plain, type Type } from "./journal";
import { scorm, type Surroundings } from "./scorm";
import { timeOfDay, timespan } from "./timespan";
import type { Status, Tracking } from "./tracking";

const STATUS = "cmi.core.lesson_status";

/** The edition: RTE 1.2, 3.4. */
const EDITION: Edition = {
  name: "SCORM 1.2",
  api: "API",
  dialect: { prefix: "LMS", end: "Finish", codes: { 301: "gone" } },
  mode: "cmi.core.lesson_mode",
  entry: "cmi.core.entry",
  learnerId: "cmi.core.student_id",
  learner: "cmi.core.student_name",
  language: "cmi.student_preference.language",
  location: "cmi.core.lesson_location",
  exit: "cmi.core.exit",
  time: "cmi.core.session_time",
  raw: "cmi.core.score.raw",
  status: STATUS,
  vital: /_status|raw/,
  writeOnly: /exit|session_time/,
  span: timespan,
  score: (score, noughts) => [["cmi.core.score.raw", score.toFixed(noughts)]],
  bounds: [
    ["cmi.core.score.min", "0"],
    ["cmi.core.score.max", "100"],
  ],
  // One word for both: a host may take "completed" alone for done (Moodle, where the teacher did
  // not tick "passed"). One that holds "passed" keeps it.
  told: (status, _progress, held, { completeAs }) => [
    [STATUS, status === "passed" && held !== "passed" ? completeAs : status],
  ],
  held: (read) => statusOf(read(STATUS)),
  answers: {
    timeLeaf: "time",
    responseLeaf: "student_response",
    wrong: "wrong",
    moment: timeOfDay,
    span: timespan,
    // The Learning Hub takes no sign in a number.
    number: /^\d{1,12}(\.\d{1,6})?$/,
    response: written,
    // SCORM 1.2 has no ranges: of one that is right, the number in its middle.
    pattern: (type, parts) => written(type, type === "numeric" ? [middle(parts)] : parts),
  },
};

/** Tracking for SCORM 1.2. */
export function scorm12(host: HostRules, surroundings: Partial<Surroundings> = {}): Tracking {
  return scorm(EDITION, host, surroundings);
}

/** A status by its word, or by its first letter as AICC allows. */
function statusOf(value: string): Status | null {
  const word = value.toLowerCase();
  const known: readonly Status[] = ["passed", "completed", "failed", "incomplete"];
  return known.find((status) => status === word || status.charAt(0) === word) ?? null;
}

/**
 * A response as SCORM 1.2 writes it; "" when it cannot. Single characters joined by commas, at most
 * 26, no braces: the Learning Hub refuses anything else.
 */
function written(type: Type, parts: readonly string[]): string {
  const list = (form: RegExp, most = 26): string =>
    parts.length <= most && parts.every((part) => form.test(part)) ? parts.join() : "";
  switch (type) {
    case "true-false":
      return list(/^[01tf]$/, 1);
    case "likert":
      return list(/^[a-z0-9]$/, 1);
    case "choice":
    case "sequencing":
      return list(/^[a-z0-9]$/);
    case "matching":
      return list(/^[a-z0-9]\.[a-z0-9]$/);
    case "numeric":
      return list(/^-?\d{1,12}(\.\d{1,6})?$/, 1);
    case "performance":
    case "fill-in":
      return plain(parts.join(), 255);
  }
}

function middle(range: readonly string[]): string {
  const sum = range.reduce((all, each) => all + Number(each), 0);
  return (sum / range.length).toFixed(6).replace(/\.?0+$/, "");
}
