/**
 * The port in the words of SCORM, whichever edition: how a session is begun, saved and ended.
 *
 * A save is one ordered transaction: score → session time → answers → location → state → exit →
 * status → commit. Only changed values go out, the score before the status (Cornerstone,
 * spoor#335), and nothing at all in review or browse mode (Moodle does not block writes there: a
 * reviewed attempt dropped a grade from 70 to 10).
 *
 * A package is of one edition. What its words are stands in `scorm12.ts` and `scorm2004.ts`.
 */

import type { HostRules } from "../course";
import { type Calls, callsTo, type Verdict } from "./calls";
import { findApi, type Frame, isAlone } from "./discovery";
import { type Edition, type Pairs, STATE } from "./edition";
import { Journal } from "./journal";
import { CallLog } from "./log";
import {
  type Fact,
  higher,
  type Launch,
  type Saved,
  type Snapshot,
  type Status,
  type Telling,
  type Tracking,
  UNTRACKED,
} from "./tracking";
import { Gone, Writer } from "./writer";

/** What the adapter needs of its surroundings; tests bring their own. */
export interface Surroundings {
  readonly window: Frame;
  /** Milliseconds that only go forward, whatever the wall clock does. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Looks for an API: 10 seconds' worth. */
const SEARCHES = 40;
const SEARCH_INTERVAL = 250;
/** Tries to begin a session: 6 seconds' worth. */
const BEGINNINGS = 3;
const BEGIN_INTERVAL = 3_000;
const MINUTE = 60_000;
/** Longest text taken from a host to be shown. */
const LONGEST = 255;

/** Tracking for an edition. */
export function scorm(
  edition: Edition,
  host: HostRules,
  surroundings: Partial<Surroundings>,
): Tracking {
  return new Scorm(edition, host, {
    window: typeof window === "undefined" ? {} : window,
    now: () => performance.now(),
    wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    ...surroundings,
  });
}

class Scorm implements Tracking {
  readonly together = true;
  /** Null as long as no session runs. */
  private writer: Writer | null = null;
  private writable = false;
  private ended = false;
  private busy = false;
  /** Whether a value could be read at the launch; some hosts show none. */
  private readable = false;
  private revived = false;
  private started = 0;
  /** When the session time was last written. */
  private timed = 0;
  /** The highest status the runtime is known to hold. */
  private held: Status | null = null;
  /** The state text that the runtime is known to hold. */
  private known = "";
  /** A state that the runtime did not take, or did not keep as it was: how long, and when. */
  private misfit: { readonly length: number; readonly at: number } | null = null;
  /** How often what was accepted turned out not to have arrived. */
  private doubts = 0;
  /** The last save did not arrive, and none has been made since. */
  private doubted = false;
  private readonly journal: Journal;
  private readonly calls: CallLog;
  private readonly found: Record<string, string>;

  constructor(
    private readonly edition: Edition,
    private readonly rules: HostRules,
    private readonly around: Surroundings,
  ) {
    this.journal = new Journal(edition.answers, !rules.interactions);
    this.calls = new CallLog(around.now);
    this.found = { edition: edition.name };
  }

  async open(): Promise<Launch> {
    const { around } = this;
    let calls = this.look();
    // Only a page that loads before the frame with the API has anything to wait for.
    for (let turn = 0; !calls && turn < SEARCHES && !isAlone(around.window); turn++) {
      await around.wait(SEARCH_INTERVAL);
      calls = this.look();
    }
    for (let tries = BEGINNINGS; calls && !this.ended; ) {
      const verdict = this.begin(calls);
      if (verdict === "done") return this.launched();
      if (verdict === "over" || --tries === 0) break;
      await around.wait(BEGIN_INTERVAL);
      calls = this.look();
    }
    return UNTRACKED;
  }

  learner(): string {
    // 2004: a text may begin with its language.
    return nameOf(this.asked(this.edition.learner).replace(/^\{lang=[^}]*\}/, ""));
  }

  language(): string {
    const tag = this.asked(this.edition.language).replace(/_/g, "-");
    return /^[a-z]{2,3}(-[a-z\d]{1,8}){0,4}$/i.test(tag) ? tag : "";
  }

  tell(telling: Telling): void {
    // Before the session is begun it may yet be; without one, the next launch is told.
    if (!this.ended && (this.writable || !this.writer)) this.journal.note(telling);
  }

  untold(): readonly Telling[] {
    return this.journal.untold();
  }

  save(snapshot: Snapshot): Saved {
    if (!this.writer) return "untracked";
    return this.ended ? "closed" : this.transact(snapshot, false);
  }

  doubt(): void {
    this.doubts += 1;
    this.doubted = true;
    this.writer?.forget();
    this.journal.doubt(this.around.now() - MINUTE);
  }

  close(snapshot: Snapshot): Saved {
    if (this.busy) return "failed";
    const { writer } = this;
    const saved = writer && !this.ended ? this.transact(snapshot, true) : this.save(snapshot);
    if (!writer || this.ended) {
      this.ended = true;
      return saved;
    }
    // Before the call, in which some hosts let the page's own handlers run.
    this.ended = true;
    const verdict = writer.calls.end();
    return verdict === "done" || verdict === "doubtful" || !this.writable ? saved : "failed";
  }

  alive(): boolean {
    return !this.ended && (!this.readable || this.writer?.calls.get(this.edition.status) !== null);
  }

  returnTo(): string {
    return "";
  }

  facts(): readonly Fact[] {
    const { journal } = this;
    const left = [...(this.writer?.dropped ?? []), ...journal.dropped].join(", ");
    const all = { ...this.found, interactions: journal.found, left_out: left };
    return Object.entries(all).map(([name, value]) => ({ name, value }));
  }

  log() {
    return this.calls.all();
  }

  private look(): Calls | null {
    const { around } = this;
    const { api, dialect } = this.edition;
    const find = () => findApi(around.window, api, `${dialect.prefix}Initialize`);
    const found = find();
    this.found.where = found ? found.where : "";
    const there = () => find()?.api === found?.api;
    return found && callsTo(found.api, dialect, this.calls, around.now, there);
  }

  /**
   * Begin a session. ESR answers "false" and 101 when the attempt is already initialised, so a
   * refusal counts only if nothing can be read either.
   */
  private begin(calls: Calls): Verdict {
    const verdict = calls.initialize();
    const [said] = this.calls.all().slice(-1);
    this.found.initialise = `${said?.result} ${said?.error}`.trim();
    const writer = new Writer(calls, this.edition);
    if (verdict !== "done" && !writer.read(this.edition.status)) return verdict;
    this.writer = writer;
    this.started = this.around.now();
    return "done";
  }

  private launched(): Launch {
    const { edition } = this;
    const writer = this.writer as Writer;
    const short = (element: string) => writer.read(element).slice(0, LONGEST);
    const mode = short(edition.mode).toLowerCase();
    const entry = short(edition.entry).toLowerCase();
    Object.assign(this.found, { mode, entry });
    this.writable = mode === "" || mode === "normal";
    this.readable = writer.calls.get(edition.status) !== null;
    this.held = edition.held((element) => short(element).toLowerCase());
    this.known = writer.read(STATE);
    const launch: Launch = {
      tracked: true,
      writable: this.writable,
      entry: entry === "resume" || entry === "ab-initio" ? entry : "",
      state: this.known,
      location: short(edition.location),
      status: this.held,
      score: scoreOf(writer.read(edition.raw)),
      learnerId: writer.read(edition.learnerId).slice(0, 4000),
    };
    if (this.writable) this.claim(writer);
    return launch;
  }

  /**
   * The first words of a session. Without "suspend" a lost connection could lose the data (2004:
   * spoor#320). Without a status LMSFinish would make a new attempt "completed", by the standard
   * and in Moodle. With a state in hand the first save tells the right status at once: an AICC
   * relay may show "not attempted" for an attempt that is passed.
   */
  private claim(writer: Writer): void {
    try {
      writer.put([[this.edition.exit, "suspend"]]);
      const first = this.held === null && this.known === "";
      if (first) this.putStatus(writer, this.edition.told("incomplete", 0, null, this.rules));
      writer.commit(this.known);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
  }

  private transact(snapshot: Snapshot, last: boolean): Saved {
    if (!this.writable) return "untracked";
    // Some hosts let the page's own handlers run while they are called.
    if (this.busy) return "failed";
    this.busy = true;
    try {
      return this.send(this.writer as Writer, snapshot, last);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      // The LMS ended the session under us, or put another API in place. One new beginning, unless
      // it is over for good or the page is being left.
      if (!last && !error.over && this.revive()) {
        this.busy = false;
        return this.transact(snapshot, last);
      }
      this.ended = true;
      return "closed";
    } finally {
      this.busy = false;
    }
  }

  private send(writer: Writer, snapshot: Snapshot, last: boolean): Saved {
    const { edition } = this;
    const status = higher(this.held ?? "incomplete", snapshot.status);
    const told = edition.told(status, snapshot.progress, this.held, this.rules);
    let whole = true;
    if (snapshot.score !== null) {
      // Moodle sends only what differs from what it believes to have sent: 80 goes out again as
      // 80.0. The state has a new number by then; a status has but one spelling, and waits for
      // the next launch, where it is compared.
      whole = writer.put(edition.score(snapshot.score, this.doubts % 2));
      if (this.rules.bounds) writer.offer(edition.bounds);
    }
    this.putTime(writer, last, told);
    // Answers wait until something has arrived again: Moodle takes each for sent, network or not.
    const waits = this.doubted && !last;
    this.doubted = false;
    if (!waits && this.journal.send(writer.calls)) writer.uncommitted = true;
    // Before any page was opened there is no place, and some refuse an empty one for good.
    if (snapshot.location !== "") {
      whole = writer.put([[edition.location, snapshot.location]]) && whole;
    }
    whole = this.putState(writer, snapshot.state, last) && whole;
    // "suspend" to the last, also when finished. The standard's "" and "normal" would gain nothing
    // on the hosts we know (the Learning Hub starts afresh after a final status whatever the exit,
    // Moodle gives the data of 1.2 back whatever the exit) and lose on others (Moodle for 2004 and
    // SCORM Cloud wipe data and status on anything but "suspend": a learner looking again would
    // start from zero and lower a record).
    whole = writer.put([[edition.exit, "suspend"]]) && whole;
    whole = this.putStatus(writer, told) && whole;
    if (writer.uncommitted) whole = this.commit(writer) && whole;
    return !whole ? "failed" : this.misfit ? "partly" : "accepted";
  }

  /**
   * The time of the session so far. It changes by itself and would be a request for each answer on
   * ESR, so it goes out once a minute, at the end, and with a status that rises: the Learning Hub
   * takes a final one only with a time.
   */
  private putTime(writer: Writer, last: boolean, told: Pairs): void {
    const { edition, around } = this;
    const now = around.now();
    const news = ([element, value]: Pairs[0]) =>
      edition.vital.test(element) && writer.written(element) !== value;
    if (!last && writer.written(edition.time) && now - this.timed < MINUTE && !told.some(news)) return;
    const before = writer.uncommitted;
    this.timed = now;
    writer.put([[edition.time, edition.span(now - this.started)]]);
    // What ends the session stores the time by itself; it is no reason for one more request.
    if (last) writer.uncommitted = before;
  }

  /** Write what is news of a status, and note by it what the runtime holds. */
  private putStatus(writer: Writer, told: Pairs): boolean {
    const whole = writer.put(told);
    const values = new Map(told);
    if (whole) this.held = this.edition.held((element) => values.get(element) ?? "");
    return whole;
  }

  /**
   * Write the state. What the runtime does not take, or cuts short, is not forced on it: another
   * is tried when it is shorter, after a minute, and at the end. The rest goes out without it.
   */
  private putState(writer: Writer, text: string | null, last: boolean): boolean {
    const { misfit } = this;
    const now = this.around.now();
    if (text === null || (!misfit && writer.written(STATE) === text)) return true;
    if (misfit && !last && text.length >= misfit.length && now - misfit.at < MINUTE) return true;
    const verdict = writer.set(STATE, text);
    this.misfit = verdict === "refused" ? { length: text.length, at: now } : null;
    return verdict !== "failed";
  }

  private commit(writer: Writer): boolean {
    if (!writer.commit(this.known)) {
      this.journal.again();
      return false;
    }
    this.journal.arrived(this.around.now());
    const text = writer.written(STATE) ?? this.known;
    if (text === this.known) return true;
    // Whether it is still what was written, where the runtime shows it.
    const held = writer.read(STATE);
    this.known = held || text;
    this.found.read_back = `${held.length} of ${text.length} characters`;
    if (this.known !== text) {
      const length = text.startsWith(held) ? held.length + 1 : text.length;
      this.misfit = { length, at: this.around.now() };
    }
    return true;
  }

  private revive(): boolean {
    if (this.revived) return false;
    this.revived = true;
    const calls = this.look();
    // The session that ended has been counted by the LMS, so the time begins anew: better a little
    // of it lost than twice.
    if (!calls || this.begin(calls) !== "done") return false;
    this.misfit = null;
    this.journal.recount();
    return true;
  }

  private asked(element: string): string {
    return this.writer && !this.ended ? this.writer.read(element).slice(0, LONGEST) : "";
  }
}

/** "Last, First" as it is written; the standard asks for that order, not every host keeps to it. */
function nameOf(value: string): string {
  const [last = "", first = "", ...more] = value.split(",").map((part) => part.trim());
  return more.length > 0 || first === "" ? value : `${first} ${last}`;
}

function scoreOf(value: string): number | null {
  const score = /^\d{1,3}(\.\d*)?$/.test(value) ? Math.floor(Number(value)) : -1;
  return score >= 0 && score <= 100 ? score : null;
}
