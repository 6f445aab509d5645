/**
 * The port in the words of cmi5 (xAPI 1.0.3).
 *
 * A save is two requests at most: the statements that are new, in order, and a State document with
 * the whole of the attempt. What can be told once only is told with an id that follows from what it
 * says, so that a request whose answer was lost can be sent again, and an attempt that was restored
 * from the device's copy tells nothing twice.
 *
 *     initialized   first, once in a session; a reload goes on with the session
 *     answered      as they come
 *     progressed    when at least 10 per cent more are done, until it is completed
 *     completed     once in a registration, when all is done
 *     passed        once in a registration
 *     failed        at the end of a session, since the learner may still pass in it and a session
 *                   has one verdict only; never after passed
 *     terminated    last, once in a session
 *
 * To pass it takes the player's word and the LMS's masteryScore. In browse and review mode there
 * are initialized and terminated alone.
 */

import type { HostRules } from "../course";
import { Beginning, type Running, type Surroundings } from "./cmi5begin";
import { addressOf, type Drawer, learnerIdOf, nameOf, parsed } from "./cmi5launch";
import { Queue, type Queued, type Sent, type Store } from "./cmi5queue";
import { type Reply, type Sending, Wire } from "./cmi5wire";
import { CallLog, type Logged } from "./log";
import {
  type Fact,
  type Launch,
  type Saved,
  type Snapshot,
  type Telling,
  type Tracking,
  UNTRACKED,
} from "./tracking";
import { answered, defined, definedId, object, progressed, type Verb } from "./xapi";
import { idOf } from "./xapiid";

/** Per cent by which progress must have grown to be told. */
const STRIDE = 10;
/** Characters that a browser lets go out while the page goes away: 64 KiB, with something to spare. */
const LAST_WORDS = 50_000;

/** Tracking for cmi5. */
export function cmi5(host: HostRules, surroundings: Partial<Surroundings> = {}): Tracking {
  return new Cmi5(host, {
    fetch: (url, options) => fetch(url, options),
    now: () => performance.now(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    date: () => Date.now(),
    href: typeof location === "undefined" ? "" : location.href,
    storage: drawer(),
    uuid: () => idOf(`${Date.now()} ${Math.random()}`),
    ...surroundings,
  });
}

/** The browser's storage for this tab; a frame without an origin has none, and throws. */
function drawer(): Drawer | null {
  try {
    return typeof sessionStorage === "undefined" ? null : sessionStorage;
  } catch {
    return null;
  }
}

class Cmi5 implements Tracking {
  readonly together = false;
  private readonly calls: CallLog;
  private readonly wire: Wire;
  private readonly queue = new Queue();
  private readonly noted = new Map<string, string>();
  private readonly started: number;
  private session: Running | null = null;
  /** No later call does anything. */
  private ended = false;
  /** Per cent that were told, or wait to be. */
  private progress = 0;
  /** `terminated` is on its way, or a page before this one sent it. */
  private over = false;

  constructor(
    private readonly host: HostRules,
    private readonly around: Surroundings,
  ) {
    this.calls = new CallLog(() => around.now());
    this.wire = new Wire(around, this.calls);
    this.started = around.now();
  }

  async open(): Promise<Launch> {
    const address = addressOf(this.around.href);
    if (!address) return UNTRACKED;
    this.fact("endpoint", new URL(address.endpoint).origin);
    const learnerId = learnerIdOf(address.actor);
    const note = (name: string, value: string): void => this.fact(name, value);
    const begun = await new Beginning(this.around, this.wire, note).begin(address);
    if (!begun) return { ...UNTRACKED, learnerId };
    this.session = begun;
    this.over = begun.over;
    const { writable, entry, kept, document } = begun;
    const { state, location, status, score, progress } = document.held;
    this.progress = progress;
    if (!this.over) {
      if (!kept.initialized) this.define("initialized");
      // The document too, at once: "none there" is to mean an attempt that has not begun.
      await this.flush();
    }
    return { tracked: true, writable, entry, state, location, status, score, learnerId };
  }

  learner(): string {
    return this.session ? nameOf(this.session.address.actor) : "";
  }

  language(): string {
    return this.session?.language ?? "";
  }

  tell(telling: Telling): void {
    if (!this.session?.writable || this.ended || !this.host.interactions) return;
    if (this.queue.has(telling.key)) return;
    const statement = answered(this.session.ground, telling, this.stamp(telling.at));
    this.queue.add({ statement, telling, defined: false });
  }

  untold(): readonly Telling[] {
    return this.queue.waiting().flatMap(({ telling }) => (telling ? [telling] : []));
  }

  async save(snapshot: Snapshot): Promise<Saved> {
    if (!this.session) return "untracked";
    if (this.ended || this.over) return "closed";
    if (!this.session.writable) return "untracked";
    this.take(snapshot, false);
    return this.flush();
  }

  doubt(): void {
    this.queue.doubt();
    this.session?.document.doubt();
  }

  async close(snapshot: Snapshot, left: boolean): Promise<Saved> {
    if (!this.session) return "untracked";
    // The page may go away while the session is being closed: then the rest goes out at once.
    if (this.over || (this.ended && !left)) return "closed";
    this.ended = true;
    if (this.session.writable) this.take(snapshot, true);
    if (left) return this.leave();
    const saved = await this.flush();
    const whole = saved === "accepted" || saved === "partly";
    if (!whole || this.over) return saved;
    this.end();
    const sent = await this.queue.send(this.store(true));
    if (sent !== "done") return outcomeOf(sent);
    return this.session.writable ? saved : "untracked";
  }

  alive(): boolean {
    return this.session !== null && !this.ended && !this.over;
  }

  returnTo(): string {
    return this.session?.data.returnTo ?? "";
  }

  facts(): readonly Fact[] {
    this.fact("queue", String(this.queue.waiting().length));
    if (this.queue.refused) this.fact("statements_refused", String(this.queue.refused));
    if (this.session) this.fact("session", this.alive() ? "running" : "ended");
    return [...this.noted].map(([name, value]) => ({ name, value }));
  }

  log(): readonly Logged[] {
    return this.calls.all();
  }

  private fact(name: string, value: string): void {
    this.noted.set(name, value);
  }

  /** Note what a snapshot gives to tell; `last` when the session ends with it. */
  private take(snapshot: Snapshot, last: boolean): void {
    const { ground, kept, document } = this.session!;
    document.take(snapshot, kept.spent + this.elapsed());
    const { told } = document.held;
    const once = definedId(ground, "completed", null);
    const done = told.includes("completed") || this.queue.has(once);
    const { status } = snapshot;
    if (!done && (snapshot.progress >= 100 || status === "completed" || status === "passed")) {
      this.define("completed");
    } else if (!done && snapshot.progress >= this.progress + STRIDE) {
      this.progress = snapshot.progress;
      const statement = progressed(ground, this.stamp(), this.progress);
      const arrived = (): void => document.progressed(snapshot.progress);
      this.queue.add({ statement, defined: false, arrived });
    }
    const verdict = this.judge(snapshot);
    if (!verdict || told.includes("passed")) return;
    if (kept.judged !== "" && kept.judged !== verdict) return;
    const mark = markOf(verdict, snapshot.score);
    if (told.includes(mark) || (verdict === "failed" && !last)) return;
    kept.judged = verdict;
    this.define(verdict, snapshot.score);
  }

  /** "If the AU issues Passed or Failed they must be based on the masteryScore" (cmi5 10). */
  private judge({ status, score }: Snapshot): "passed" | "failed" | null {
    if (status !== "passed" && status !== "failed") return null;
    const mastery = this.session!.ground.mastery;
    const reached = mastery === null || score === null || score / 100 >= mastery;
    return status === "passed" && reached ? "passed" : "failed";
  }

  /** Put a statement that cmi5 defines into the queue, unless it waits there. */
  private define(verb: Verb, score: number | null = null): void {
    const { ground, kept, document } = this.session!;
    if (this.queue.has(definedId(ground, verb, score))) return;
    const session = verb === "terminated" || verb === "initialized";
    const took = this.elapsed() + (session ? 0 : kept.spent);
    const statement = defined(ground, verb, this.stamp(), took, score);
    const arrived = (): void => {
      if (verb === "initialized") kept.initialized = true;
      else if (verb !== "terminated") document.told(markOf(verb, score));
      this.keep();
    };
    this.queue.add({ statement, defined: true, arrived });
    this.keep();
  }

  /** The last statement; from here on a reload does not go on with the session. */
  private end(): void {
    this.over = true;
    this.session!.kept.ended = true;
    this.define("terminated");
  }

  /** Milliseconds this session has run, over reloads. */
  private elapsed(): number {
    return this.session!.kept.ran + Math.max(0, this.around.now() - this.started);
  }

  /** A time that is not before that of the statement before: their order follows from it. */
  private stamp(at = Number.POSITIVE_INFINITY): number {
    const { kept } = this.session!;
    const now = this.around.date();
    return (kept.last = Math.max(kept.last, Math.floor(at < now ? at : now)));
  }

  private keep(): void {
    const { kept, keeper } = this.session!;
    keeper.write({ ...kept, ran: this.elapsed() });
  }

  private store(keepalive = false): Store {
    const url = `${this.session!.address.endpoint}statements`;
    const send = (sending: Sending): Promise<Reply> => this.wire.send(sending);
    return {
      post: (statements) =>
        send({
          method: "POST",
          kind: `statements (${statements.length})`,
          url,
          body: JSON.stringify(statements),
          keepalive,
        }),
      has: async (id) => {
        const query = new URLSearchParams({ statementId: id }).toString();
        const reply = await send({ method: "GET", kind: "statement", url: `${url}?${query}` });
        const found = parsed(reply.text);
        // Some stores, as ralph, give a list with the one that was asked for.
        const [one] = Array.isArray(found.statements) ? (found.statements as unknown[]) : [found];
        return reply.verdict === "done" && object(one).id === id;
      },
    };
  }

  /** Send what waits, and the document when there is news in it. */
  private async flush(): Promise<Saved> {
    this.keep();
    const sent = await this.queue.send(this.store());
    // Without an answer to the one there would be none to the other.
    if (sent === "offline" || this.queue.stopped) return "failed";
    const { writable, document } = this.session!;
    const written = writable ? await document.write() : "done";
    if (writable) this.fact("state_supported", document.supported ? "yes" : "no");
    if (sent !== "done") return outcomeOf(sent);
    return written === "refused" ? "partly" : outcomeOf(written);
  }

  /**
   * The page goes away: everything at once, and nothing is waited for. Answers from earlier
   * sessions stay behind (an LMS that has them would refuse the whole request), as do those for
   * which there is no room: the device's copy has them.
   */
  private async leave(): Promise<Saved> {
    const begun = this.around.date() - this.elapsed();
    this.queue.stopped = true;
    this.end();
    let room = LAST_WORDS;
    const fits = ({ statement, telling }: Queued): boolean =>
      !telling || (telling.at >= begun && (room -= JSON.stringify(statement).length) > 0);
    const last = this.queue.waiting().filter(fits);
    const { writable, document } = this.session!;
    const state = writable ? document.write(true) : "done";
    const posted = this.store(true).post(last.map(({ statement }) => statement));
    const [written, { verdict }] = await Promise.all([state, posted]);
    if (verdict === "done") this.queue.settle(last);
    return verdict === "done" && written === "done" ? "accepted" : "failed";
  }
}

/** By which name the document remembers that something was told. */
function markOf(verb: Verb, score: number | null): string {
  return verb === "failed" ? `failed ${score}` : verb;
}

function outcomeOf(sent: Sent | "done"): Saved {
  return sent === "done" ? "accepted" : sent === "login" ? "logged-out" : "failed";
}
