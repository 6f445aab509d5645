/**
 * What AICC's HTTP protocol (HACP) carries, as text: an answer of an LMS is read, what it is given
 * is written. Pure.
 *
 * Reading is lenient, because every LMS writes it in its own way: any case, any line ends, groups
 * in any order. Writing is strict: CRLF, because Moodle splits at nothing else, and the names as
 * the guidelines spell them, because a relay of the NHS looks for them letter by letter.
 */

import { timeOfDay, timespan } from "./timespan";
import type { Interaction, Status, Telling } from "./tracking";

const CRLF = "\r\n";
/** Longest answer that is read: above every limit, below what would slow the page. */
const LONGEST = 1 << 17;

/** An answer of an LMS. */
export interface Answer {
  /** Its error number; 0 when all is well. */
  readonly error: number;
  readonly text: string;
  /** A value by group and name, both in lower case and without brackets; "" for none. */
  value(group: string, name: string): string;
  /** The lines of a group as they are. */
  lines(group: string): readonly string[];
}

/** The answer in a text; null when it is none, as a page to log in on. */
export function answerIn(text: string): Answer | null {
  const whole = text.slice(0, LONGEST).replace(/^\uFEFF/, "");
  const [head = "", data = ""] = cut(whole);
  const error = /^[ \t]*error[ \t]*=[ \t]*(\d{1,9})/im.exec(head);
  if (!error) return null;
  const groups = grouped(decoded(data));
  const words = /^[ \t]*error_text[ \t]*=(.*)$/im.exec(head);
  const lines = (group: string): readonly string[] => groups.get(group) ?? [];
  return {
    error: Number(error[1]),
    text: (words?.[1] ?? "").trim(),
    lines,
    value(group, name) {
      for (const line of lines(group)) {
        const at = line.indexOf("=");
        if (at > 0 && line.slice(0, at).trim().toLowerCase() === name) {
          return line.slice(at + 1).trim();
        }
      }
      return "";
    },
  };
}

/** What stands before `aicc_data=`, and after it. */
function cut(text: string): [string, string] {
  const found = /^[ \t]*aicc_data[ \t]*=/im.exec(text);
  return found
    ? [text.slice(0, found.index), text.slice(found.index + found[0].length)]
    : [text, ""];
}

/** Some LMSs escape the data as in an address. */
function decoded(data: string): string {
  if (!/^\s*%5B/i.test(data)) return data;
  try {
    return decodeURIComponent(data.replace(/\+/g, " "));
  } catch {
    return data;
  }
}

function grouped(data: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of data.split(/\r\n|\n|\r/)) {
    const head = /^\s*\[\s*([^\]]*?)\s*\]\s*$/.exec(line);
    if (head) {
      lines = [];
      const name = head[1]!.toLowerCase();
      // Of a group that comes twice the first one counts, as in most LMSs.
      if (!groups.has(name)) groups.set(name, lines);
    } else lines.push(line);
  }
  return groups;
}

/** A status by its word, or by its first letter as AICC allows. */
export function statusOf(value: string): Status | null {
  const word = (value.split(",")[0] ?? "").trim().toLowerCase();
  const known: readonly Status[] = ["passed", "completed", "failed", "incomplete"];
  return known.find((status) => status === word || status.charAt(0) === word) ?? null;
}

/** How a launch began: the flag behind the status. */
export function entryOf(value: string): "resume" | "ab-initio" | "" {
  const flag = (value.split(",")[1] ?? "").trim().toLowerCase();
  if (flag.startsWith("r")) return "resume";
  return flag.startsWith("a") ? "ab-initio" : "";
}

/** The raw score of `raw,max,min`, 0 to 100; null for none. */
export function scoreOf(value: string): number | null {
  const raw = (value.split(",")[0] ?? "").trim();
  const score = /^\d{1,3}(\.\d*)?$/.test(raw) ? Math.floor(Number(raw)) : -1;
  return score >= 0 && score <= 100 ? score : null;
}

/**
 * Our own line in the lines of [Core_Lesson]. A comment of ours (`asComment`) comes back with its
 * semicolon, and the clients of e-LfH put a name before it.
 */
export function stateIn(lines: readonly string[]): string {
  const line = lines.map((each) => each.trim()).find((each) => each !== "") ?? "";
  return line.replace(/^;+\s*/, "").replace(/^suspend_data\s*=\s*/i, "");
}

/** What a save tells. */
export interface Told {
  readonly location: string;
  readonly status: Status;
  readonly score: number | null;
  /** Whether the highest and the lowest score are told as well. */
  readonly bounds: boolean;
  /** Milliseconds of this session. */
  readonly time: number;
  /** null to leave the one that the LMS holds. */
  readonly state: string | null;
  /**
   * Whether the state is in the first line as well, as a comment. Moodle 3.11 takes for
   * [Core_Lesson] what stands before the first group (its loop counts on PHP 5); to all others a
   * line that begins with a semicolon says nothing.
   */
  readonly asComment: boolean;
}

/** `aicc_data` of a PutParam. */
export function paramOf(told: Told): string {
  const score = told.score === null ? "" : `${told.score}${told.bounds ? ",100,0" : ""}`;
  const lines = [
    "[Core]",
    `Lesson_Location=${told.location}`,
    // "suspend" to the last, also when finished, as in SCORM: a learner who looks again is given
    // the same attempt, and lowers no record.
    `Lesson_Status=${told.status}, suspend`,
    `Score=${score}`,
    `Time=${clock(told.time)}`,
  ];
  if (told.state !== null) {
    lines.push("[Core_Lesson]", told.state);
    if (told.asComment) lines.unshift(`;${told.state}`);
  }
  return lines.join(CRLF) + CRLF;
}

/** HH:MM:SS, at least one second; as many digits for the hours as it takes, up to four. */
function clock(milliseconds: number): string {
  return timespan(milliseconds).replace(/^00?/, "");
}

const COLUMNS =
  "course_id,student_id,lesson_id,date,time,interaction_id,objective_id,type_interaction," +
  "correct_response,student_response,result,weighting,latency";
/** Characters of a response that are told: the tightest column that is known. */
const RESPONSE = 255;

/** `aicc_data` of a PutInteractions: a table, its first row the names of the columns. */
export function interactionsOf(
  tellings: readonly Telling[],
  course: string,
  student: string,
  lesson: string,
): string {
  const rows = tellings.map(({ at, interaction }) => {
    const { id, type, response, correct, result, weight, latency } = interaction;
    return [
      course,
      student,
      lesson,
      day(at),
      timeOfDay(at),
      id,
      "",
      type.charAt(0).toUpperCase(),
      type === "numeric" ? middle(correct[0] ?? []) : (correct[0] ?? []).join(),
      response.join(),
      result.charAt(0).toUpperCase(),
      String(weight),
      clock(latency * 1000),
    ];
  });
  return [COLUMNS.split(","), ...rows].map(row).join(CRLF) + CRLF;
}

/** YYYY/MM/DD by the learner's clock, as the time is. */
function day(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("/");
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => `"${plain(cell)}"`).join();
}

/** A cell in one line without the quotes that would end it. */
function plain(text: string): string {
  const line = text.replace(/[\s\x00-\x1f\x7f]+/g, " ").replace(/"/g, "'");
  return line.trim().slice(0, RESPONSE);
}

/** Of a range that is right, the number in its middle: the table has no ranges. */
function middle(range: Interaction["response"]): string {
  if (range.length === 0) return "";
  const sum = range.reduce((all, each) => all + Number(each), 0);
  return (sum / range.length).toFixed(6).replace(/\.?0+$/, "");
}
