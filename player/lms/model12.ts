/**
 * The SCORM 1.2 data model as a table: every element, who may read or write it, what fits in it.
 *
 * By the standard's own word (RTE 1.2, 3.4); where hosts are laxer, this is not.
 */

import type { Element, Model } from "./strict";

type Fits = (value: string, kind: string) => boolean;

/** Whether a value has this form. */
export const matching = (pattern: RegExp) => (value: string) => pattern.test(value);
const oneOf = (...words: string[]) => (value: string) => words.includes(value);
/** Whether a value is at most so long. */
export const string = (longest: number) => (value: string) => value.length <= longest;
const number = (low: number, high: number) => (value: string) =>
  /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= low && Number(value) <= high;
const integer = (low: number, high: number) => (value: string) =>
  /^-?\d+$/.test(value) && Number(value) >= low && Number(value) <= high;

const identifier = matching(/^[!-~]{1,255}$/);
const score = (value: string) => value === "" || number(0, 100)(value);
const time = matching(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
const timespan = matching(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
const none = () => false;
/** All that can be wrong with a value is one code in this edition. */
const typed = (fits: Fits) => (value: string, kind: string) => (fits(value, kind) ? 0 : 405);

const FEEDBACK: Readonly<Record<string, Fits>> = {
  "true-false": matching(/^[01tf]$/),
  choice: matching(/^(\{[a-z0-9](,[a-z0-9])*\}|[a-z0-9](,[a-z0-9])*)$/),
  "fill-in": string(255),
  matching: matching(/^\{?[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*\}?$/),
  performance: string(255),
  sequencing: matching(/^[a-z0-9](,[a-z0-9])*$/),
  likert: matching(/^[a-z0-9]$/),
  numeric: number(-1e15, 1e15),
};
const feedback = (value: string, kind: string) =>
  value.length <= 255 && (FEEDBACK[kind] ?? string(255))(value, kind);

/** An element that is only read. */
export const readable = (initial = ""): Element => ({ access: "r", fault: typed(none), initial });
/** An element that is only written. */
export const writable = (fits: Fits): Element => ({ access: "w", fault: typed(fits), initial: "" });
/** An element that is read and written. */
export const both = (fits: Fits, initial = ""): Element => ({
  access: "rw",
  fault: typed(fits),
  initial,
});
const keyword = (initial: string): Element => ({ access: "keyword", fault: typed(none), initial });

const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];
const RESULT = ["correct", "wrong", "unanticipated", "neutral"];

/** Every element, with `n` and `m` for the indexes of arrays. */
export const MODEL: Model = {
  "cmi._version": keyword("3.4"),
  "cmi.core._children": keyword(
    "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time," +
      "lesson_mode,exit,session_time",
  ),
  "cmi.core.student_id": readable("learner"),
  "cmi.core.student_name": readable("Learner, Test"),
  "cmi.core.lesson_location": both(string(255)),
  "cmi.core.credit": readable("credit"),
  "cmi.core.lesson_status": both(oneOf(...STATUS), "not attempted"),
  "cmi.core.entry": readable("ab-initio"),
  "cmi.core.score._children": keyword("raw,min,max"),
  "cmi.core.score.raw": both(score),
  "cmi.core.score.min": both(score),
  "cmi.core.score.max": both(score),
  "cmi.core.total_time": readable("0000:00:00"),
  "cmi.core.lesson_mode": readable("normal"),
  "cmi.core.exit": writable(oneOf("time-out", "suspend", "logout", "")),
  "cmi.core.session_time": writable(timespan),
  "cmi.suspend_data": both(string(4096)),
  "cmi.launch_data": readable(),
  "cmi.comments": both(string(4096)),
  "cmi.comments_from_lms": readable(),
  "cmi.objectives._children": keyword("id,score,status"),
  "cmi.objectives._count": keyword("0"),
  "cmi.objectives.n.id": both(identifier),
  "cmi.objectives.n.score._children": keyword("raw,min,max"),
  "cmi.objectives.n.score.raw": both(score),
  "cmi.objectives.n.score.min": both(score),
  "cmi.objectives.n.score.max": both(score),
  "cmi.objectives.n.status": both(oneOf(...STATUS, "not attempted")),
  "cmi.student_data._children": keyword("mastery_score,max_time_allowed,time_limit_action"),
  "cmi.student_data.mastery_score": readable(),
  "cmi.student_data.max_time_allowed": readable(),
  "cmi.student_data.time_limit_action": readable(),
  "cmi.student_preference._children": keyword("audio,language,speed,text"),
  "cmi.student_preference.audio": both(integer(-1, 100), "0"),
  "cmi.student_preference.language": both(string(255)),
  "cmi.student_preference.speed": both(integer(-100, 100), "0"),
  "cmi.student_preference.text": both(integer(-1, 1), "0"),
  "cmi.interactions._children": keyword(
    "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
  ),
  "cmi.interactions._count": keyword("0"),
  "cmi.interactions.n.id": writable(identifier),
  "cmi.interactions.n.objectives._count": keyword("0"),
  "cmi.interactions.n.objectives.m.id": writable(identifier),
  "cmi.interactions.n.time": writable(time),
  "cmi.interactions.n.type": writable(oneOf(...Object.keys(FEEDBACK))),
  "cmi.interactions.n.correct_responses._count": keyword("0"),
  "cmi.interactions.n.correct_responses.m.pattern": writable(feedback),
  "cmi.interactions.n.weighting": writable(number(-1e6, 1e6)),
  "cmi.interactions.n.student_response": writable(feedback),
  "cmi.interactions.n.result": writable(
    (value) => RESULT.includes(value) || number(-1e6, 1e6)(value),
  ),
  "cmi.interactions.n.latency": writable(timespan),
};

/** The words of the standard for its error codes. */
export const ERRORS: Readonly<Record<number, string>> = {
  0: "No error",
  101: "General exception",
  201: "Invalid argument error",
  202: "Element cannot have children",
  203: "Element not an array - cannot have count",
  301: "Not initialized",
  401: "Not implemented error",
  402: "Invalid set value, element is a keyword",
  403: "Element is read only",
  404: "Element is write only",
  405: "Incorrect data type",
};
