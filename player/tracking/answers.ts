/**
 * An answer as bits, and what answers there can be.
 *
 * Player half of a pair with `scorm_builder/model/answer.py`, for each `Form` of answer.
 */

import type { Given } from "../attempt";
import type { Answer, QuestionEntry } from "../course";
import { LONGEST } from "../scoring/numbers";
import type { Bits, Writer } from "./bits";

/** Characters of a number, by the four bits that stand for each. */
const DIGITS = "0123456789.-";
/** Bytes of a text in UTF-8, at most. */
export const MAX_TEXT = 60;

/** Whether an answer has the form its question takes, so that it can be kept. */
export function fits({ form, size, choices }: QuestionEntry, answer: Answer): boolean {
  const { selected, marks, text = "" } = answer;
  const only = (what: "selected" | "marks"): boolean =>
    (what === "marks" ? selected : marks).length === 0;
  const within = (end: number, from = 0): boolean =>
    selected.every((index) => Number.isInteger(index) && index >= from && index < end);
  const rising = selected.every((index, i) => i === 0 || index > (selected[i - 1] ?? index));
  if (form !== "text" && form !== "number" && text !== "") return false;
  switch (form) {
    case "one":
      return only("selected") && selected.length === 1 && within(size);
    case "set":
      return only("selected") && rising && within(size);
    case "order":
      return only("selected") && selected.length === size && new Set(selected).size === size && within(size);
    case "map":
      return only("selected") && selected.length === size && within(choices, -1);
    case "marks":
      if (marks.length === 0) return rising && within(choices);
      return only("marks") && marks.length <= size && marks.every(onPicture);
    case "number":
      return (
        only("selected") &&
        selected.length === 1 &&
        within(choices) &&
        text.length <= LONGEST &&
        /^[0-9.-]+$/.test(text)
      );
    case "text":
      return only("selected") && selected.length === 0 && text !== "" && bytes(text).length <= MAX_TEXT;
    case "nothing":
      return only("selected") && selected.length === 0;
  }
}

function onPicture([x, y]: readonly [number, number]): boolean {
  return [x, y].every((value) => Number.isInteger(value) && value >= 0 && value <= 1000);
}

/** Write an answer with its marking. */
export function putRecord(out: Writer, question: QuestionEntry, given: Given): void {
  out.bit(given.done);
  out.put(Math.min(given.tries, 3), 2);
  out.put(given.points, 7);
  out.put(given.sure, 2);
  out.put(given.again, 2);
  putAnswer(out, question, given.answer);
}

function putAnswer(out: Writer, { form, size, choices }: QuestionEntry, answer: Answer): void {
  const { selected, marks, text = "" } = answer;
  const flags = (end: number): void => {
    for (let index = 0; index < end; index++) out.bit(selected.includes(index));
  };
  switch (form) {
    case "one":
      return out.put(selected[0] ?? 0, indexWidth(size));
    case "set":
      return flags(size);
    case "order":
      return selected.forEach((index) => out.put(index, indexWidth(size)));
    case "map":
      return selected.forEach((index) => out.put(index + 1, indexWidth(choices + 1)));
    case "marks":
      out.put(marks.length, 4);
      for (const mark of marks) for (const along of mark) out.put(along, 10);
      if (marks.length === 0) flags(choices);
      return;
    case "number":
      out.put(selected[0] ?? 0, indexWidth(choices));
      out.put(text.length, 4);
      for (const digit of text) out.put(DIGITS.indexOf(digit), 4);
      return;
    case "text": {
      const written = bytes(text);
      out.put(written.length, 6);
      for (const byte of written) out.put(byte, 8);
      return;
    }
    case "nothing":
      return;
  }
}

/** The record, or null when it is none that this question can have. */
export function readRecord(question: QuestionEntry, bits: Bits): Given | null {
  const done = bits.bit();
  const tries = bits.take(2);
  const points = bits.take(7);
  const sure = bits.take(2);
  const again = bits.take(2);
  const answer = readAnswer(question, bits);
  if (points > 100 || !answer || bits.short() || !fits(question, answer)) return null;
  return { answer, points, tries, done, sure, again };
}

function readAnswer({ form, size, choices }: QuestionEntry, bits: Bits): Answer | null {
  const selected: number[] = [];
  const flags = (end: number): void => {
    for (let index = 0; index < end; index++) if (bits.bit()) selected.push(index);
  };
  const marks: Array<[number, number]> = [];
  switch (form) {
    case "one":
      selected.push(bits.take(indexWidth(size)));
      break;
    case "set":
      flags(size);
      break;
    case "order":
      for (let index = 0; index < size; index++) selected.push(bits.take(indexWidth(size)));
      break;
    case "map":
      for (let index = 0; index < size; index++) selected.push(bits.take(indexWidth(choices + 1)) - 1);
      break;
    case "marks":
      for (let left = bits.take(4); left > 0; left--) marks.push([bits.take(10), bits.take(10)]);
      if (marks.length === 0) flags(choices);
      break;
    case "number": {
      selected.push(bits.take(indexWidth(choices)));
      let text = "";
      for (let left = bits.take(4); left > 0; left--) text += DIGITS.charAt(bits.take(4)) || "?";
      return { selected, marks, text };
    }
    case "text": {
      const written: number[] = [];
      for (let left = bits.take(6); left > 0; left--) written.push(bits.take(8));
      try {
        const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
        return { selected, marks, text: text.decode(new Uint8Array(written)) };
      } catch {
        return null; // no text at all
      }
    }
    case "nothing":
      break;
  }
  return { selected, marks };
}

/** A text in UTF-8. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bits that tell `size` things apart: ceil(log2(size)), at least 1. */
function indexWidth(size: number): number {
  return Math.max(1, 32 - Math.clz32(size - 1));
}
