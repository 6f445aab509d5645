/**
 * The journal of answers: `cmi.interactions`.
 *
 * Every answer is a new entry; ids repeat and history stays. In SCORM 1.2 all leaves are
 * write-only, so the index is counted here, from `_count` at the first answer. A host that gives no
 * count (ESR: 401, AICCShim: "") keeps no journal, and is not asked again.
 *
 * An entry has arrived when a commit was accepted after it. Until then it is kept; after a commit
 * that failed it is written once more, in the same place.
 */

import type { Calls } from "./calls";
import type { Interaction, Telling } from "./tracking";
import { running } from "./writer";

/**
 * Tries at one question noted in a session, besides the answers that settle it: those decide the
 * result and are always noted. Each entry costs nine calls.
 */
const PER_QUESTION = 3;
/** Entries in all; SCORM 2004 hosts promise 250, 1.2 names no number. */
const ENTRIES = 250;
/** Times a host may fail to take an entry before it is left in peace. */
const PATIENCE = 2;
/** Patterns of right answers that are told of one entry. */
const PATTERNS = 5;

export type Type = Interaction["type"];

/** How an edition writes an entry. */
export interface Wording {
  /** The leaves that are named differently. */
  readonly timeLeaf: "time" | "timestamp";
  readonly responseLeaf: "student_response" | "learner_response";
  /** The result of a wrong answer. */
  readonly wrong: "wrong" | "incorrect";
  /** A moment, in milliseconds since 1970. */
  moment(at: number): string;
  /** A length of time in milliseconds. */
  span(milliseconds: number): string;
  /** What is taken as a number. */
  readonly number: RegExp;
  /** A response; "" when there are no words for it. */
  response(type: Type, parts: readonly string[]): string;
  /** An answer that is right, of a question told as `told`; "" when there are no words for it. */
  pattern(type: Type, parts: readonly string[], told: Type): string;
}

type Leaf = readonly [name: string, value: string];

const NOT_YET = Number.POSITIVE_INFINITY;

interface Entry {
  readonly telling: Telling;
  readonly leaves: readonly Leaf[];
  /** Where it was written in this session; null when it was not. */
  index: number | null;
  written: boolean;
  /** When a commit was accepted after it. */
  arrived: number;
}

export class Journal {
  private entries: Entry[] = [];
  private next: number | null = null;
  /** No count was given. It may be the session that is gone: the next commit tells. */
  private uncounted = false;
  private failures = 0;
  private readonly noted = new Map<string, number>();
  /** Leaves that this host does not take. */
  readonly dropped = new Set<string>();
  /** What was found out: how many entries there were, or why none is written. */
  found = "";

  /** `off`: nothing is told, and the host not even asked. */
  constructor(
    private readonly wording: Wording,
    private off: boolean,
  ) {
    if (off) this.found = "off";
  }

  /** Keep an answer for the next `send`. One that the edition has no words for is left out. */
  note(telling: Telling): void {
    const { interaction } = telling;
    const times = this.noted.get(interaction.id) ?? 0;
    const wanted = !this.off && this.entries.length < ENTRIES;
    const leaves =
      wanted && (interaction.final || times < PER_QUESTION) ? written(this.wording, telling) : null;
    if (!leaves) return;
    if (!interaction.final) this.noted.set(interaction.id, times + 1);
    this.entries.push({ telling, leaves, index: null, written: false, arrived: NOT_YET });
  }

  /** What is not known to have arrived. */
  untold(): readonly Telling[] {
    return this.entries.flatMap(({ telling, arrived }) => (arrived < NOT_YET ? [] : [telling]));
  }

  /** Send what waits. Gives whether something was written. */
  send(calls: Calls): boolean {
    let wrote = false;
    for (const entry of this.entries) {
      if (entry.written) continue;
      const index = entry.index ?? this.counted(calls);
      if (index === null) break;
      if (!this.write(calls, index, entry)) break;
      if (entry.index === null) this.next = index + 1;
      entry.index = index;
      entry.written = wrote = true;
    }
    if (this.off) this.entries = this.entries.filter((entry) => entry.index !== null);
    return wrote;
  }

  /** A commit was accepted: what was written has arrived, and a count that is missing is none. */
  arrived(at: number): void {
    for (const entry of this.entries) if (entry.written) entry.arrived = Math.min(entry.arrived, at);
    if (!this.uncounted) return;
    this.off = true;
    this.found = "unsupported";
    this.entries = [];
  }

  /** What was written and has not arrived is written again, where it stands. */
  again(): void {
    for (const entry of this.entries) if (entry.arrived === NOT_YET) entry.written = false;
  }

  /**
   * What is said to have arrived at `since` or later may not have: it is written again, as another
   * entry, because Moodle does not send what it believes to have sent. Better twice than not at all.
   */
  doubt(since: number): void {
    for (const entry of this.entries) {
      if (entry.arrived < since) continue;
      entry.arrived = NOT_YET;
      entry.written = false;
      entry.index = null;
    }
  }

  /** The runtime began another session: count anew. */
  recount(): void {
    this.next = null;
    this.uncounted = false;
    this.again();
    for (const entry of this.entries) entry.index = null;
  }

  private counted(calls: Calls): number | null {
    if (this.next === null && !this.off && !this.uncounted) {
      const count = (calls.get("cmi.interactions._count") ?? "").trim();
      this.uncounted = !/^\d{1,5}$/.test(count);
      if (!this.uncounted) this.next = Number((this.found = count));
    }
    if (this.next !== null && this.next >= ENTRIES) this.off = true;
    return this.off ? null : this.next;
  }

  private write(calls: Calls, index: number, entry: Entry): boolean {
    const again = entry.index !== null;
    for (const [name, value] of entry.leaves) {
      if (this.dropped.has(name)) continue;
      const verdict = running(calls.set(`cmi.interactions.${index}.${name}`, value));
      // What stands there already may be refused the second time (2004: a pattern that is in the
      // list): that says nothing of the element.
      if (verdict === "done" || verdict === "doubtful" || (again && verdict === "refused")) continue;
      // Without its id an entry is nothing; any other leaf it can do without.
      if (name === "id") {
        this.off ||= verdict === "refused" || ++this.failures >= PATIENCE;
        if (this.off) this.found = "refused";
        return false;
      }
      // A response may be refused for what it says, and the next one not.
      if (verdict === "refused" && !/pattern|response/.test(name)) this.dropped.add(name);
    }
    return true;
  }
}

/** The leaves of an entry in the order they are set: id and type before all others. */
function written(wording: Wording, { at, interaction }: Telling): Leaf[] | null {
  const { type, response: parts, correct, result } = interaction;
  // What is no number, as the measure of nothing, is told as text.
  const response =
    wording.response(type, parts) || (type === "numeric" ? plain(parts.join(), 250) : "");
  if (response === "") return null;
  const told = type === "numeric" && !wording.number.test(response) ? "fill-in" : type;
  const patterns = correct.map((each) => wording.pattern(type, each, told)).filter(Boolean);
  return [
    ["id", interaction.id],
    ["type", told],
    [wording.timeLeaf, wording.moment(at)],
    ...[...new Set(patterns)]
      .slice(0, PATTERNS)
      .map((pattern, index): Leaf => [`correct_responses.${index}.pattern`, pattern]),
    ["weighting", String(Math.min(100, Math.max(0, Math.round(interaction.weight) || 0)))],
    [wording.responseLeaf, response],
    ["result", result === "wrong" ? wording.wrong : result],
    ["latency", wording.span(interaction.latency * 1000)],
  ];
}

/**
 * A text in one line, without braces and separators: hosts take these for a list (the Learning Hub
 * refuses it) or for a language.
 */
export function plain(text: string, longest: number): string {
  const line = text.replace(/[\s\x00-\x1f\x7f]+/g, " ").trim();
  const bare = line.replace(/\{/g, "(").replace(/\}/g, ")").replace(/\[([,.:])\]/g, "$1");
  // Not half a character at the end.
  return bare.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
