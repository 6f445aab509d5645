/**
 * The data that the builder writes into the pages, as types.
 *
 * `render/data.py` is the other half of this contract: what it writes is checked against these
 * types by a golden test. The launch page carries one `CourseData` (`<script
 * type="application/json" id="course-data">`), each page body one `PageData` (`<script
 * type="application/json" class="page-data">` inside its `<article>`).
 */

/** The four kinds of question. The same words as the fences an author writes. */
export type QuestionKind = "choice" | "multiple_choice" | "true_false" | "hotspot";

/** When a page counts as done: its end reached, or that and every question on it answered. */
export type CompletionRule = "viewed" | "questions";

/** How answers are addressed in the kept state: by short keys of their ids, or by position. */
export type Addressing = "keyed" | "dense";

/** What the player must know of a question before its page is loaded. */
export interface QuestionEntry {
  readonly id: string;
  /** 10-bit key of the id and the shape of its answers; unique within the page. */
  readonly key: number;
  readonly kind: QuestionKind;
  /** choice kinds: number of options; hotspot: the most marks a learner may set (1 to 7). */
  readonly size: number;
  /** Counts towards the score of the course. */
  readonly scored: boolean;
  /** Points it is worth in the score; at least 1. */
  readonly weight: number;
}

/** A page as the contents list and the attempt know it. */
export interface PageEntry {
  readonly id: string;
  /** 16-bit key of the id; unique within the course. */
  readonly key: number;
  /** Path of the classic script that registers the page's body, relative to the launch page. */
  readonly script: string;
  /** The original's language, on a page that is not translated. */
  readonly language?: string;
  readonly questions: readonly QuestionEntry[];
}

/** A page beside those of the course, as its glossary: no part of the attempt. */
export interface ExtraEntry {
  /** Its name, `_glossary`: no page's id begins so. */
  readonly id: string;
  readonly title: string;
  /** Path of the script that registers its body. */
  readonly script: string;
}

/** A language that the course is in. */
export interface LanguageEntry {
  /** BCP 47. */
  readonly tag: string;
  /** What the language calls itself. */
  readonly name: string;
  /** How the names of its reading pages end. */
  readonly ending: string;
  /** Path of the script that brings it; "" for the original, which the launch page holds. */
  readonly script: string;
}

/** Everything the player knows of the course at launch. */
export interface CourseData {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** How the names of its reading pages end: `.html`, or `.cy.html` for a translation. */
  readonly ending: string;
  /** Eight hex digits over the pages, questions and answer shapes, in order. */
  readonly fingerprint: string;
  readonly addressing: Addressing;
  readonly completion: CompletionRule;
  /** Per cent, 0 to 100; null when the course reports no score. */
  readonly passMark: number | null;
  /** How often the scored questions may be taken as a whole; at least 1. The best one counts. */
  readonly attempts: number;
  readonly pages: readonly PageEntry[];
  /** Words of the interface in the course's language. */
  readonly strings: Readonly<Record<string, string>>;
  readonly extras: readonly ExtraEntry[];
  /** The search's script, and the extra pages that are searched; null in a short course. */
  readonly search: { readonly script: string; readonly extras: readonly string[] } | null;
  /** All languages, the original first: none in a course of one, nor in a translation's data. */
  readonly languages: readonly LanguageEntry[];
}

/** A region of a picture, flattened to polygons in pixels of the source picture. */
export interface Region {
  readonly id: string;
  /** Its outlines; what lies inside two of them is a hole (even-odd). */
  readonly polygons: ReadonlyArray<ReadonlyArray<readonly [number, number]>>;
  /** True for an open line, judged by distance alone. */
  readonly open: boolean;
}

interface QuestionBase {
  readonly id: string;
  /** Tries before the answer is given away; 1 to 3. */
  readonly tries: number;
}

/** choice, multiple_choice and true_false: which options are right (0-based, author's order). */
export interface ChoiceData extends QuestionBase {
  readonly kind: "choice" | "multiple_choice" | "true_false";
  readonly correct: readonly number[];
  /** One character per option, fixed in the source: what the LMS is told. */
  readonly letters: string;
}

export interface HotspotData extends QuestionBase {
  readonly kind: "hotspot";
  /** Width and height of the picture in pixels. */
  readonly size: readonly [number, number];
  readonly targets: readonly Region[];
  /** Pixels of the source picture around a target that still count. */
  readonly tolerance: number;
  /** The list route: 0-based indexes of the right entries. */
  readonly correct: readonly number[];
  readonly letters: string;
  /** Named regions, to say in words where a mark lies. Entry i of the list is regions[i]; null
   * for an entry without a place ("No abnormality"). */
  readonly regions: ReadonlyArray<Region | null>;
}

export type QuestionData = ChoiceData | HotspotData;

/** What a page body brings with it. */
export interface PageData {
  readonly id: string;
  readonly questions: readonly QuestionData[];
}

/** A learner's answer to one question. */
export interface Answer {
  /** Chosen options, or the chosen entry of a hotspot's list; 0-based, ascending. */
  readonly selected: readonly number[];
  /** Marks on a hotspot's picture, in thousandths of its width and height: integers 0 to 1000. */
  readonly marks: ReadonlyArray<readonly [number, number]>;
}
