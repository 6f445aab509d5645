/**
 * What may be said of an interaction in SCORM 2004 (RTE 4.2.9): a response and a pattern for each
 * type, and how many patterns there may be.
 */

import {
  first,
  localized,
  matching,
  real,
  shortIdentifier,
  string,
  type Type,
  unfit,
} from "./types2004";

/** The rule of one type of interaction. */
interface Rule {
  readonly response: Type;
  readonly pattern: Type;
  /** How many patterns; what the standard has an LMS take at least, where it names no most. */
  readonly patterns: number;
  /** Whether two patterns that mean the same may not stand beside each other. */
  readonly unique?: (pattern: string) => string;
}

const COMMA = "[,]";
const POINT = "[.]";
const COLON = "[:]";

/** From one to `most` items between the divider, each of a type. */
function list(item: Type, most: number, distinct = false): Type {
  return (value) => {
    const items = value.split(COMMA);
    if (items.length > most) return unfit;
    if (distinct && new Set(items).size < items.length) return unfit;
    return first(items.map(item));
  };
}

const pair: Type = (value) => {
  const parts = value.split(POINT);
  return parts.length === 2 ? first(parts.map(shortIdentifier)) : unfit;
};

/** A step: a name and an answer, of which one may be left out. */
function step(answer: Type): Type {
  return (value) => {
    const [name = "", said = "", ...more] = value.split(POINT);
    if (more.length || !value.includes(POINT) || !(name || said)) return unfit;
    return first([name ? shortIdentifier(name) : 0, said ? answer(said) : 0]);
  };
}

/** Lowest and highest, either of which may be left open. */
const range: Type = (value) => {
  const bounds = value.split(COLON);
  if (bounds.length !== 2) return unfit;
  const code = first(bounds.map((bound) => (bound === "" ? 0 : real()(bound))));
  const [low, high] = bounds;
  return code || (low && high && Number(low) > Number(high) ? unfit : 0);
};

const stepAnswer: Type = (value) => (value.includes(COLON) ? unfit : string(250)(value));
const stepPattern: Type = (value) => (value.includes(COLON) ? range(value) : string(250)(value));

/** A pattern behind words such as `{case_matters=false}`, each at most once, in any order. */
function prefixed(words: readonly string[], rest: Type): Type {
  return (value) => {
    let left = value;
    for (let open = [...words]; open.length; ) {
      const word = open.find((each) => left.startsWith(`{${each}=`));
      if (!word) break;
      const found = /^\{\w+=(true|false)\}/.exec(left);
      if (!found) return unfit;
      left = left.slice(found[0].length);
      open = open.filter((each) => each !== word);
    }
    return words.some((each) => left.startsWith(`{${each}=`)) ? unfit : rest(left);
  };
}

const asSet = (pattern: string) => pattern.split(COMMA).sort().join(COMMA);
const asText = (pattern: string) => pattern;
const truth = matching(/^(true|false)$/);
// A set may be empty; the other lists may not.
const choice: Type = (value) => (value === "" ? 0 : list(shortIdentifier, 36, true)(value));
const matches = list(pair, 36);
const sequence = list(shortIdentifier, 36);
const texts = list(localized(250), 10);

const RULES: Readonly<Record<string, Rule>> = {
  "true-false": { response: truth, pattern: truth, patterns: 1 },
  choice: { response: choice, pattern: choice, patterns: 10, unique: asSet },
  "fill-in": {
    response: texts,
    pattern: prefixed(["case_matters", "order_matters"], texts),
    patterns: 5,
  },
  "long-fill-in": {
    response: localized(4000),
    pattern: prefixed(["case_matters"], localized(4000)),
    patterns: 5,
  },
  matching: { response: matches, pattern: matches, patterns: 5, unique: asSet },
  performance: {
    response: list(step(stepAnswer), 125),
    pattern: prefixed(["order_matters"], list(step(stepPattern), 125)),
    patterns: 5,
  },
  sequencing: { response: sequence, pattern: sequence, patterns: 5, unique: asText },
  likert: { response: shortIdentifier, pattern: shortIdentifier, patterns: 1 },
  numeric: { response: real(), pattern: range, patterns: 1 },
  other: { response: string(4000), pattern: string(4000), patterns: 1 },
};

/** The types of interactions. */
export const KINDS: readonly string[] = Object.keys(RULES);

/** The code of a response of this type. */
export function response(value: string, kind: string): number {
  return RULES[kind]!.response(value);
}

/** The code of a pattern of this type. */
export function pattern(value: string, kind: string): number {
  return RULES[kind]!.pattern(value);
}

/** 351 for a pattern too many, or one that says what another says already. */
export function crowded(kind: string, index: number, value: string, others: string[]): number {
  const { patterns, unique } = RULES[kind]!;
  if (index >= patterns) return 351;
  return unique && others.map(unique).includes(unique(value)) ? 351 : 0;
}

/** The code of what an interaction came to: a word, or a number. */
export const result: Type = (value) =>
  ["correct", "incorrect", "unanticipated", "neutral"].includes(value) ? 0 : real()(value);

