/** Times as the editions of SCORM write them. */

const LONGEST = 9999 * 3600 + 59 * 60 + 59;
/** The last second that SCORM 2004 has a name for: 19 January 2038. */
const LAST = 0x7fffffff * 1000;

/**
 * CMITimespan (1.2) with four-digit hours and whole seconds, at least one, at most 9999:59:59.
 *
 * Four digits, because the Learning Hub drops the first one. Whole seconds, because Moodle reads
 * "1.5" as 1.05. Never zero, because the Learning Hub takes a final status only with a time above
 * zero.
 */
export function timespan(milliseconds: number): string {
  const [hours, minutes, seconds] = parts(milliseconds);
  return `${padded(hours, 4)}:${padded(minutes)}:${padded(seconds)}`;
}

/** timeinterval (2004), from one second to 9999 hours: every part is there, as all hosts take it. */
export function duration(milliseconds: number): string {
  const [hours, minutes, seconds] = parts(milliseconds);
  return `PT${hours}H${minutes}M${seconds}S`;
}

/** CMITime (1.2): the time of day by the learner's clock, of a moment in milliseconds since 1970. */
export function timeOfDay(at: number): string {
  const date = dated(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => padded(part)).join(":");
}

/**
 * time(second,10,0) (2004) in UTC. A zone is taken after a fraction only, and the fraction has two
 * digits: Moodle and scorm-again refuse `…:00Z`, Moodle `….000Z` as well.
 */
export function timestamp(at: number): string {
  return `${dated(at).toISOString().slice(0, 19)}.00Z`;
}

/** A date that can be written, whatever the clock says. */
function dated(at: number): Date {
  return new Date(Math.min(LAST, Math.max(0, at || 0)));
}

function parts(milliseconds: number): [number, number, number] {
  const whole = Math.floor(milliseconds / 1000);
  const seconds = Math.min(LONGEST, Math.max(1, Number.isFinite(whole) ? whole : 1));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
}

function padded(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}
