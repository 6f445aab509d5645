/**
 * The text in which a runtime keeps an attempt.
 *
 * Player half of a pair; `scorm_builder/model/state.py` is the other, and its docstring holds the
 * table of bits. Keys and fingerprint come with the course data: they are worked out there alone.
 * One line of `[A-Za-z0-9._-]`: `2.<fingerprint>.<payload>.<crc>`.
 */

import type { Attempt, Given, Visited } from "../attempt";
import type { CourseData, PageEntry } from "../course";
import { putRecord, readRecord } from "./answers";
import { type Bits, fromText, type Writer, writer } from "./bits";
import { STATUSES } from "./tracking";

const TEXT = /^(2\.([0-9a-f]{8})\.([A-Za-z0-9_-]*))\.([A-Za-z0-9_-]{4})$/;
const KEYED_PAGE_BITS = 16 + 1 + 4 + 6;

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
  out.bit(attempt.qualified);
  out.put(attempt.seed, 16);
  out.put(bookmark(course, attempt.bookmark, keyed), 16);
  if (keyed) putKeyed(out, course, attempt);
  else putDense(out, course, attempt);
  const text = `2.${course.fingerprint}.${out.text()}`;
  return `${text}.${crc(text)}`;
}

/** What stands for a text that a learner wrote where it may not be kept. */
export const LEFT_OUT = "\u2026";

/** The attempt without the texts that the learner wrote: each is `LEFT_OUT`. */
export function withoutTexts(course: CourseData, attempt: Attempt): Attempt {
  const pages = new Map(attempt.pages);
  for (const page of course.pages) {
    const seen = attempt.pages.get(page.id);
    if (!seen) continue;
    const given = new Map(seen.given);
    for (const { id, form } of page.questions) {
      const found = form === "text" ? given.get(id) : undefined;
      if (found) given.set(id, { ...found, answer: { ...found.answer, text: LEFT_OUT } });
    }
    pages.set(page.id, { ...seen, given });
  }
  return { ...attempt, pages };
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
  const qualified = bits.bit();
  const seed = bits.take(16);
  const place = bits.take(16);
  const head = { sequence, go, outcome, best, qualified, seed };
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
    const shown = (page.figures ?? []).filter(([id]) => seen.shown.has(id));
    out.put(shown.length, 4);
    for (const [, key] of shown) out.put(key, 10);
    out.put(touched.length, 6);
    for (const question of touched) {
      const record = writer();
      putRecord(record, question, seen.given.get(question.id) as Given);
      out.put(question.key, 10);
      out.put(record.length(), 9);
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
    for (const [id] of page.figures ?? []) out.bit(seen.shown.has(id));
    for (const question of page.questions) {
      const answer = seen.given.get(question.id);
      out.bit(answer !== undefined);
      if (answer) putRecord(out, question, answer);
    }
  }
}

function readKeyed(course: CourseData, bits: Bits): Map<string, Visited> {
  const byKey = new Map(course.pages.map((page) => [page.key, page]));
  const pages = new Map<string, Visited>();
  while (bits.left() >= KEYED_PAGE_BITS) {
    const page = byKey.get(bits.take(16));
    const ended = bits.bit();
    const keys = new Set<number>();
    for (let left = bits.take(4); left > 0; left--) keys.add(bits.take(10));
    const given = readTouched(page, bits);
    const shown = new Set<string>();
    for (const [id, key] of page?.figures ?? []) if (keys.has(key)) shown.add(id);
    if (page) pages.set(page.id, { ended, given, shown });
  }
  return pages;
}

/** The answers of one keyed page. Those whose question is gone, or no longer fits, are skipped. */
function readTouched(page: PageEntry | undefined, bits: Bits): Map<string, Given> {
  const given = new Map<string, Given>();
  for (let left = bits.take(6); left > 0 && !bits.short(); left--) {
    const key = bits.take(10);
    const record = bits.part(bits.take(9));
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
    const shown = new Set<string>();
    for (const [id] of page.figures ?? []) if (bits.bit()) shown.add(id);
    const given = new Map<string, Given>();
    for (const question of page.questions) {
      const found = bits.bit() ? readRecord(question, bits) : null;
      if (found) given.set(question.id, found);
    }
    pages.set(page.id, { ended, given, shown });
  }
  return pages;
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
