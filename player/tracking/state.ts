/**
 * The text in which a runtime keeps an attempt.
 *
 * Player half of a pair; `scorm_builder/model/state.py` is the other, and its docstring holds the
 * table of bits. Keys and fingerprint come with the course data: they are worked out there alone.
 * One line of `[A-Za-z0-9._-]`: `1.<fingerprint>.<payload>.<crc>`.
 */

import type { Attempt, Given, Visited } from "../attempt";
import type { Answer, CourseData, PageEntry, QuestionEntry } from "../course";
import { type Bits, fromText, type Writer, writer } from "./bits";
import { STATUSES } from "./tracking";

const TEXT = /^(1\.([0-9a-f]{8})\.([A-Za-z0-9_-]*))\.([A-Za-z0-9_-]{4})$/;
const KEYED_PAGE_BITS = 16 + 1 + 6;

/** The text of an attempt. */
export function encode(course: CourseData, attempt: Attempt): string {
  const keyed = course.addressing === "keyed";
  const out = writer();
  out.bit(!keyed);
  out.put(Math.min(attempt.sequence, 0xffffff), 24);
  out.put(Math.min(attempt.go, 15), 4);
  out.bit(attempt.recorded);
  out.put(STATUSES.indexOf(attempt.outcome), 2);
  out.bit(attempt.best !== null);
  out.put(attempt.best ?? 0, 7);
  out.put(bookmark(course, attempt.bookmark, keyed), 16);
  if (keyed) putKeyed(out, course, attempt);
  else putDense(out, course, attempt);
  const text = `1.${course.fingerprint}.${out.text()}`;
  return `${text}.${crc(text)}`;
}

/**
 * The attempt that a text holds, as far as it applies to this course; null when it is no whole
 * state text. Never throws, whatever the text.
 */
export function decode(course: CourseData, text: string): Attempt | null {
  const match = TEXT.exec(text);
  if (!match || crc(match[1] ?? "") !== match[4]) return null;
  const bits = fromText(match[3] ?? "");
  const attempt = read(course, bits, match[2] === course.fingerprint);
  return bits.short() ? null : attempt;
}

function read(course: CourseData, bits: Bits, same: boolean): Attempt {
  const keyed = !bits.bit();
  const sequence = bits.take(24);
  const go = Math.max(1, bits.take(4));
  const recorded = bits.bit();
  const outcome = STATUSES[bits.take(2)] ?? "incomplete";
  const hasBest = bits.bit();
  const value = bits.take(7);
  const best = hasBest && value <= 100 ? value : null;
  const place = bits.take(16);
  const head = { sequence, go, outcome, best };
  // Positions mean nothing in another course; what was reached in it still counts.
  if (!keyed && !same) return { ...head, recorded: false, bookmark: "", pages: new Map() };
  const marked = course.pages.find((page) => bookmark(course, page.id, keyed) === place);
  const pages = keyed ? readKeyed(course, bits) : readDense(course, bits);
  return { ...head, recorded, bookmark: marked?.id ?? "", pages };
}

/** Where the bookmark is: a page's key, or its position from 1; 0 for nowhere. */
function bookmark(course: CourseData, id: string, keyed: boolean): number {
  const index = course.pages.findIndex((page) => page.id === id);
  return keyed ? (course.pages[index]?.key ?? 0) : index + 1;
}

function putKeyed(out: Writer, course: CourseData, attempt: Attempt): void {
  for (const page of course.pages) {
    const seen = attempt.pages.get(page.id);
    if (!seen) continue;
    const touched = page.questions.filter((question) => seen.given.has(question.id));
    out.put(page.key, 16);
    out.bit(seen.ended);
    out.put(touched.length, 6);
    for (const question of touched) {
      const record = writer();
      putRecord(record, question, seen.given.get(question.id) as Given);
      out.put(question.key, 10);
      out.put(record.length(), 8);
      out.append(record);
    }
  }
}

function putDense(out: Writer, course: CourseData, attempt: Attempt): void {
  for (const page of course.pages) {
    const seen = attempt.pages.get(page.id);
    out.bit(seen !== undefined);
    if (!seen) continue;
    out.bit(seen.ended);
    for (const question of page.questions) {
      const answer = seen.given.get(question.id);
      out.bit(answer !== undefined);
      if (answer) putRecord(out, question, answer);
    }
  }
}

function putRecord(out: Writer, question: QuestionEntry, given: Given): void {
  out.bit(given.done);
  out.put(Math.min(given.tries, 3), 2);
  out.put(given.points, 7);
  putAnswer(out, question, given.answer);
}

function putAnswer(out: Writer, question: QuestionEntry, { selected, marks }: Answer): void {
  if (question.kind === "hotspot") {
    out.put(marks.length, 3);
    for (const [x, y] of marks) {
      out.put(x, 10);
      out.put(y, 10);
    }
    if (marks.length > 0) return;
    out.put(selected.length, 3);
    for (const index of selected) out.put(index, 5);
  } else if (question.kind === "multiple_choice") {
    for (let index = 0; index < question.size; index++) out.bit(selected.includes(index));
  } else {
    out.put(selected[0] ?? 0, indexWidth(question.size));
  }
}

function readKeyed(course: CourseData, bits: Bits): Map<string, Visited> {
  const byKey = new Map(course.pages.map((page) => [page.key, page]));
  const pages = new Map<string, Visited>();
  while (bits.left() >= KEYED_PAGE_BITS) {
    const page = byKey.get(bits.take(16));
    const ended = bits.bit();
    const given = readTouched(page, bits);
    if (page) pages.set(page.id, { ended, given });
  }
  return pages;
}

/** The answers of one keyed page. Those whose question is gone, or no longer fits, are skipped. */
function readTouched(page: PageEntry | undefined, bits: Bits): Map<string, Given> {
  const given = new Map<string, Given>();
  for (let left = bits.take(6); left > 0 && !bits.short(); left--) {
    const key = bits.take(10);
    const record = bits.part(bits.take(8));
    const question = page?.questions.find((entry) => entry.key === key);
    const found = question ? readRecord(question, record) : null;
    if (question && found && !record.short() && record.left() === 0) given.set(question.id, found);
  }
  return given;
}

function readDense(course: CourseData, bits: Bits): Map<string, Visited> {
  const pages = new Map<string, Visited>();
  for (const page of course.pages) {
    if (!bits.bit()) continue;
    const ended = bits.bit();
    const given = new Map<string, Given>();
    for (const question of page.questions) {
      const found = bits.bit() ? readRecord(question, bits) : null;
      if (found) given.set(question.id, found);
    }
    pages.set(page.id, { ended, given });
  }
  return pages;
}

function readRecord(question: QuestionEntry, bits: Bits): Given | null {
  const done = bits.bit();
  const tries = bits.take(2);
  const points = bits.take(7);
  const answer = readAnswer(question, bits);
  return points > 100 || !answer ? null : { answer, points, tries, done };
}

function readAnswer(question: QuestionEntry, bits: Bits): Answer | null {
  if (question.kind === "hotspot") return readHotspot(question, bits);
  const selected: number[] = [];
  if (question.kind === "multiple_choice") {
    for (let index = 0; index < question.size; index++) if (bits.bit()) selected.push(index);
  } else {
    selected.push(bits.take(indexWidth(question.size)));
  }
  return selected.every((index) => index < question.size) ? { selected, marks: [] } : null;
}

function readHotspot(question: QuestionEntry, bits: Bits): Answer | null {
  const marks: Array<[number, number]> = [];
  for (let left = bits.take(3); left > 0; left--) marks.push([bits.take(10), bits.take(10)]);
  if (marks.length > 0) {
    const onPicture = marks.every(([x, y]) => x <= 1000 && y <= 1000);
    return marks.length <= question.size && onPicture ? { selected: [], marks } : null;
  }
  const selected: number[] = [];
  for (let left = bits.take(3); left > 0; left--) selected.push(bits.take(5));
  const rising = selected.every((index, i) => i === 0 || index > (selected[i - 1] ?? index));
  return selected.length <= question.size && rising ? { selected, marks: [] } : null;
}

/** Bits that tell `size` options apart: ceil(log2(size)), at least 1. */
function indexWidth(size: number): number {
  return Math.max(1, 32 - Math.clz32(size - 1));
}

/** CRC-24 (RFC 4880 6.1) of an ASCII text, as 4 base64url characters. */
function crc(text: string): string {
  let sum = 0xb704ce;
  for (let i = 0; i < text.length; i++) {
    sum ^= text.charCodeAt(i) << 16;
    for (let bit = 0; bit < 8; bit++) {
      sum <<= 1;
      if (sum & 0x1000000) sum ^= 0x1864cfb;
    }
  }
  const out = writer();
  out.put(sum, 24);
  return out.text();
}
