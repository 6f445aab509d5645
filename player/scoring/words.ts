/** Short texts, and which of them are the same. Pure. */

import type { ShortTextData } from "../course";

/**
 * A text as it is compared.
 *
 * When not `exact`, without what people leave out or type in another way: capitals, accents, the
 * vowel points of Arabic and Hebrew, curly quotes, long dashes, marks of direction, a final full
 * stop. Marks of other scripts stay: in Hindi or Thai they are the vowels.
 */
export function normalised(text: string, exact: boolean): string {
  if (exact) return spaced(text.normalize("NFC"));
  const plain = text
    .replace(/[\u2018-\u201b\u02bc\u2032\u00b4`]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(MARKS, "")
    // What a capital sigma becomes depends on where it stands, and on the program.
    .replace(/\u03c2/g, "\u03c3");
  return spaced(plain).replace(/ ?\.$/, "");
}

/** Marks over letters: Latin, Greek and Cyrillic; Hebrew; Arabic. */
const MARKS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;

const SPACES = /[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;

function spaced(text: string): string {
  return text.replace(SPACES, " ").replace(/^ | $/g, "");
}

/** Whether a text is one of the spellings. */
export function isOneOf(spellings: readonly string[], text: string, exact: boolean): boolean {
  const typed = normalised(text, exact);
  return typed !== "" && spellings.some((each) => normalised(each, exact) === typed);
}

/** Which list of spellings that the author has something to say to a text is in; -1 for none. */
export function knownAnswer(question: ShortTextData, text: string): number {
  return question.known.findIndex((spellings) => isOneOf(spellings, text, question.exact));
}
