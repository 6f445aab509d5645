/** Numbers as people type them. Pure. */

import type { NumericData } from "../course";

/** The longest number that is kept, in characters. */
export const LONGEST = 15;

/** Sign, whole part (none before `.5`), decimals. */
const NUMBER = new RegExp(
  "^([-+]?) ?([0-9]+|[0-9]{1,3}(?:[ \\u00a0\\u2009\\u202f'\\u2019][0-9]{3})+|(?=\\.[0-9]))" +
    "(?:\\.([0-9]*))?$",
);

/** A comma before three digits: decimals, or thousands. */
const TWO_WAYS = /^[-+]? ?[1-9][0-9]{0,2},[0-9]{3}$/;

/**
 * A number in its plain form, at most 15 characters of `0-9.-`; null when it is none.
 *
 * Point or comma before the decimals, spaces or apostrophes between groups of three, any minus,
 * Arabic digits. `1,200` means one thing in Britain and another in most of Europe: it is refused,
 * not guessed at, and so is `1,200,000`. Any other comma is the decimal one. Decimals that do not
 * fit are cut off.
 */
export function readNumber(text: string): string | null {
  const typed = text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/^[\t\n\r \u00a0\u200e\u200f]+|[\t\n\r \u00a0\u200e\u200f]+$/g, "");
  if (TWO_WAYS.test(typed)) return null;
  const plain = typed.replace(/[,\u066b]/g, ".");
  const parts = NUMBER.exec(plain);
  if (!parts) return null;
  const whole = parts[2]!.replace(/[^0-9]/g, "").replace(/^0+(?=[0-9])/, "") || "0";
  const sign = parts[1] === "-" ? "-" : "";
  const room = Math.max(0, LONGEST - sign.length - whole.length - 1);
  const decimals = (parts[3] ?? "").slice(0, room).replace(/0+$/, "");
  const found = decimals ? `${whole}.${decimals}` : whole;
  if (found === "0") return found;
  return sign.length + whole.length > LONGEST ? null : sign + found;
}

/** Whether an answer is within the limits. `unit` is an index into the question's units. */
export function within(question: NumericData, text: string, unit: number): boolean {
  const factor = question.units.length ? question.units[unit]?.[1] : 1;
  if (factor === undefined || readNumber(text) !== text) return false;
  const value = Number(text) * factor;
  // 12.4 mm are 1.2400000000000002 cm: a limit gives way by a billionth of itself.
  const { low, high } = question;
  return value >= low - Math.abs(low) * 1e-9 && value <= high + Math.abs(high) * 1e-9;
}
