/**
 * The last calls to a runtime, for the page of diagnosis: what was called, what came of it, how
 * long it took. Nothing about the learner: of most values there is the length alone.
 */

/** Calls that are kept. */
const KEPT = 200;
/** Characters of a value that may be shown. */
const SHOWN = 60;

export interface Logged {
  /** Milliseconds since the log began. */
  readonly at: number;
  /** The call with its arguments, as it is to be read. */
  readonly call: string;
  /** What it gave, as it is to be read. */
  readonly result: string;
  /** The runtime's error code, or an HTTP status; "" for none. */
  readonly error: string;
  /** Milliseconds it took. */
  readonly took: number;
}

/** Values that say nothing about the learner. All others are shown by their length. */
const HARMLESS =
  /(_version|_children|_count|status|mode|credit|entry|exit|score\.\w+|mastery_score|scaled_passing_score|completion_threshold|progress_measure|session_time|total_time|\.type|\.result|\.weighting|\.latency)$/;

/** A value as the log may show it: whole if nothing about the learner can be in it. */
export function shown(element: string, value: unknown): string {
  const text = String(value);
  if (text === "" || /^(true|false|undefined|null)$/.test(text)) return text || '""';
  return HARMLESS.test(element) && text.length <= SHOWN ? text : `(${text.length} characters)`;
}

export class CallLog {
  private readonly kept: Logged[] = [];
  private readonly began: number;

  constructor(private readonly now: () => number) {
    this.began = now();
  }

  /** Note a call that was begun at `begun` by the clock and has just ended. */
  note(call: string, result: string, error: string, begun: number): void {
    const entry = { at: begun - this.began, call, result, error, took: this.now() - begun };
    this.kept.push({ ...entry, at: Math.round(entry.at), took: Math.round(entry.took) });
    if (this.kept.length > KEPT) this.kept.shift();
  }

  /** The calls, oldest first. */
  all(): readonly Logged[] {
    return this.kept;
  }
}
