/**
 * Statements of the Experience API 1.0.3, as cmi5 wants them. Pure.
 *
 * Those that cmi5 defines carry its category; answers and progress are "cmi5 allowed" and must not
 * (cmi5 7.1.3). The context is the LMS's own template with something added, never with anything
 * taken away or replaced (cmi5 10).
 */

import type { Interaction, Telling } from "./tracking";
import { idOf } from "./xapiid";

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A statement whose id and time are settled: it is sent as it is, however often. */
export interface Statement extends Json {
  readonly id: string;
  readonly timestamp: string;
}

/** Verbs that cmi5 defines and leaves to the content. */
export type Verb = "initialized" | "completed" | "passed" | "failed" | "terminated";

/** What all statements of a session have in common. */
export interface Ground {
  readonly actor: Json;
  /** The LMS's own id of this activity. */
  readonly activity: string;
  readonly registration: string;
  /** The LMS's name for this session. */
  readonly session: string;
  /** Its contextTemplate. */
  readonly template: Json;
  /** What it takes to pass, 0 to 1; null when the LMS does not say. */
  readonly mastery: number | null;
}

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/";
const CATEGORY = `${CMI5}context/categories/cmi5`;
const MOVE_ON = `${CMI5}context/categories/moveon`;
const MASTERY = `${CMI5}context/extensions/masteryscore`;
const SESSION = `${CMI5}context/extensions/sessionid`;
const PROGRESS = `${CMI5}result/extensions/progress`;
const QUESTION = "http://adlnet.gov/expapi/activities/cmi.interaction";

/** The LMS's name for a session, from its contextTemplate; "" where it gives none. */
export function sessionOf(template: Json): string {
  const session = object(template.extensions)[SESSION];
  return typeof session === "string" ? session : "";
}

/**
 * What a defined statement is about, besides its verb: `initialized` and `terminated` there are
 * once in a session, `completed` and `passed` once in a registration (cmi5 9.3), and a failure once
 * for each score.
 */
export function definedId(ground: Ground, verb: Verb, score: number | null): string {
  const once = verb === "initialized" || verb === "terminated";
  const part = once ? ground.session : verb === "failed" ? String(score) : "";
  return idOf([ground.registration, ground.activity, verb, part].join("\n"));
}

/** A statement that cmi5 defines. Times in milliseconds; `score` in per cent. */
export function defined(
  ground: Ground,
  verb: Verb,
  at: number,
  took: number,
  score: number | null = null,
): Statement {
  const judged = verb === "passed" || verb === "failed";
  const movesOn = judged || verb === "completed";
  const told = judged && tellable(ground, verb, score) ? score : null;
  const result = {
    ...(judged && { success: verb === "passed" }),
    ...(verb === "completed" && { completion: true }),
    ...(told !== null && { score: { scaled: told / 100, raw: told, min: 0, max: 100 } }),
    ...(verb !== "initialized" && { duration: duration(took) }),
  };
  // 9.6.3.2: with the mark that was asked for, when it was what decided.
  const mastery = told === null || ground.mastery === null ? {} : { [MASTERY]: ground.mastery };
  const categories = movesOn ? [CATEGORY, MOVE_ON] : [CATEGORY];
  return {
    ...frame(ground, verb, definedId(ground, verb, score), at, { id: ground.activity }),
    ...(verb !== "initialized" && { result }),
    context: context(ground, categories, [], mastery),
  };
}

/**
 * Whether a score may stand beside a verdict: one below the mark never beside "passed", one that
 * reaches it never beside "failed" (cmi5 9.3.4 and 9.3.5), as when a section was failed.
 */
function tellable(ground: Ground, verb: Verb, score: number | null): boolean {
  if (score === null || ground.mastery === null) return score !== null;
  return score / 100 >= ground.mastery === (verb === "passed");
}

/** How much of the course is done, in per cent. */
export function progressed(ground: Ground, at: number, progress: number): Statement {
  const { registration, activity, session } = ground;
  const id = idOf([registration, activity, "progressed", session, progress].join("\n"));
  return {
    ...frame(ground, "progressed", id, at, { id: activity }),
    result: { extensions: { [PROGRESS]: progress } },
    context: context(ground, [], []),
  };
}

/** An answer to a question. */
export function answered(ground: Ground, telling: Telling, at: number): Statement {
  const { interaction } = telling;
  const { id, result, latency } = interaction;
  const response = responseOf(interaction);
  const right = result === "correct";
  return {
    ...frame(ground, "answered", telling.key, at, {
      id: `${publisher(ground)}/q/${encodeURIComponent(id)}`,
      definition: { type: QUESTION, interactionType: interaction.type, ...patternsOf(interaction) },
    }),
    result: {
      ...(response !== "" && { response }),
      ...(result !== "neutral" && { success: right, score: { scaled: right ? 1 : 0 } }),
      duration: duration(latency * 1000),
    },
    context: context(ground, [], [ground.activity]),
  };
}

function frame(ground: Ground, verb: string, id: string, at: number, about: Json): Statement {
  return {
    id,
    actor: ground.actor,
    verb: { id: VERBS + verb, display: { en: verb } },
    object: { objectType: "Activity", ...about },
    timestamp: new Date(at).toISOString(),
  };
}

function context(
  ground: Ground,
  categories: readonly string[],
  parents: readonly string[],
  extensions: Json = {},
): Json {
  const activities = object(ground.template.contextActivities);
  const with_ = (name: string, ids: readonly string[]): Json =>
    ids.length > 0 ? { [name]: joined(listed(activities[name]), ids) } : {};
  return {
    ...ground.template,
    registration: ground.registration,
    contextActivities: {
      ...activities,
      ...with_("category", categories),
      ...with_("parent", parents),
    },
    extensions: { ...extensions, ...object(ground.template.extensions) },
  };
}

function joined(there: readonly unknown[], ids: readonly string[]): unknown[] {
  const known = new Set(there.map((activity) => object(activity).id));
  return [...there, ...ids.filter((id) => !known.has(id)).map((id) => ({ id }))];
}

/** The id that the course's publisher gave it (cmi5 9.6.2.3); the LMS's own where there is none. */
function publisher(ground: Ground): string {
  const [first] = listed(object(ground.template.contextActivities).grouping);
  const { id } = object(first);
  return typeof id === "string" && id !== "" ? id : ground.activity;
}

/** A response as the interaction's type writes it (xAPI 1.0.3, Data, Appendix C); "" for none. */
function responseOf({ type, response }: Interaction): string {
  switch (type) {
    case "true-false":
      return truth(response[0] ?? "");
    case "numeric":
      // What is no number, as the measure of nothing, is no response.
      return Number.isFinite(Number(response[0] || "none")) ? response[0]! : "";
    case "fill-in":
      return plain(response[0] ?? "");
    case "matching":
    case "performance":
      return response.map(pair).join("[,]");
    default:
      return response.join("[,]");
  }
}

/** What is right, and the list of what there is to choose from, as far as it is known here. */
function patternsOf(interaction: Interaction): Json {
  const { type, response, correct } = interaction;
  const patterns = correct.map((each) => patternOf(type, each));
  return {
    ...(patterns.length > 0 && { correctResponsesPattern: patterns }),
    ...components(type, [response, ...correct].flat()),
  };
}

function patternOf(type: Interaction["type"], parts: readonly string[]): string {
  switch (type) {
    case "true-false":
      return truth(parts[0] ?? "");
    case "numeric":
      return parts.join("[:]");
    case "fill-in":
      return plain(parts[0] ?? "");
    case "matching":
      return parts.map(pair).join("[,]");
    case "performance":
      // A number is the least that is right.
      return parts.map((part) => pair(part) + (/\.\d+$/.test(part) ? "[:]" : "")).join("[,]");
    default:
      return parts.join("[,]");
  }
}

function components(type: Interaction["type"], parts: readonly string[]): Json {
  const ids = (names: readonly string[]): Json[] =>
    [...new Set(names)].sort().map((id) => ({ id }));
  const firsts = parts.map((part) => part.split(".", 1)[0]!);
  switch (type) {
    case "choice":
    case "sequencing":
      return { choices: ids(parts) };
    case "likert":
      return { scale: ids(parts) };
    case "matching":
      return { source: ids(firsts), target: ids(parts.map((part) => part.replace(/^.*?\./, ""))) };
    case "performance":
      return { steps: ids(firsts) };
    default:
      return {};
  }
}

function truth(letter: string): string {
  return letter === "t" || letter === "true" ? "true" : letter === "" ? "" : "false";
}

/** `1.b` as `1[.]b`: only the first dot parts the two, a value may have another. */
function pair(part: string): string {
  return part.replace(".", "[.]");
}

/** A text in which nothing is taken for one of the separators. */
function plain(text: string): string {
  return text.replace(/\[([,.:])\]/g, "[ $1 ]");
}

/** ISO 8601, in hundredths of a second. */
export function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / 10);
  const hundredths = Number.isFinite(whole) ? Math.max(0, whole) : 0;
  const seconds = Math.floor(hundredths / 100);
  const rest = (hundredths % 6000) / 100;
  return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${rest}S`;
}

/** A value as an object; an empty one for anything else. */
export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/** One thing or a list of them, as a list: contextActivities may have either. */
function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
