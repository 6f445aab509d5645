/**
 * What an LMS is told of an answer, in the words that all editions share. Pure.
 *
 * Options, items and places go by one character each, fixed in the source: SCORM 1.2 takes no more,
 * and a report stays readable when the words change. `build --interaction-key` lists what each of
 * them stands for (`scorm_builder/interaction_key.py` gives the same).
 */

import type { Answer, HotspotData, QuestionData } from "./course";
import { hits, inPixels, measured, regionAt } from "./score";
import { agreement } from "./scoring/overlap";
import type { Interaction } from "./tracking/tracking";

/** What is told of a mark that lies on none of the listed places. */
export const OUTSIDE = "0";

/** The parts of an interaction that follow from the question and the answer. */
export type Told = Pick<Interaction, "type" | "response" | "correct">;

/** What is told of an answer; null when nothing is. */
export function told(question: QuestionData, answer: Answer, finger: boolean): Told | null {
  const { selected, marks, text = "" } = answer;
  switch (question.kind) {
    case "choice":
    case "multiple_choice":
      return choice(question, selected);
    case "true_false":
      return { ...choice(question, selected), type: "true-false" };
    case "likert":
      return { type: "likert", response: letters(question, selected), correct: [] };
    case "hotspot":
      return marks.length > 0 ? places(question, marks, finger) : choice(question, selected);
    case "outline": {
      if (marks.length === 0) return choice(question, selected);
      const drawn = marks.map((mark) => inPixels(question, mark));
      const share = Math.round(100 * agreement(question, drawn));
      const full = Math.round(100 * question.full);
      return performance(`${question.measure}.${share}`, `${question.measure}.${full}`);
    }
    case "measure": {
      if (marks.length === 0) return choice(question, selected);
      const { value, tolerance } = question;
      return number(short(measured(question, marks)), value - tolerance, value + tolerance);
    }
    case "labelling":
    case "matching": {
      const pairs = (chosen: readonly number[]) =>
        chosen.flatMap((index, item) =>
          index < 0 ? [] : [`${question.digits.charAt(item)}.${question.letters.charAt(index)}`],
        );
      return { type: "matching", response: pairs(selected), correct: [pairs(question.correct)] };
    }
    case "ordering": {
      const right = letters(question, question.correct);
      return { type: "sequencing", response: letters(question, selected), correct: [right] };
    }
    case "numeric": {
      const factor = question.units[selected[0] ?? 0]?.[1] ?? 1;
      return number(short(Number(text) * factor), question.low, question.high);
    }
    case "short_text":
      return { type: "fill-in", response: [text], correct: question.accept.map((each) => [each]) };
    case "reflection":
      return text && question.record ? { type: "fill-in", response: [text], correct: [] } : null;
  }
}

interface Lettered {
  readonly letters: string;
}

function letters(question: Lettered, indexes: readonly number[]): string[] {
  return indexes.map((index) => question.letters.charAt(index));
}

function choice(
  question: Lettered & { readonly correct: readonly number[] },
  selected: readonly number[],
): Told {
  const correct = [letters(question, question.correct)];
  return { type: "choice", response: letters(question, selected), correct };
}

/** Marks as the listed places that they are on, each once. */
function places(question: HotspotData, marks: Answer["marks"], finger: boolean): Told {
  const targets = question.correct.filter((index) => question.regions[index]);
  const found = hits(question, marks, finger).map((target, index) => {
    const region = targets[target] ?? regionAt(question, inPixels(question, marks[index]!));
    return region < 0 ? OUTSIDE : question.letters.charAt(region);
  });
  const response = [...new Set(found)].sort();
  return { type: "choice", response, correct: [letters(question, question.correct)] };
}

function performance(response: string, correct: string): Told {
  return { type: "performance", response: [response], correct: [[correct]] };
}

function number(response: string, low: number, high: number): Told {
  return { type: "numeric", response: [response], correct: [[short(low), short(high)]] };
}

/** A number with at most six decimals, never with an exponent; "none" for what is no number. */
function short(value: number): string {
  if (!Number.isFinite(value)) return "none";
  const rounded = Math.floor(value * 1e6 + 0.5) / 1e6;
  return rounded.toFixed(6).replace(/\.?0+$/, "").replace(/^-0$/, "0");
}
