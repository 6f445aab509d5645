/**
 * Points for an answer, 0 to 100. Pure.
 *
 * A mark on a picture is judged in pixels of the source picture, so the same place counts the same
 * at any size it is shown; only a finger is allowed more than a mouse.
 * `scorm_builder/scoring` is the same in Python, and tests hold the two to the same points.
 */

import type { Answer, HotspotData, QuestionData } from "./course";
import { inOrder, inPlace, percent, rightMinusWrong } from "./scoring/choices";
import { closeness, measured } from "./scoring/measures";
import { within } from "./scoring/numbers";
import { agreement } from "./scoring/overlap";
import { hits, inPixels } from "./scoring/places";
import { isOneOf } from "./scoring/words";

export { hits, inPixels, regionAt, touches } from "./scoring/places";
export { measured } from "./scoring/measures";
export { readNumber } from "./scoring/numbers";
export { knownAnswer } from "./scoring/words";

/** The points of an answer. `finger`: marks were set with one. */
export function points(question: QuestionData, answer: Answer, finger: boolean): number {
  const earned = inPart(question, answer, finger);
  return earned < 100 && isWhole(question, answer) ? 0 : earned;
}

/** Points for what is right of an answer. */
function inPart(question: QuestionData, answer: Answer, finger: boolean): number {
  const { selected, marks, text = "" } = answer;
  switch (question.kind) {
    case "choice":
    case "true_false":
    case "multiple_choice":
      return rightMinusWrong(question.correct, selected);
    case "hotspot":
      return marks.length ? marked(question, answer, finger) : listed(question, selected);
    case "outline": {
      if (!marks.length) return listed(question, selected);
      const drawn = marks.map((mark) => inPixels(question, mark));
      const { none, full } = question;
      return percent(agreement(question, drawn) - none, full - none);
    }
    case "measure":
      return marks.length
        ? closeness(question, measured(question, marks))
        : listed(question, selected);
    case "matching":
    case "labelling":
      return inPlace(question.correct, selected);
    case "ordering":
      return inOrder(question.correct, selected);
    case "numeric":
      return within(question, text, selected[0] ?? 0) ? 100 : 0;
    case "short_text":
      return isOneOf(question.accept, text, question.exact) ? 100 : 0;
    case "likert":
    case "reflection":
      return 100;
  }
}

/** Whether an answer is right as a whole or not at all. */
function isWhole(question: QuestionData, { marks }: Answer): boolean {
  switch (question.kind) {
    case "choice":
    case "true_false":
      return true;
    case "outline":
    case "measure":
      return question.whole || !marks.length;
    default:
      return question.whole === true;
  }
}

/** From the list under a picture, nothing chosen is nothing said. */
function listed(question: { correct: readonly number[] }, selected: readonly number[]): number {
  return selected.length ? rightMinusWrong(question.correct, selected) : 0;
}

function marked(question: HotspotData, { marks }: Answer, finger: boolean): number {
  const wanted = question.targets.length;
  const hit = hits(question, marks, finger).filter((target) => target >= 0).length;
  // Without targets ("No abnormality" is right) any mark is wrong.
  return wanted ? percent(hit - question.cost * (marks.length - hit), wanted) : 0;
}

/** Whether an answer settles its question: right, the last try, or an option that gives up. */
export function settles(
  question: QuestionData,
  points: number,
  tries: number,
  answer?: Answer,
): boolean {
  const givesUp = ("givesUp" in question && question.givesUp) || [];
  const gaveUp = answer?.selected.some((index) => givesUp.includes(index)) ?? false;
  return points === 100 || tries >= question.tries || gaveUp;
}
