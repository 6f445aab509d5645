/**
 * The SCORM 2004 data model as a table: every element, who may read or write it, what fits in it
 * (RTE 4.2; SN for `adl.nav`). The editions differ in how much state they keep, and in `jump` and
 * the data stores of the 4th.
 */

import { KINDS, pattern, response, result } from "./responses2004";
import type { Element, Model } from "./strict";
import {
  language,
  localized,
  longIdentifier,
  matching,
  oneOf,
  real,
  string,
  time,
  timeinterval,
  type Type,
} from "./types2004";

const none: Type = () => 0;
const readable = (initial: string | null = null): Element => ({
  access: "r",
  fault: none,
  initial,
});
const writable = (fault: Element["fault"]): Element => ({ access: "w", fault, initial: null });
const both = (fault: Element["fault"], initial: string | null = null): Element => ({
  access: "rw",
  fault,
  initial,
});
const keyword = (initial: string): Element => ({ access: "keyword", fault: none, initial });

const completion = oneOf("completed", "incomplete", "not attempted", "unknown");
const success = oneOf("passed", "failed", "unknown");
const share = real(0, 1);
const scaled = real(-1, 1);

/** A score's elements, below `owner`. */
function score(owner: string): Model {
  return {
    [`${owner}._children`]: keyword("scaled,raw,min,max"),
    [`${owner}.scaled`]: both(scaled),
    [`${owner}.raw`]: both(real()),
    [`${owner}.min`]: both(real()),
    [`${owner}.max`]: both(real()),
  };
}

const CORE: Model = {
  "cmi._version": keyword("1.0"),
  "cmi._children": keyword(
    "_version,comments_from_learner,comments_from_lms,completion_status,completion_threshold," +
      "credit,entry,exit,interactions,launch_data,learner_id,learner_name,learner_preference," +
      "location,max_time_allowed,mode,objectives,progress_measure,scaled_passing_score,score," +
      "session_time,success_status,suspend_data,time_limit_action,total_time",
  ),
  "cmi.completion_status": both(completion, "unknown"),
  "cmi.completion_threshold": readable(),
  "cmi.credit": readable("credit"),
  "cmi.entry": readable("ab-initio"),
  "cmi.exit": writable(oneOf("time-out", "suspend", "logout", "normal", "")),
  "cmi.launch_data": readable(),
  "cmi.learner_id": readable("learner"),
  "cmi.learner_name": readable("Learner, Test"),
  "cmi.learner_preference._children": keyword(
    "audio_level,language,delivery_speed,audio_captioning",
  ),
  "cmi.learner_preference.audio_level": both(real(0), "1"),
  "cmi.learner_preference.language": both(language, ""),
  "cmi.learner_preference.delivery_speed": both(real(0), "1"),
  "cmi.learner_preference.audio_captioning": both(oneOf("-1", "0", "1"), "0"),
  "cmi.location": both(string(1000)),
  "cmi.max_time_allowed": readable(),
  "cmi.mode": readable("normal"),
  "cmi.progress_measure": both(share),
  "cmi.scaled_passing_score": readable(),
  ...score("cmi.score"),
  "cmi.session_time": writable(timeinterval),
  "cmi.success_status": both(success, "unknown"),
  "cmi.time_limit_action": readable("continue,no message"),
  "cmi.total_time": readable("PT0H0M0S"),
};

const COMMENTS: Model = {
  "cmi.comments_from_learner._children": keyword("comment,location,timestamp"),
  "cmi.comments_from_learner._count": keyword("0"),
  "cmi.comments_from_learner.n.comment": both(localized(4000)),
  "cmi.comments_from_learner.n.location": both(string(250)),
  "cmi.comments_from_learner.n.timestamp": both(time),
  "cmi.comments_from_lms._children": keyword("comment,location,timestamp"),
  "cmi.comments_from_lms._count": keyword("0"),
  "cmi.comments_from_lms.n.comment": readable(),
  "cmi.comments_from_lms.n.location": readable(),
  "cmi.comments_from_lms.n.timestamp": readable(),
};

const OBJECTIVES: Model = {
  "cmi.objectives._children": keyword(
    "id,score,success_status,completion_status,progress_measure,description",
  ),
  "cmi.objectives._count": keyword("0"),
  "cmi.objectives.n.id": both(longIdentifier),
  ...score("cmi.objectives.n.score"),
  "cmi.objectives.n.success_status": both(success, "unknown"),
  "cmi.objectives.n.completion_status": both(completion, "unknown"),
  "cmi.objectives.n.progress_measure": both(share),
  "cmi.objectives.n.description": both(localized(250)),
};

const INTERACTIONS: Model = {
  "cmi.interactions._children": keyword(
    "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency," +
      "description",
  ),
  "cmi.interactions._count": keyword("0"),
  "cmi.interactions.n.id": both(longIdentifier),
  "cmi.interactions.n.type": both(oneOf(...KINDS)),
  "cmi.interactions.n.objectives._count": keyword("0"),
  "cmi.interactions.n.objectives.m.id": both(longIdentifier),
  "cmi.interactions.n.timestamp": both(time),
  "cmi.interactions.n.correct_responses._count": keyword("0"),
  "cmi.interactions.n.correct_responses.m.pattern": both(pattern),
  "cmi.interactions.n.weighting": both(real()),
  "cmi.interactions.n.learner_response": both(response),
  "cmi.interactions.n.result": both(result),
  "cmi.interactions.n.latency": both(timeinterval),
  "cmi.interactions.n.description": both(localized(250)),
};

const REQUESTS = "continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_";

/** What one edition (2, 3 or 4) adds: its state, its navigation, its data stores. */
function since(year: number): Model {
  const to = year >= 4 ? "choice|jump" : "choice";
  return {
    "cmi.suspend_data": both(string(year === 2 ? 4000 : 64_000)),
    "adl.nav.request": both(
      matching(new RegExp(`^(${REQUESTS}|\\{target=[^{}\\s]{1,4000}\\}(${to}))$`)),
      "_none_",
    ),
    "adl.nav.request_valid.continue": readable("unknown"),
    "adl.nav.request_valid.previous": readable("unknown"),
    "adl.nav.request_valid.choice.{target=}": readable("unknown"),
    ...(year < 4
      ? {}
      : {
          "adl.nav.request_valid.jump.{target=}": readable("unknown"),
          // No manifest of ours declares a store: the array is there, and empty.
          "adl.data._children": keyword("id,store"),
          "adl.data._count": keyword("0"),
          "adl.data.n.id": readable(),
          "adl.data.n.store": both(string(64_000)),
        }),
  };
}

/** The table of an edition of SCORM 2004: the 2nd, 3rd or 4th. */
export function model2004(year: number): Model {
  return { ...CORE, ...COMMENTS, ...OBJECTIVES, ...INTERACTIONS, ...since(year) };
}

/** The words of the standard for its error codes. */
export const ERRORS: Readonly<Record<number, string>> = {
  0: "No Error",
  101: "General Exception",
  102: "General Initialization Failure",
  103: "Already Initialized",
  104: "Content Instance Terminated",
  111: "General Termination Failure",
  112: "Termination Before Initialization",
  113: "Termination After Termination",
  122: "Retrieve Data Before Initialization",
  123: "Retrieve Data After Termination",
  132: "Store Data Before Initialization",
  133: "Store Data After Termination",
  142: "Commit Before Initialization",
  143: "Commit After Termination",
  201: "General Argument Error",
  301: "General Get Failure",
  351: "General Set Failure",
  391: "General Commit Failure",
  401: "Undefined Data Model Element",
  402: "Unimplemented Data Model Element",
  403: "Data Model Element Value Not Initialized",
  404: "Data Model Element Is Read Only",
  405: "Data Model Element Is Write Only",
  406: "Data Model Element Type Mismatch",
  407: "Data Model Element Value Out Of Range",
  408: "Data Model Dependency Not Established",
};
