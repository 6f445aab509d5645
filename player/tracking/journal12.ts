/**
 * The journal of answers: `cmi.interactions` of SCORM 1.2.
 *
 * Every answer is a new entry; ids repeat and history stays. All leaves are write-only, so the
 * index is counted here, from `_count` at the first answer. A host that gives no count (ESR: 401,
 * AICCShim: "") keeps no journal, and is not asked again.
 */

import type { Calls } from "./calls12";
import { timeOfDay, timespan } from "./timespan";
import type { Interaction } from "./tracking";

/**
 * Tries at one question noted in a session, besides the answers that settle it: those decide the
 * result and are always noted. On ESR each entry costs nine requests.
 */
const PER_QUESTION = 3;
/** Entries in all; SCORM 2004 hosts promise 250, 1.2 names no number. */
const ENTRIES = 250;
/** Times a host may fail to take an entry before it is left in peace. */
const PATIENCE = 2;

type Leaf = readonly [name: string, value: string];

export class Journal {
  private queue: Leaf[][] = [];
  private next: number | null = null;
  private off = false;
  private failures = 0;
  private readonly noted = new Map<string, number>();
  private readonly dropped = new Set<string>();

  /** Keep an answer for the next `send`. One that SCORM 1.2 has no words for is left out. */
  note(interaction: Interaction, at: Date): void {
    const times = this.noted.get(interaction.id) ?? 0;
    const wanted = !this.off && (interaction.final || times < PER_QUESTION);
    const leaves = wanted ? entry(interaction, at) : null;
    if (!leaves) return;
    if (!interaction.final) this.noted.set(interaction.id, times + 1);
    this.queue.push(leaves);
  }

  /** Forget the index: the runtime began another session. */
  recount(): void {
    this.next = null;
  }

  /** Send what waits. Gives whether something was written, or "gone" when the session is. */
  send(calls: Calls): boolean | "gone" {
    let wrote = false;
    for (let leaves = this.queue[0]; leaves; leaves = this.queue[0]) {
      const index = this.index(calls);
      if (index === null) break;
      const verdict = this.write(calls, index, leaves);
      if (verdict === "gone") return "gone";
      if (verdict === "failed") break;
      this.next = index + 1;
      this.queue.shift();
      wrote = true;
    }
    if (this.off) this.queue = [];
    return wrote;
  }

  private index(calls: Calls): number | null {
    if (this.next === null && !this.off) {
      const count = calls.get("cmi.interactions._count") ?? "";
      if (/^\d{1,5}$/.test(count)) this.next = Number(count);
    }
    if (this.next === null || this.next >= ENTRIES) this.off = true;
    return this.off ? null : this.next;
  }

  private write(calls: Calls, index: number, leaves: Leaf[]): "done" | "failed" | "gone" {
    for (const [name, value] of leaves) {
      if (this.dropped.has(name)) continue;
      const verdict = calls.set(`cmi.interactions.${index}.${name}`, value);
      if (verdict === "gone") return "gone";
      if (verdict === "done" || verdict === "doubtful") continue;
      // Without its id an entry is nothing; any other leaf it can do without.
      if (name === "id") {
        this.off = verdict === "refused" || ++this.failures >= PATIENCE;
        return "failed";
      }
      if (verdict === "refused") this.dropped.add(name);
    }
    return "done";
  }
}

/** Texts that SCORM 1.2 takes as a response. */
const LONGEST = 255;
/** Patterns of right answers that are told of one entry. */
const PATTERNS = 5;

/** The leaves of an entry in the order they are set: id and type before all others. */
function entry(interaction: Interaction, at: Date): Leaf[] | null {
  const { type } = interaction;
  const { response: parts } = interaction;
  // What is no number, as the measure of nothing, is told as text.
  const response = written(type, parts) || (type === "numeric" ? plain(parts.join()) : "");
  if (response === "") return null;
  const weight = Math.min(100, Math.max(0, Math.round(interaction.weight) || 0));
  const leaves: Leaf[] = [
    ["id", interaction.id],
    // The Learning Hub takes no sign in a number.
    ["type", type === "numeric" && !/^\d{1,12}(\.\d{1,6})?$/.test(response) ? "fill-in" : type],
    ["time", timeOfDay(at)],
  ];
  const right = type === "numeric" ? middle(interaction.correct) : interaction.correct;
  const patterns = right.map((each) => written(type, each)).filter((each) => each !== "");
  patterns.slice(0, PATTERNS).forEach((pattern, index) => {
    leaves.push([`correct_responses.${index}.pattern`, pattern]);
  });
  leaves.push(
    ["weighting", String(weight)],
    ["student_response", response],
    ["result", interaction.result],
    ["latency", timespan(interaction.latency * 1000)],
  );
  return leaves;
}

/**
 * A response as SCORM 1.2 writes it; "" when it cannot. Single characters joined by commas, at most
 * 26, no braces: the Learning Hub refuses anything else.
 */
function written(type: Interaction["type"], parts: readonly string[]): string {
  const list = (form: RegExp, most = 26): string =>
    parts.length <= most && parts.every((part) => form.test(part)) ? parts.join() : "";
  switch (type) {
    case "true-false":
      return list(/^[01tf]$/, 1);
    case "likert":
      return list(/^[a-z0-9]$/, 1);
    case "choice":
    case "sequencing":
      return list(/^[a-z0-9]$/);
    case "matching":
      return list(/^[a-z0-9]\.[a-z0-9]$/);
    case "numeric":
      return list(/^-?\d{1,12}(\.\d{1,6})?$/, 1);
    case "performance":
    case "fill-in":
      return plain(parts.join()).slice(0, LONGEST);
  }
}

/** A text in one line, with no braces: the Learning Hub takes them for a list and refuses it. */
function plain(text: string): string {
  const line = text.replace(/[\s\x00-\x1f\x7f]+/g, " ").trim();
  return line.replace(/\{/g, "(").replace(/\}/g, ")");
}

/** SCORM 1.2 has no ranges: of one that is right, the number in its middle. */
function middle(correct: Interaction["correct"]): string[][] {
  return correct.map((range) => {
    const sum = range.reduce((all, each) => all + Number(each), 0);
    return [(sum / range.length).toFixed(6).replace(/\.?0+$/, "")];
  });
}
