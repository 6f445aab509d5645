/**
 * What is written to a SCORM runtime in one session: only what changed (on ESR each value is a
 * request), and nothing that the runtime refused.
 */

import type { Calls, Verdict } from "./calls";
import type { Edition, Pairs } from "./edition";
import { STATE } from "./edition";

/** The runtime said that no session is running; `over`: and that there will be none. */
export class Gone extends Error {
  constructor(readonly over: boolean) {
    super();
  }
}

export class Writer {
  /** Elements this runtime does not take. */
  readonly dropped = new Set<string>();
  /** Something was written, or a commit failed, since the last commit that worked. */
  uncommitted = false;
  /** The runtime has answered a commit with "true". */
  private affirms = false;
  /** Values the runtime has taken. */
  private readonly sent = new Map<string, string>();

  constructor(
    readonly calls: Calls,
    private readonly edition: Edition,
  ) {}

  /** A value as a host gives it, tolerantly: none, an error and the words for nothing are "". */
  read(element: string): string {
    const value = (this.calls.get(element) ?? "").trim();
    return value === "undefined" || value === "null" ? "" : value;
  }

  /** What was written into an element, if it stands. */
  written(element: string): string | undefined {
    return this.sent.get(element);
  }

  /** Whatever the runtime holds now, the whole of it goes out again: the same twice does no harm. */
  forget(): void {
    this.sent.clear();
  }

  /** Write what is news. False when the runtime should hold it and does not. */
  put(pairs: Pairs): boolean {
    let whole = true;
    for (const [element, value] of pairs) {
      if (this.dropped.has(element) || this.sent.get(element) === value) continue;
      const verdict = this.set(element, value);
      if (verdict === "done") continue;
      if (verdict === "failed" || this.edition.vital.test(element)) whole = false;
      else this.dropped.add(element);
    }
    return whole;
  }

  /** Write elements that a host may well not have; the first failure is the last of them all. */
  offer(pairs: Pairs): void {
    for (const pair of pairs) {
      if (this.put([pair]) && !this.dropped.has(pair[0])) continue;
      for (const [element] of pairs) this.dropped.add(element);
    }
  }

  /** Write a value, whether it is news or not. */
  set(element: string, value: string): "done" | "refused" | "failed" {
    let verdict = running(this.calls.set(element, value));
    // A write that returned false without an error has been seen to work (spoor's finding): it did,
    // unless the runtime shows another value.
    if (verdict === "doubtful") verdict = this.differs(element, value) ? "failed" : "done";
    if (verdict === "done") {
      this.sent.set(element, value);
      this.uncommitted = true;
    } else {
      // It may hold half of it, or an older one: the next save writes it again.
      this.sent.delete(element);
    }
    return verdict;
  }

  /** Whether what was written is stored now. `known`: the state that the runtime had before. */
  commit(known: string): boolean {
    this.uncommitted = true;
    const verdict = running(this.calls.commit());
    // "false" without an error is what some hosts always say. From one that has said "true" before
    // (the AICC shim) it means no, and what it shows of the state is what the page itself holds.
    if (verdict === "done") this.affirms = true;
    const stored =
      verdict === "done" ||
      (verdict === "doubtful" &&
        !this.affirms &&
        !this.differs(STATE, this.sent.get(STATE) ?? known));
    this.uncommitted = !stored;
    if (!stored) this.forget();
    return stored;
  }

  /** Whether the runtime gives another value for an element than what was written. */
  private differs(element: string, value: string): boolean {
    if (this.edition.writeOnly.test(element)) return false;
    const held = this.read(element);
    return held !== "" && held !== value && Number(held) !== Number(value);
  }
}

/** A verdict of a session that runs. */
export function running(verdict: Verdict): Exclude<Verdict, "gone" | "over"> {
  if (verdict === "gone" || verdict === "over") throw new Gone(verdict === "over");
  return verdict;
}
