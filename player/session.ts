/**
 * One launch: between the attempt, which knows what happened, and the tracking, which tells the LMS.
 *
 * Four phases: `preview` (no runtime) and `read-only` (review, browse) for the whole session, or
 * `running` and then, once, `closed`. In every phase the learner can go on; only `running` saves:
 *
 *     answer, end of a page, retake, finish   at once, in the next microtask
 *     page opened                             within a second, with whatever comes meanwhile
 *     save failed                             again after 1, 2, 4, 8, 16 and then each 60 seconds
 *     page hidden, page put aside             at once, changed or not: the session time counts
 *     page left, "Save and exit"              save and close
 */

import { apply, type Attempt, type AttemptEvent, begin, latch, settle } from "./attempt";
import type { CourseData } from "./course";
import { browserHost, type Host } from "./host";
import { reportedScore } from "./standing";
import { decode, encode } from "./tracking/state";
import type { Interaction, Launch, Saved, Snapshot, Tracking } from "./tracking/tracking";

/** What the status line says. "not-saved" only from the second failure in a row. */
export type SaveStatus = "preview" | "saving" | "saved" | "not-saved" | "closed" | "read-only";

const PAGE_DELAY = 1_000;
const BACKOFF = [1_000, 2_000, 4_000, 8_000, 16_000];
const BEAT = 60_000;
/** A save that takes this long freezes the page; after one, they come this far apart. */
const SLOW = 2_000;
const SLOW_DELAY = 15_000;

type Phase = "preview" | "read-only" | "running" | "closed";

/** Open the tracking, take up the attempt, and call `onChange` whenever there is news to draw. */
export async function start(
  course: CourseData,
  tracking: Tracking,
  onChange: (session: Session) => void,
  host: Host = browserHost(),
): Promise<Session> {
  return new Session(course, tracking, await tracking.open(), onChange, host);
}

/** The attempt that a launch takes up, and whether it comes from the kept state. */
function takeUp(course: CourseData, launch: Launch, seed: number): { attempt: Attempt; restored: boolean } {
  const kept = launch.state === "" ? null : decode(course, launch.state);
  const located = course.pages.some((page) => page.id === launch.location);
  const fresh = { ...begin(seed), bookmark: located ? launch.location : "" };
  // A shorter course may be complete with what was seen of the longer one.
  const attempt = kept ? settle(course, kept) : fresh;
  return { attempt: latch(attempt, launch.status, launch.score), restored: kept !== null };
}

export class Session {
  /** Whether an earlier session ended beyond the first page, by its state or its location. */
  readonly resumed: boolean;
  /** Whether the answers of an earlier session were taken up. */
  readonly restored: boolean;
  /** Whether the runtime held a state that could not be read. */
  readonly unreadable: boolean;
  private current: Attempt;
  private phase: Phase;
  private dirty = false;
  /** Nothing has happened yet: a state that could not be read is left as it is. */
  private untouched = true;
  private failures = 0;
  /** A save succeeded while there was no network, so perhaps it did not (Moodle says "true"). */
  private doubted = false;
  private busy = false;
  private leaving = false;
  private slow = false;
  private lastSave = Number.NEGATIVE_INFINITY;
  private due = Number.POSITIVE_INFINITY;
  private cancel = () => {};

  constructor(
    private readonly course: CourseData,
    private readonly tracking: Tracking,
    launch: Launch,
    private readonly onChange: (session: Session) => void,
    private readonly host: Host,
  ) {
    const { attempt, restored } = takeUp(course, launch, host.lot());
    this.current = attempt;
    const { bookmark } = attempt;
    this.resumed = bookmark !== "" && bookmark !== course.pages[0]?.id;
    this.restored = restored;
    this.unreadable = !restored && launch.state !== "";
    this.phase = !launch.tracked ? "preview" : launch.writable ? "running" : "read-only";
    host.on("hidden", () => this.flush(true));
    host.on("frozen", () => this.flush(true));
    host.on("leaving", () => this.close());
    host.on("returned", () => this.onChange(this));
    host.on("online", () => this.resend());
    // What the runtime says and what the state says differ: a relay that shows "not attempted"
    // for every launch, or a status that was lost on the way.
    if (restored && launch.status !== attempt.outcome) this.touch(0);
  }

  get attempt(): Attempt {
    return this.current;
  }

  /** The learner's name, if the LMS gave one; "" otherwise. */
  get learner(): string {
    return this.phase === "preview" ? "" : this.tracking.learner();
  }

  get saveStatus(): SaveStatus {
    if (this.phase !== "running") return this.phase;
    if (this.failures > 1 || this.doubted) return "not-saved";
    return this.dirty ? "saving" : "saved";
  }

  /**
   * Something happened. With an answer comes the interaction that tells the LMS of it. False when
   * it changed nothing, as the second of a double click does; then nothing is told either.
   */
  dispatch(event: AttemptEvent, interaction?: Interaction): boolean {
    const next = apply(this.course, this.current, event);
    if (next === this.current) return false;
    const settled = next.outcome !== this.current.outcome;
    this.current = next;
    this.untouched = false;
    if (interaction && this.phase === "running") this.tracking.answer(interaction);
    this.touch(event.type === "opened" && !settled ? PAGE_DELAY : 0, settled);
    this.onChange(this);
    return true;
  }

  /**
   * Save, end the session, and close the window if it may be closed. When the save fails nothing
   * is ended and it gives false: the page says so, and may call again with `anyway`.
   */
  exit(anyway = false): boolean {
    if (this.phase === "running") {
      this.flush(true);
      if ((this.dirty || this.doubted) && this.stillRunning() && !anyway) {
        this.failures = Math.max(2, this.failures);
        this.onChange(this);
        return false;
      }
    }
    this.close();
    this.host.leave();
    return true;
  }

  /** There is something to save, within `delay` milliseconds. */
  private touch(delay: number, urgent = false): void {
    if (this.phase !== "running") return;
    this.dirty = true;
    const now = this.host.now();
    // While the LMS is slow typing must not freeze: only a final status does not wait.
    const earliest = this.slow && !urgent ? this.lastSave + SLOW_DELAY : now;
    this.schedule(Math.max(now + delay, earliest));
  }

  private schedule(due: number): void {
    if (due >= this.due) return;
    this.cancel();
    this.due = due;
    const wait = due - this.host.now();
    if (wait > 0) {
      this.cancel = this.host.after(wait, () => this.flush(false));
    } else {
      let wanted = true;
      this.cancel = () => {
        wanted = false;
      };
      this.host.soon(() => wanted && this.flush(false));
    }
  }

  private unschedule(): void {
    this.cancel();
    this.due = Number.POSITIVE_INFINITY;
  }

  /** Save now, if there is anything to save or `always`. */
  private flush(always: boolean): void {
    if (this.phase !== "running" || this.busy || !(this.dirty || always)) return;
    this.unschedule();
    this.dirty = false;
    const begun = this.host.now();
    const saved = this.guarded(() => this.tracking.save(this.snapshot()));
    this.lastSave = this.host.now();
    this.slow = this.lastSave - begun > SLOW;
    this.take(saved);
    this.onChange(this);
  }

  private take(saved: Saved): void {
    if (saved === "closed") this.phase = "closed";
    else if (saved === "saved") {
      this.failures = 0;
      this.doubted = !this.host.online();
    } else {
      this.dirty = true;
      const wait = BACKOFF[this.failures] ?? BEAT;
      this.failures += 1;
      this.schedule(this.host.now() + wait);
    }
    // The page was left while the LMS was being talked to: some call our handlers from theirs.
    if (this.leaving) this.close();
  }

  /**
   * The network is back: say again what was said without it. Moodle marked those values as sent
   * and looks only for changes, so the state gets a new sequence number.
   */
  private resend(): void {
    if (this.doubted) {
      this.doubted = false;
      this.current = { ...this.current, sequence: this.current.sequence + 1 };
      this.dirty = true;
    }
    this.flush(false);
  }

  private close(): void {
    if (this.phase === "closed" || this.phase === "preview") return;
    if (this.busy) {
      this.leaving = true;
      return;
    }
    this.unschedule();
    this.guarded(() => this.tracking.close(this.snapshot()));
    this.phase = "closed";
    this.onChange(this);
  }

  private guarded(call: () => Saved): Saved {
    this.busy = true;
    try {
      return call();
    } finally {
      this.busy = false;
    }
  }

  private stillRunning(): boolean {
    return this.phase === "running";
  }

  private snapshot(): Snapshot {
    return {
      state: this.unreadable && this.untouched ? null : encode(this.course, this.current),
      location: this.current.bookmark,
      status: this.current.outcome,
      score: reportedScore(this.course, this.current),
    };
  }
}
