/**
 * The data that the builder writes into the pages, as types.
 *
 * `render/data.py` is the other half of this contract: what it writes of every kind of question is
 * checked against these types by a test. The launch page carries one `CourseData` (`<script
 * type="application/json" id="course-data">`), each page body one `PageData` (`<script
 * type="application/json" class="page-data">` inside its `<article>`).
 */

/** The kinds of question. The same words as the fences an author writes. */
export type QuestionKind =
  | "choice"
  | "multiple_choice"
  | "true_false"
  | "likert"
  | "hotspot"
  | "outline"
  | "measure"
  | "labelling"
  | "matching"
  | "ordering"
  | "numeric"
  | "short_text"
  | "reflection";

/**
 * What shape an answer has, and so how it is kept:
 *
 *     one      `selected` is one index below `size`
 *     set      `selected` are indexes below `size`, ascending
 *     order    `selected` is a permutation of the indexes below `size`
 *     map      `selected` has `size` entries, each an index below `choices`, or -1 for none
 *     marks    `marks` are 1 to `size` points, or `selected` are indexes below `choices`, ascending
 *     number   `text` is a decimal number, and `selected` one index below `choices`: its unit
 *     text     `text` is a line of at most 60 bytes in UTF-8
 *     nothing  there is nothing to keep but that there was an answer
 */
export type Form = "one" | "set" | "order" | "map" | "marks" | "number" | "text" | "nothing";

/**
 * What a page needs to be done, besides that its end was reached: every question on it answered,
 * the findings of its figures shown.
 */
export type Need = "questions" | "findings";

/** How answers are addressed in the kept state: by short keys of their ids, or by position. */
export type Addressing = "keyed" | "dense";

/** What the player must know of a question before its page is loaded. */
export interface QuestionEntry {
  readonly id: string;
  /** 10-bit key of the id and the shape of its answers; unique within the page. */
  readonly key: number;
  readonly kind: QuestionKind;
  readonly form: Form;
  /** See `Form`: options, items, places, or the most marks. */
  readonly size: number;
  /** See `Form`; 0 where it means nothing. */
  readonly choices: number;
  /** Counts towards the score of the course. */
  readonly scored: boolean;
  /** Points it is worth in the score; at least 1. */
  readonly weight: number;
  /** On a page that draws: which stratum it is of; "" for none. */
  readonly group?: string;
  /** On a page that draws: questions of the same case are drawn together. */
  readonly unit?: number;
}

/** So many units of a group; of all groups where it is "". */
export interface Draw {
  readonly group: string;
  readonly n: number;
}

/** A page as the contents list and the attempt know it. */
export interface PageEntry {
  readonly id: string;
  /** 16-bit key of the id; unique within the course. */
  readonly key: number;
  /** Path of the classic script that registers the page's body, relative to the launch page. */
  readonly script: string;
  /** Scripts that its questions and its pictures need, by their path. */
  readonly parts?: readonly string[];
  /** The original's language, on a page that is not translated. */
  readonly language?: string;
  readonly questions: readonly QuestionEntry[];
  /** What it needs to be done. */
  readonly needs: readonly Need[];
  /** Ids and 10-bit keys of the figures whose findings are to be shown. */
  readonly figures?: ReadonlyArray<readonly [id: string, key: number]>;
  /** It need not be done. */
  readonly optional?: boolean;
  /** How many of its questions are asked; all where it is missing. */
  readonly draw?: readonly Draw[];
}

/** A section that has a pass mark of its own. */
export interface SectionEntry {
  readonly title: string;
  /** Per cent. */
  readonly passMark: number;
  /** Ids of its pages. */
  readonly pages: readonly string[];
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

/**
 * How a host is to be spoken to. These rules only ever tighten what works everywhere: a package for
 * one host works on all others too.
 */
export interface HostRules {
  /** `generic`, or the host's name as given to `build --host`. */
  readonly name: string;
  /** Whether answers are told one by one, where the host takes them. */
  readonly interactions: boolean;
  /** Whether the lowest and the highest score are told, where the host takes them. */
  readonly bounds: boolean;
  /** What is told of a learner who passed, in standards that have one word for both. */
  readonly completeAs: "passed" | "completed";
  /** Seconds that the opening of a page may wait for something else to be saved with. */
  readonly patience: number;
}

/** The copy of an attempt on the learner's device. */
export interface CopyRules {
  /** Whether there is one. */
  readonly on: boolean;
  /** Whether short texts that a learner wrote may be in it. */
  readonly text: boolean;
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
  /** Pages that must be done, optional ones among them; null for all that are not optional. */
  readonly minimum: number | null;
  /** Whether passing is enough, whatever pages are done. */
  readonly passCompletes: boolean;
  /** Per cent, 0 to 100; null when the course reports no score. */
  readonly passMark: number | null;
  /** Sections with a pass mark of their own. */
  readonly sections: readonly SectionEntry[];
  /** How often the scored questions may be taken as a whole; at least 1. The best one counts. */
  readonly attempts: number;
  /** Which of the scored questions are asked again: those that were not right, or all. */
  readonly retake: "wrong" | "all";
  /** Whether how sure a learner was counts in the score. */
  readonly certaintyMarking: boolean;
  /** Whether questions that were missed are offered for practice. */
  readonly practice: boolean;
  /** What stands on the certificate; null when there is none. */
  readonly certificate: { readonly title: string; readonly organisation: string } | null;
  /** Script of the results, certificate and practice. */
  readonly results: string;
  readonly pages: readonly PageEntry[];
  /** Words of the interface in the course's language. */
  readonly strings: Readonly<Record<string, string>>;
  readonly extras: readonly ExtraEntry[];
  /** The search's script, and the extra pages that are searched; null in a short course. */
  readonly search: { readonly script: string; readonly extras: readonly string[] } | null;
  /** All languages, the original first: none in a course of one, nor in a translation's data. */
  readonly languages: readonly LanguageEntry[];
  readonly host: HostRules;
  readonly copy: CopyRules;
  /** A small file of the package and the text that is in it: whether the LMS is still there. */
  readonly probe: { readonly path: string; readonly text: string };
  /** The script of the page of diagnosis, and the version of the builder that wrote this. */
  readonly diagnosis: { readonly script: string; readonly builder: string };
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
  /** Whether the learner is asked how sure they are. */
  readonly confidence?: boolean;
  /** All right or nothing: no points for a part. */
  readonly whole?: boolean;
}

/** Options of which some are right (0-based, in the author's order). */
interface Listed extends QuestionBase {
  readonly correct: readonly number[];
  /** One character per option, fixed in the source: what the LMS is told. */
  readonly letters: string;
}

export interface ChoiceData extends Listed {
  readonly kind: "choice" | "multiple_choice" | "true_false";
  /** Shown in another order to each learner, save the pinned ones. */
  readonly shuffle?: boolean;
  readonly pinned?: readonly number[];
  /** Options such as "I do not know": they settle the question at once. */
  readonly givesUp?: readonly number[];
}

/** A scale of agreement: no answer is right. */
export interface LikertData extends QuestionBase {
  readonly kind: "likert";
  readonly letters: string;
}

/** What is answered on a picture, or from the list of options under it. */
interface Pictured extends Listed {
  /** Width and height of the picture in pixels. */
  readonly size: readonly [number, number];
}

export interface HotspotData extends Pictured {
  readonly kind: "hotspot";
  readonly targets: readonly Region[];
  /** Pixels of the source picture around a target that still count. */
  readonly tolerance: number;
  /** Targets that each mark beside them costs. */
  readonly cost: number;
  /** Named regions, to say in words where a mark lies. Entry i of the list is regions[i]; null
   * for an entry without a place ("No abnormality"). */
  readonly regions: ReadonlyArray<Region | null>;
}

/** The learner draws round something; points by how far the two outlines agree. */
export interface OutlineData extends Pictured {
  readonly kind: "outline";
  readonly target: Region;
  /** iou: overlap over union (Jaccard). dice: twice the overlap over the sum (Dice 1945). */
  readonly measure: "iou" | "dice";
  /** Agreement, 0 to 1, that gives no points, and that which gives all; between them it rises. */
  readonly none: number;
  readonly full: number;
}

/** The learner sets marks, and what lies between them is measured. */
export interface MeasureData extends Pictured {
  readonly kind: "measure";
  /**
   * length: between 2 marks. angle: of 3, the vertex second. lines: between the line through marks
   * 1 and 2 and that through 3 and 4, 0 to 90 degrees.
   */
  readonly measure: "length" | "angle" | "lines";
  /** Millimetres of one pixel, across and down; null for an angle on square pixels. */
  readonly spacing: readonly [number, number] | null;
  /** Millimetres, or degrees. */
  readonly value: number;
  readonly tolerance: number;
  /** Where the author measured, in pixels of the picture: shown with the answer. */
  readonly points: ReadonlyArray<readonly [number, number]>;
}

/** To each place or item (`digits`) one of the choices (`letters`). */
export interface MapData extends Listed {
  readonly kind: "matching" | "labelling";
  /** One character per place or item. */
  readonly digits: string;
}

/** Items to be put into the author's order. */
export interface OrderData extends Listed {
  readonly kind: "ordering";
}

export interface NumericData extends QuestionBase {
  readonly kind: "numeric";
  /** What is right, both ends included, in the first unit. */
  readonly low: number;
  readonly high: number;
  /** The names of the units that may be chosen, and how many of the first unit each is. */
  readonly units: ReadonlyArray<readonly [name: string, factor: number]>;
}

export interface ShortTextData extends QuestionBase {
  readonly kind: "short_text";
  /** Spellings that are right, as the author wrote them. */
  readonly accept: readonly string[];
  /** Whether capitals and accents matter. */
  readonly exact: boolean;
  /** Spellings that the author has something to say to. */
  readonly known: ReadonlyArray<readonly string[]>;
}

export interface ReflectionData extends QuestionBase {
  readonly kind: "reflection";
  /** Whether what is written is told to the LMS. */
  readonly record: boolean;
}

export type QuestionData =
  | ChoiceData
  | LikertData
  | HotspotData
  | OutlineData
  | MeasureData
  | MapData
  | OrderData
  | NumericData
  | ShortTextData
  | ReflectionData;

/** What a page body brings with it. */
export interface PageData {
  readonly id: string;
  readonly questions: readonly QuestionData[];
}

/** A learner's answer to one question; `Form` says what it holds. */
export interface Answer {
  readonly selected: readonly number[];
  /** Points on a picture, in thousandths of its width and height: integers 0 to 1000. */
  readonly marks: ReadonlyArray<readonly [number, number]>;
  /** "" where it is missing. */
  readonly text?: string;
}
