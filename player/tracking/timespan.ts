/** Times as SCORM 1.2 writes them. */

const LONGEST = 9999 * 3600 + 59 * 60 + 59;

/**
 * CMITimespan with four-digit hours and whole seconds, at least one, at most 9999:59:59.
 *
 * Four digits, because the Learning Hub drops the first one. Whole seconds, because Moodle reads
 * "1.5" as 1.05. Never zero, because the Learning Hub takes a final status only with a time above
 * zero.
 */
export function timespan(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  const seconds = Math.min(LONGEST, Math.max(1, Number.isFinite(whole) ? whole : 1));
  const hours = Math.floor(seconds / 3600);
  return `${padded(hours, 4)}:${padded(Math.floor(seconds / 60) % 60, 2)}:${padded(seconds % 60, 2)}`;
}

/** CMITime: the time of day by the learner's clock. */
export function timeOfDay(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => padded(part, 2))
    .join(":");
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
