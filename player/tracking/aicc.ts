/**
 * The port in the words of AICC's HTTP protocol (HACP).
 *
 * GetParam when the course opens, a PutParam for every save, ExitAU at the end. A PutParam always
 * carries everything: Moodle takes one without a status for "not attempted". What it says is not
 * read back at once, for that would be one more round trip; the next launch does.
 *
 * The status at launch is never relied upon alone: a relay of the NHS shows "not attempted,
 * ab-initio" for attempts that are anything else. So nothing is written before the first save,
 * which knows the state.
 */

import type { HostRules } from "../course";
import {
  type Answer,
  entryOf,
  interactionsOf,
  paramOf,
  scoreOf,
  stateIn,
  statusOf,
} from "./aiccdata";
import { type Called, Calls, type Send, type Verdict } from "./aicccalls";
import { CallLog, type Logged } from "./log";
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

/** Tries to begin, and the milliseconds after which there is no further one. */
const TRIES = 3;
const PATIENCE = 6_000;
const PAUSE = 2_000;
/** Answers that go out with one save: a request that outlives its page has 64 KiB. */
const BATCH = 50;
/** Characters of a name that are shown, and of a word of the LMS. */
const NAME = 255;
const WORD = 40;

/** What the adapter needs of its surroundings; tests bring their own. */
export interface Surroundings {
  /** The address of the page. */
  readonly address: string;
  readonly send: Send;
  /** Milliseconds that only go forward, whatever the wall clock does. */
  now(): number;
  /** Run later; gives what cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Tracking for AICC. */
export function aicc(host: HostRules, surroundings: Partial<Surroundings> = {}): Tracking {
  return new Aicc(host, {
    address: typeof location === "undefined" ? "" : location.href,
    send: (url, init) => fetch(url, init),
    now: () => performance.now(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    ...surroundings,
  });
}

class Aicc implements Tracking {
  readonly together = false;
  private calls: Calls | null = null;
  private param: Answer | null = null;
  private writable = false;
  private ended = false;
  private started = 0;
  /** The highest status the LMS is known to hold, and the score that goes with it. */
  private held: Status | null = null;
  private score: number | null = null;
  /** This LMS gave back a place and no state: see `Told.asComment`. */
  private forgetful = false;
  /** The page is going away: nothing may come after an ExitAU. */
  private leaving = false;
  /** What the LMS has, but for the time. */
  private accepted = "";
  private queue: Telling[] = [];
  /** Whether PutInteractions is taken; null while that is not known. */
  private takes: boolean | null = null;
  private readonly found = new Map<string, string>();
  private readonly calledLog: CallLog;

  constructor(
    private readonly host: HostRules,
    private readonly around: Surroundings,
  ) {
    this.calledLog = new CallLog(around.now);
  }

  async open(): Promise<Launch> {
    const launch = launchIn(this.around.address);
    this.found.set("aicc_launch", launch ? "aicc_sid, aicc_url" : "no aicc_sid and aicc_url");
    if (!launch) return UNTRACKED;
    this.found.set("where", launch.own ? "same origin" : launch.origin);
    const { send, now, after } = this.around;
    const { url, session } = launch;
    const calls = new Calls({ url, session, send, now, after, log: this.calledLog });
    const began = await this.begin(calls, launch.own);
    this.found.set("initialise", outcome(began));
    if (began.verdict !== "done" || !began.answer) return UNTRACKED;
    this.calls = calls;
    this.started = now();
    return this.read(began.answer);
  }

  learner(): string {
    return nameOf(this.core("student_name"));
  }

  language(): string {
    const language = this.param?.value("student_preferences", "language") ?? "";
    return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language) ? language : "";
  }

  tell(telling: Telling): void {
    // Told again by a window that goes on after another one.
    const known = this.queue.some(({ key }) => key === telling.key);
    const wanted = this.host.interactions && this.takes !== false && !known;
    if (wanted && this.calls && this.writable && !this.ended) this.queue.push(telling);
  }

  untold(): readonly Telling[] {
    return this.queue;
  }

  save(snapshot: Snapshot): Saved | Promise<Saved> {
    if (!this.calls) return "untracked";
    if (this.ended) return "closed";
    return this.writable ? this.transact(this.calls, snapshot) : "untracked";
  }

  doubt(): void {
    this.accepted = "";
  }

  close(snapshot: Snapshot, left: boolean): Saved | Promise<Saved> {
    if (!this.calls) return "untracked";
    if (this.ended) return "closed";
    this.ended = true;
    return left ? this.leave(this.calls, snapshot) : this.end(this.calls, snapshot);
  }

  alive(): boolean {
    return this.calls !== null && !this.ended;
  }

  returnTo(): string {
    return "";
  }

  facts(): readonly Fact[] {
    const found = new Map([["edition", "AICC HACP"], ...this.found]);
    if (this.calls) {
      found.set("session", this.ended ? "ended" : "running");
      found.set("queue", String(this.queue.length));
    }
    return [...found].map(([name, value]) => ({ name, value }));
  }

  log(): readonly Logged[] {
    return this.calledLog.all();
  }

  private core(name: string): string {
    return this.param?.value("core", name) ?? "";
  }

  /** The first GetParam, more than once if need be. */
  private async begin(calls: Calls, own: boolean): Promise<Called> {
    const { now, after } = this.around;
    const began = now();
    for (let turn = 1; ; turn++) {
      const called = await calls.post("GetParam", null);
      if (called.verdict === "logged-out" && !own && calls.credentials !== "include") {
        calls.credentials = "include";
        this.found.set("aicc_cookies", "sent to another origin");
        continue;
      }
      if (called.verdict !== "failed" || turn >= TRIES || now() - began >= PATIENCE) return called;
      await new Promise<void>((done) => after(PAUSE, done));
    }
  }

  private read(answer: Answer): Launch {
    this.param = answer;
    const mode = this.core("lesson_mode").toLowerCase();
    const told = this.core("lesson_status");
    const state = stateIn(answer.lines("core_lesson"));
    const place = this.core("lesson_location");
    const entry = entryOf(told);
    const said = { mode, credit: this.core("credit"), entry: (told.split(",")[1] ?? "").trim() };
    for (const [name, value] of Object.entries(said)) this.found.set(name, value.slice(0, WORD));
    this.writable = mode === "" || mode.startsWith("n");
    this.held = statusOf(told);
    this.score = scoreOf(this.core("score"));
    this.forgetful = state === "" && place !== "";
    if (this.forgetful) this.found.set("read_back", "[Core_Lesson] empty");
    return {
      tracked: true,
      writable: this.writable,
      // With a state in hand it is no new attempt, whatever a relay makes of it.
      entry: entry === "ab-initio" && state !== "" ? "" : entry,
      state,
      location: place,
      status: this.held,
      score: this.score,
      learnerId: this.core("student_id").slice(0, NAME),
    };
  }

  private async transact(calls: Calls, snapshot: Snapshot, left = false): Promise<Saved> {
    const status = this.statusFor(snapshot);
    const score = this.scoreFor(snapshot);
    const put = () => calls.post("PutParam", this.written(snapshot), left);
    let { verdict } = await put();
    if (verdict === "unopened" && !left && (await calls.post("GetParam", null)).verdict === "done") {
      // The LMS began its session anew, as Moodle after another login.
      ({ verdict } = await put());
    }
    if (verdict === "done") {
      this.held = status;
      this.score = score;
      this.accepted = this.content(snapshot);
      if (!this.leaving) await this.tellAll(calls);
    }
    if (verdict === "closed") this.ended = true;
    return SAVED[verdict];
  }

  /** The page stays until all is answered. */
  private async end(calls: Calls, snapshot: Snapshot): Promise<Saved> {
    const saved = this.writable ? await this.transact(calls, snapshot) : "untracked";
    // What was not taken could only come too late after the end.
    if (saved === "accepted" || saved === "untracked") await calls.post("ExitAU", null);
    return saved;
  }

  /**
   * The page goes away. Two requests at once may arrive in either order, and what comes after an
   * ExitAU is lost: so the end is told only if there is nothing else to tell, or still time. An
   * LMS that does not hear of it lacks the last minutes, nothing more.
   */
  private async leave(calls: Calls, snapshot: Snapshot): Promise<Saved> {
    this.leaving = true;
    const news = this.writable && this.accepted !== this.content(snapshot);
    const saved = news ? await this.transact(calls, snapshot, true) : "accepted";
    if (saved === "accepted") await calls.post("ExitAU", null, true);
    return this.writable ? saved : "untracked";
  }

  private statusFor(snapshot: Snapshot): Status {
    const status = higher(this.held ?? "incomplete", snapshot.status);
    return status === "passed" ? this.host.completeAs : status;
  }

  /** A score that was final once is told again: an LMS may take an empty one for none. */
  private scoreFor(snapshot: Snapshot): number | null {
    const final = this.held !== null && this.held !== "incomplete";
    return snapshot.score ?? (final ? this.score : null);
  }

  private written(snapshot: Snapshot): string {
    return paramOf({
      location: snapshot.location,
      status: this.statusFor(snapshot),
      score: this.scoreFor(snapshot),
      bounds: this.host.bounds,
      time: this.around.now() - this.started,
      state: snapshot.state,
      asComment: this.forgetful,
    });
  }

  private content(snapshot: Snapshot): string {
    const { location, state } = snapshot;
    return [location, this.statusFor(snapshot), this.scoreFor(snapshot), state].join("\n");
  }

  /** The answers, once a save. A host that does not take them is not asked again. */
  private async tellAll(calls: Calls): Promise<void> {
    const batch = this.queue.slice(0, BATCH);
    if (batch.length === 0) return;
    const course = (this.param?.value("evaluation", "course_id") ?? "").replace(/[{}]/g, "");
    const data = interactionsOf(batch, course, this.core("student_id"), this.core("lesson_id"));
    const { verdict } = await calls.post("PutInteractions", data);
    if (verdict !== "done" && verdict !== "refused") return;
    this.takes = verdict === "done";
    this.found.set("interactions", this.takes ? "taken" : "refused");
    this.queue = this.takes ? this.queue.slice(batch.length) : [];
  }
}

/** What a verdict on a PutParam means to the session. */
const SAVED: Readonly<Record<Verdict, Saved>> = {
  done: "accepted",
  refused: "failed",
  unopened: "failed",
  failed: "failed",
  closed: "closed",
  "logged-out": "logged-out",
};

/** The outcome of a first call, for whoever has to find out why nothing is recorded. */
function outcome({ verdict, answer, heard }: Called): string {
  if (answer) return `${verdict} (error=${answer.error})`;
  return heard ? verdict : "no answer: offline, or another origin that does not allow this one";
}

interface Found {
  readonly url: string;
  readonly session: string;
  readonly origin: string;
  /** It is the page's own origin. */
  readonly own: boolean;
}

/** Server and session in the address of the page; null when it was not launched by AICC. */
export function launchIn(address: string): Found | null {
  try {
    const page = new URL(address);
    const given = new Map<string, string>();
    page.searchParams.forEach((value, name) => given.set(name.toLowerCase(), value.trim()));
    const session = given.get("aicc_sid") ?? "";
    let server = given.get("aicc_url") ?? "";
    if (session === "" || server === "") return null;
    // Some LMSs escape it twice.
    if (/^\w+%3a%2f/i.test(server)) server = decodeURIComponent(server);
    if (!server.includes("://") && !server.startsWith("/")) server = `//${server}`;
    const url = new URL(server, page);
    // A browser sends nothing from a secure page to one that is not; behind a proxy an LMS may
    // not know that it is one.
    if (page.protocol === "https:" && url.protocol === "http:") url.protocol = "https:";
    if (!/^https?:$/.test(url.protocol)) return null;
    return { url: url.href, session, origin: url.origin, own: url.origin === page.origin };
  } catch {
    return null;
  }
}

/** "Last, First" as it is written; the standard asks for that order, not every host keeps to it. */
function nameOf(value: string): string {
  const [last = "", first = "", ...more] = value.split(",").map((part) => part.trim());
  return (more.length > 0 || first === "" ? value : `${first} ${last}`).slice(0, NAME);
}
