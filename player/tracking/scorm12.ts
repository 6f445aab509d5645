/**
 * The port in the words of SCORM 1.2, held to the tightest rule of every host we know.
 *
 * A save is one ordered transaction: score → session time → answers → location → state → exit →
 * status → commit. Only changed values go out (on ESR each one is a request), the score before the
 * status (Cornerstone, spoor#335), and nothing at all in review or browse mode (Moodle does not
 * block writes there: a reviewed attempt dropped a grade from 70 to 10).
 *
 * Read at launch: what the player acts on. `entry` and `credit` are not asked for: entry is absent
 * or wrong on some hosts, so the state itself says whether this is a resume, and in a launch
 * without credit the LMS is the one to leave the score uncounted.
 */

import { callsTo, type Calls, type Verdict } from "./calls12";
import { findApi, type Frame, isAlone } from "./discovery";
import { Journal } from "./journal12";
import { timespan } from "./timespan";
import {
  higher,
  type Interaction,
  type Launch,
  type Saved,
  type Snapshot,
  type Status,
  type Tracking,
  UNTRACKED,
} from "./tracking";

const SEARCHES = 10;
const SEARCH_INTERVAL = 100;

const STATUS = "cmi.core.lesson_status";
const EXIT = "cmi.core.exit";
const STATE = "cmi.suspend_data";
const LOCATION = "cmi.core.lesson_location";
const TIME = "cmi.core.session_time";
const NAME = "cmi.core.student_name";
const RAW = "cmi.core.score.raw";
const BOUNDS = [
  ["cmi.core.score.min", "0"],
  ["cmi.core.score.max", "100"],
] as const;

/** What an attempt is worth nothing without: never left out, however often it is refused. */
const VITAL = new Set([STATE, STATUS]);

/** What the adapter needs of its surroundings; tests bring their own. */
export interface Surroundings {
  readonly window: Frame;
  /** Milliseconds that only go forward, whatever the wall clock does. */
  now(): number;
  /** The wall clock. */
  date(): Date;
  wait(milliseconds: number): Promise<void>;
}

/** Tracking for SCORM 1.2. */
export function scorm12(surroundings: Partial<Surroundings> = {}): Tracking {
  return new Scorm12({
    window: typeof window === "undefined" ? {} : window,
    now: () => performance.now(),
    date: () => new Date(),
    wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    ...surroundings,
  });
}

/** The runtime said that no session is running. */
class Gone extends Error {}

class Scorm12 implements Tracking {
  private calls: Calls | null = null;
  private writable = false;
  private ended = false;
  private revived = false;
  private started = 0;
  /** The highest status the runtime is known to hold. */
  private held: Status | null = null;
  /** The state text that the runtime held at launch. */
  private found = "";
  /** Values the runtime has taken in this session. */
  private readonly sent = new Map<string, string>();
  /** Elements this runtime does not take. */
  private readonly dropped = new Set<string>();
  /** Something was written, or a commit failed, since the last commit that worked. */
  private uncommitted = false;
  private readonly journal = new Journal();

  constructor(private readonly around: Surroundings) {}

  async open(): Promise<Launch> {
    const api = await this.search();
    const calls = api && callsTo(api);
    if (!calls || !begins(calls)) return UNTRACKED;
    this.calls = calls;
    this.started = this.around.now();
    const mode = read(calls, "cmi.core.lesson_mode").toLowerCase();
    this.writable = mode === "" || mode === "normal";
    this.held = statusOf(read(calls, STATUS));
    this.found = read(calls, STATE);
    const launch = {
      tracked: true,
      writable: this.writable,
      state: this.found,
      location: read(calls, LOCATION),
      status: this.held,
      score: scoreOf(read(calls, RAW)),
    };
    // With a state in hand the first save tells the right status at once: an AICC relay may show
    // "not attempted" for an attempt that is passed.
    if (this.writable && this.held === null && launch.state === "") this.claim(calls);
    return launch;
  }

  learner(): string {
    return this.calls && !this.ended ? nameOf(read(this.calls, NAME)) : "";
  }

  answer(interaction: Interaction): void {
    if (this.calls && this.writable && !this.ended) {
      this.journal.note(interaction, this.around.date());
    }
  }

  save(snapshot: Snapshot): Saved {
    if (!this.calls) return "untracked";
    if (this.ended) return "closed";
    return this.writable ? this.transact(snapshot, false) : "untracked";
  }

  close(snapshot: Snapshot): Saved {
    if (!this.calls) return "untracked";
    if (this.ended) return "closed";
    const saved = this.writable ? this.transact(snapshot, true) : "untracked";
    this.ended = true;
    const verdict = this.calls.finish();
    return saved === "saved" && verdict !== "done" && verdict !== "doubtful" ? "failed" : saved;
  }

  private async search(): Promise<object | null> {
    const look = () => findApi(this.around.window, "API", "LMSInitialize");
    let found = look();
    // Only a page that loads before the frame with the API has anything to wait for.
    for (let turn = 0; !found && turn < SEARCHES && !isAlone(this.around.window); turn++) {
      await this.around.wait(SEARCH_INTERVAL);
      found = look();
    }
    return found;
  }

  /**
   * The first words of an attempt. Without a status LMSFinish would make it "completed", by the
   * standard and in Moodle; without "suspend" a lost connection could lose the data.
   */
  private claim(calls: Calls): void {
    try {
      this.put(calls, EXIT, "suspend");
      this.put(calls, STATUS, "incomplete");
      this.commit(calls);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
  }

  private transact(snapshot: Snapshot, last: boolean): Saved {
    const calls = this.calls;
    if (!calls) return "untracked";
    try {
      return this.send(calls, snapshot, last);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
    // 301: the LMS ended the session under us, or put another API in place. One new beginning,
    // unless the page is being left.
    if (!last && this.revive()) return this.transact(snapshot, last);
    this.ended = true;
    return "closed";
  }

  private send(calls: Calls, snapshot: Snapshot, last: boolean): Saved {
    const status = higher(this.held ?? "incomplete", snapshot.status);
    let whole = true;
    if (snapshot.score !== null) {
      whole = this.put(calls, RAW, String(snapshot.score)) && whole;
      for (const [element, value] of BOUNDS) this.offer(calls, element, value);
    }
    const before = this.uncommitted;
    this.put(calls, TIME, timespan(this.around.now() - this.started));
    // LMSFinish stores the time by itself; it is no reason for one more request on the way out.
    if (last) this.uncommitted = before;
    const noted = this.journal.send(calls);
    if (noted === "gone") throw new Gone();
    if (noted) this.uncommitted = true;
    whole = this.put(calls, LOCATION, snapshot.location) && whole;
    if (snapshot.state !== null) whole = this.put(calls, STATE, snapshot.state) && whole;
    // "suspend" to the last, also when finished. The standard's "" would gain nothing on the
    // hosts we know (the Learning Hub starts afresh after a final status whatever the exit,
    // Moodle gives the data back whatever the exit) and lose on strict ones (SCORM Cloud wipes
    // data and status on anything but "suspend": a learner looking again would start from zero
    // and lower a record).
    whole = this.put(calls, EXIT, "suspend") && whole;
    whole = this.put(calls, STATUS, status) && whole;
    if (this.uncommitted) whole = this.commit(calls) && whole;
    return whole ? "saved" : "failed";
  }

  /** Write an element if its value is news. False when the runtime should hold it and does not. */
  private put(calls: Calls, element: string, value: string): boolean {
    if (this.dropped.has(element) || this.sent.get(element) === value) return true;
    const verdict = settled(calls.set(element, value));
    if (verdict === "gone") throw new Gone();
    if (verdict === "done") {
      this.sent.set(element, value);
      if (element === STATUS) this.held = value as Status;
      this.uncommitted = true;
      return true;
    }
    // It may hold half of it, or an older one: the next save writes it again.
    this.sent.delete(element);
    if (verdict === "failed" || VITAL.has(element)) return false;
    this.dropped.add(element);
    return true;
  }

  /** Write an element that a host may well not have; the first failure is the last. */
  private offer(calls: Calls, element: string, value: string): void {
    if (!this.put(calls, element, value)) this.dropped.add(element);
    if (this.dropped.has(element)) for (const [each] of BOUNDS) this.dropped.add(each);
  }

  private commit(calls: Calls): boolean {
    this.uncommitted = true;
    const verdict = calls.commit();
    if (verdict === "gone") throw new Gone();
    const stored =
      verdict === "done" ||
      (verdict === "doubtful" && calls.get(STATE)?.trim() === (this.sent.get(STATE) ?? this.found));
    this.uncommitted = !stored;
    // Whatever it holds now, the whole of it goes out again: the same values twice do no harm.
    if (!stored) this.sent.clear();
    return stored;
  }

  private revive(): boolean {
    if (this.revived) return false;
    this.revived = true;
    const api = findApi(this.around.window, "API", "LMSInitialize");
    const calls = api && callsTo(api);
    if (!calls || !begins(calls)) return false;
    this.calls = calls;
    // The session that ended has been counted by the LMS: better a little time lost than twice.
    this.started = this.around.now();
    this.sent.clear();
    this.journal.recount();
    return true;
  }
}

/**
 * Whether a session begins. ESR answers "false" and 101 when the attempt is already initialised,
 * so a refusal counts only if nothing can be read either.
 */
function begins(calls: Calls): boolean {
  return calls.initialize() === "done" || read(calls, STATUS) !== "";
}

/** A value as a host gives it, tolerantly: none, an error and the words for nothing are "". */
function read(calls: Calls, element: string): string {
  const value = (calls.get(element) ?? "").trim();
  return value === "undefined" || value === "null" ? "" : value;
}

/** A status by its word, or by its first letter as AICC allows. */
function statusOf(value: string): Status | null {
  const word = value.toLowerCase();
  const known: readonly Status[] = ["passed", "completed", "failed", "incomplete"];
  return known.find((status) => status === word || status.charAt(0) === word) ?? null;
}

/** "Last, First" as it is written; the standard asks for that order, not every host keeps to it. */
function nameOf(value: string): string {
  const [last = "", first = "", ...more] = value.split(",").map((part) => part.trim());
  return more.length > 0 || first === "" ? value.slice(0, 255) : `${first} ${last}`.slice(0, 255);
}

function scoreOf(value: string): number | null {
  const score = /^\d{1,3}(\.\d*)?$/.test(value) ? Math.floor(Number(value)) : -1;
  return score >= 0 && score <= 100 ? score : null;
}

/** A write that returned false without an error has been seen to work (spoor's finding). */
function settled(verdict: Verdict): Exclude<Verdict, "doubtful"> {
  return verdict === "doubtful" ? "done" : verdict;
}
