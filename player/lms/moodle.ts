/** Moodle's SCORM activity, as it was seen to behave (4.5): both editions, standards mode or not. */

import type { Manners, Port } from "./hosts";
import { both, matching, string, writable } from "./model12";
import { sum } from "./scorm12";
import { pattern, response } from "./responses2004";
import type { Element, Quirks, Strict, Values } from "./strict";

const STATUS = "cmi.core.lesson_status";
const MODE = "cmi.core.lesson_mode";

// A number has up to three digits before the point, and none is as good as three.
const decimal = /^-?\d{0,3}(\.\d*)?$/;
const identifier = matching(/^[\u0021-\u007E]{0,255}$/);
const timespan = writable(matching(/^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/));
const score = both((value) => decimal.test(value) && Number(value) >= 0 && Number(value) <= 100);

/** 1.2; `standards` is the site's setting "SCORM standards mode", which is off by default. */
export function moodle12(standards: boolean): Quirks {
  const [short, long] = standards ? [255, 4096] : [64_000, 64_000];
  // Of a response only the length is checked, not what its type asks.
  const text = writable(string(255));
  return {
    unknown: 201,
    elements: {
      "cmi.suspend_data": both(string(long!)),
      "cmi.comments": both(string(long!)),
      "cmi.core.lesson_location": both(string(short!)),
      "cmi.core.score.raw": score,
      "cmi.core.score.min": score,
      "cmi.core.score.max": score,
      "cmi.core.session_time": timespan,
      "cmi.interactions.n.id": writable(identifier),
      // Hours up to 29 pass.
      "cmi.interactions.n.time": writable(matching(/^[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,2})?$/)),
      "cmi.interactions.n.latency": timespan,
      "cmi.interactions.n.weighting": writable(
        (value) => decimal.test(value) && Math.abs(Number(value)) <= 100,
      ),
      "cmi.interactions.n.result": writable(
        (value) => /^(correct|wrong|unanticipated|neutral)$/.test(value) || decimal.test(value),
      ),
      "cmi.interactions.n.student_response": text,
      "cmi.interactions.n.correct_responses.m.pattern": text,
    },
    // Without a network the request fails over to a beacon, which answers "true" at once. What was
    // sent counts as sent, and does not go again unless it changes.
    trustsNetwork: true,
    sendsChanges: true,
    // One digit after the point is taken for hundredths.
    adds: (total, session) => sum(total, session.replace(/\.(\d)$/, ".0$1")),
    // Data come back whatever the exit was. An attempt that failed is opened for review.
    keeps: reviewed,
  };
}

function reviewed(last: Values): Values {
  const { [MODE]: _mode, ...rest } = last;
  return rest[STATUS] === "failed" ? { ...rest, [MODE]: "review" } : rest;
}

/** Up to five digits before the point, no exponent, no leading point. */
const REAL = /^-?\d{1,5}(\.\d{1,18})?$/;
const real = matching(REAL);
/** No hyphen, no colon, no slash: ids of options are letters, digits, `_` and `.`. */
const SHORT = /^[\w.]{1,250}$/;
/** One line, not beginning with a brace that is no language's; one more than the standard has. */
const described = (longest: number) =>
  new RegExp(`^(\\{lang=([a-zA-Z]{2,3}|i|x)(-[a-zA-Z0-9-]{2,8})?\\})?([^{].{0,${longest}})?$`);

const code = (fits: boolean) => (fits ? 0 : 406);
const both2004 = (fault: Element["fault"]): Element => ({ access: "rw", fault, initial: null });
const matching2004 = (form: RegExp) => both2004((value) => code(form.test(value)));
/** The form first, then the standard's own bounds. */
const bounded = (low: number, high: number) =>
  both2004((value) => {
    if (!real(value)) return 406;
    return Number(value) >= low && Number(value) <= high ? 0 : 407;
  });

/** Where Moodle reads a list of ids or numbers more narrowly than the standard. */
function items(value: string, kind: string, isPattern: boolean): number {
  const parts = value.replace(/^\{order_matters=(true|false)\}/, "").split("[,]");
  if (kind === "choice" || kind === "sequencing" || kind === "likert") {
    return code(parts.every((part) => SHORT.test(part)));
  }
  if (kind === "matching") {
    return code(parts.every((part) => part.split("[.]").every((id) => SHORT.test(id))));
  }
  if (kind === "performance") {
    // Ranges are refused, and up to 250 steps are taken.
    const side = (text: string) => text === "" || SHORT.test(text) || REAL.test(text);
    const steps = parts.map((part) => part.split("[.]"));
    return code(steps.length <= 250 && steps.every((s) => s.length === 2 && s.every(side)));
  }
  // A bound left open is refused.
  if (kind === "numeric") return code(value.split("[:]").every((bound) => REAL.test(bound)));
  // A dot in its forms does not match the end of a line.
  if (kind === "long-fill-in" || kind === "other") return code(!/[\r\n]/.test(value));
  return isPattern ? pattern(value, kind) : response(value, kind);
}

/** Where the standard's rule still stands beside Moodle's own. */
function narrowed(value: string, kind: string, isPattern: boolean): number {
  const found = items(value, kind, isPattern);
  if (found || kind === "performance") return found;
  return isPattern ? pattern(value, kind) : response(value, kind);
}

const longIdentifier = /^(?:(?!urn:)\S{1,4000}|urn:[A-Za-z0-9-]{1,31}:\S{1,4000})$/;

/** 2004, of which Moodle does a part. */
export const moodle2004: Quirks = {
  elements: {
    "cmi.score.raw": matching2004(REAL),
    "cmi.score.min": matching2004(REAL),
    "cmi.score.max": matching2004(REAL),
    "cmi.score.scaled": bounded(-1, 1),
    "cmi.progress_measure": bounded(0, 1),
    "cmi.objectives.n.id": matching2004(longIdentifier),
    "cmi.objectives.n.description": matching2004(described(250)),
    "cmi.interactions.n.id": matching2004(longIdentifier),
    "cmi.interactions.n.objectives.m.id": matching2004(longIdentifier),
    "cmi.interactions.n.weighting": matching2004(REAL),
    "cmi.interactions.n.result": both2004((value) =>
      code(/^(correct|incorrect|unanticipated|neutral|-?\d{1,4}(\.\d{1,18})?)$/.test(value)),
    ),
    "cmi.interactions.n.description": matching2004(described(250)),
    "cmi.interactions.n.learner_response": both2004((value, kind) => narrowed(value, kind, false)),
    "cmi.interactions.n.correct_responses.m.pattern": both2004((value, kind) =>
      narrowed(value, kind, true),
    ),
  },
  trustsNetwork: true,
  // The passing score is never applied, by a slip of a variable's name; the threshold is.
  masters: false,
};

/** What it does with the calls themselves. */
export const moodleManners: Manners = (inner, lms) =>
  lms.edition.name === "scorm12" ? manners12(inner, lms) : manners2004(inner);

/** An empty score is 0; a second beginning is taken, but throws once there are answers. */
function manners12(inner: Port, lms: Strict): Port {
  return (verb, args) => {
    const [element, value] = args;
    if (verb === "set" && element === "cmi.core.score.raw" && value === "") {
      return inner(verb, [element, "0"]);
    }
    if (verb === "init" && lms.phase === "finished") {
      if ("cmi.interactions.0.id" in lms.stored()) throw new TypeError("interactions is not empty");
      lms.phase = "waiting";
    }
    return inner(verb, args);
  };
}

/** Navigation between activities was never finished: the data are stored, the last call fails. */
function manners2004(inner: Port): Port {
  let request = "";
  let refused = false;
  return (verb, args) => {
    if (verb === "code" && refused) return "101";
    if (verb !== "code") refused = false;
    const result = inner(verb, args);
    if (result !== "true") return result;
    if (verb === "set" && args[0] === "adl.nav.request") request = String(args[1]);
    if (verb !== "finish") return result;
    if (/^(exit|abandon)All$/.test(request)) throw new TypeError("navigation is not there");
    refused = /^(exit|abandon|\{target=.*\}(choice|jump))$/.test(request);
    return refused ? "false" : result;
  };
}
