/**
 * The data types of SCORM 2004 (RTE 4.1.1.7): each a function from a value to its error code, 0
 * when it fits. Where the standard says what an LMS must take at least, this takes no more.
 */

/** The rule of a type. */
export type Type = (value: string) => number;

const MISMATCH = 406;
const OUT_OF_RANGE = 407;

const fits = (test: (value: string) => boolean): Type => (value) => (test(value) ? 0 : MISMATCH);

/** A value of this form. */
export const matching = (pattern: RegExp): Type => fits((value) => pattern.test(value));

/** One of a vocabulary. */
export const oneOf = (...words: string[]): Type => fits((value) => words.includes(value));

/** A text of at most so many characters. */
export const string = (longest: number): Type => fits((value) => value.length <= longest);

/** real(10,7): ten digits, seven of them after the point; no exponent. */
const REAL = /^-?\d{1,10}(\.\d{1,7})?$/;

/** A number, within bounds where there are any. */
export function real(low = -Infinity, high = Infinity): Type {
  return (value) => {
    if (!REAL.test(value)) return MISMATCH;
    return Number(value) >= low && Number(value) <= high ? 0 : OUT_OF_RANGE;
  };
}

/** timeinterval(second,10,2): at least one part, and hundredths of a second at the finest. */
export const timeinterval = matching(
  /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/,
);

const DATE = /^(19[7-9]\d|20[0-2]\d|203[0-8])(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;
/** A zone may stand only after a fraction of a second. */
const CLOCK = /^([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?$/;

/** time(second,10,0): a date from 1970 to 2038, and a time of day. */
export const time: Type = fits((value) => {
  const [day = "", clock, more] = value.split("T");
  const found = DATE.exec(day);
  if (!found || more !== undefined) return false;
  const [, year, month, date] = found.map(Number);
  if (found[3] && date! > new Date(Date.UTC(year!, month!, 0)).getUTCDate()) return false;
  return clock === undefined || (found[3] !== undefined && CLOCK.test(clock));
});

/** A URI of up to 4,000 characters; a URN has all of its parts. */
export const longIdentifier = matching(
  /^(?=.{1,4000}$)(?:(?!urn:)[\w\-.~:/?#[\]@!$&'()*+,;=%]+|urn:[A-Za-z\d][A-Za-z\d-]{0,31}:[\w\-.~:/?#[\]@!$&'()*+,;=%]+)$/i,
);

/** Like a URI, up to 250 characters. Without brackets, since those divide responses. */
export const shortIdentifier = matching(/^[\w\-.~:/?#@!$&'()*+,;=%]{1,250}$/);

const TAG = "([A-Za-z]{2,3}|[ix])(-[A-Za-z\\d]{2,8})*";
const LANG = new RegExp(`^\\{lang=${TAG}\\}`);

/** A tag of a language, or nothing. */
export const language: Type = fits(
  (value) => value.length <= 250 && (value === "" || new RegExp(`^${TAG}$`).test(value)),
);

/** A text of at most so many characters, behind `{lang=…}` or not. */
export function localized(longest: number): Type {
  return fits((value) => {
    const rest = value.replace(LANG, "");
    return rest.length <= longest && !rest.startsWith("{lang=");
  });
}

/** The first code that is not 0. */
export function first(codes: Iterable<number>): number {
  for (const code of codes) if (code) return code;
  return 0;
}

/** The code where a value does not fit at all. */
export const unfit = MISMATCH;
