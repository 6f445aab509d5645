/**
 * One launch: between the attempt, which knows what happened, and the tracking, which tells the LMS.
 *
 * `takeup.ts` says what a launch goes on from, `tracking/lifecycle.ts` when the attempt is kept on
 * this device and when it is sent. Here it is done:
 *
 *     answer, end of a page, retake, finish   kept and sent at once, in the next microtask
 *     page opened                             sent within a second, with whatever comes meanwhile
 *     save failed                             again after 1, 2, 4, 8, 16 and then each 60 seconds
 *     page hidden, page put aside             at once, changed or not: the session time counts
 *     page left, "Save and exit"              sent, and the session ended
 *
 * In every phase the learner can go on.
 */

import { apply, type Attempt, type AttemptEvent, begin } from "./attempt";
import type { CourseData } from "./course";
import { unite } from "./merge";
import { onDevice, type SaveStatus, saveStatus } from "./saving";
import { progress, reportedScore } from "./standing";
import { type Offer, type TakenUp, takeUp } from "./takeup";
import { type Copy, copyKey, DAYS } from "./tracking/copy";
import { Keeper, type Means as KeeperMeans } from "./tracking/keeper";
import { type Life, settled } from "./tracking/lifecycle";
import type { Held, Locks } from "./tracking/lock";
import { encode, withoutTexts } from "./tracking/state";
import {
  type Interaction,
  type Launch,
  type Snapshot,
  type Telling,
  type Tracking,
  UNTRACKED,
} from "./tracking/tracking";

/** What a session works with; tests bring their own. */
export interface Means extends KeeperMeans {
  readonly locks: Locks;
}

/** How the session asks and tells whoever draws it. */
export interface Ends {
  /** There is news to draw. */
  changed(session: Session): void;
  /** Whether the learner wants to go on with what is on this device. */
  offered(offer: Offer): Promise<boolean>;
  /** The attempt is another one than before: the LMS came late, or another window let go of it. */
  replaced(session: Session): void;
}

/** Milliseconds that a learner waits for an LMS before the course begins without it. */
const LATE = 1_500;
/** Answers that are remembered while there is no LMS to tell. */
const REMEMBERED = 250;

/** Open the tracking, take up the attempt, and begin. */
export async function start(
  course: CourseData,
  tracking: Tracking,
  ends: Ends,
  means: Means,
): Promise<Session> {
  const opened = tracking.open();
  const late = new Promise<null>((done) => void means.host.after(LATE, () => done(null)));
  const launch = await Promise.race([opened, late]);
  const session = new Session(course, tracking, ends, means);
  await session.begin(launch ?? UNTRACKED);
  if (!launch) {
    session.seeking = true;
    void opened.then((found) => {
      session.seeking = false;
      if (found.tracked) return session.adopt(found);
      ends.changed(session);
    });
  }
  return session;
}

export class Session {
  /** The LMS has not answered yet, and the course has begun without it. */
  seeking = false;
  private current: Attempt = begin();
  private launch: Launch = UNTRACKED;
  /** What `launch` has is no longer what the LMS said: this window has gone on, and then another. */
  private old = false;
  private taken!: TakenUp;
  private held: Held | null = null;
  private readonly keeper: Keeper;
  /** Answers given while no LMS could be reached. */
  private unheard: Telling[] = [];
  /** Nothing has happened yet: a state that could not be read is left as it is. */
  private untouched = true;

  constructor(
    readonly course: CourseData,
    readonly tracking: Tracking,
    private readonly ends: Ends,
    private readonly means: Means,
  ) {
    const content = {
      tracking,
      key: () => this.key,
      snapshot: () => this.snapshot(),
      copy: (sent: number) => this.copy(sent),
      sequence: () => this.current.sequence,
      renumber: () => {
        this.current = { ...this.current, sequence: this.current.sequence + 1 };
      },
      changed: () => this.ends.changed(this),
    };
    this.keeper = new Keeper(content, means);
  }

  /** Take up the attempt. Called once, by `start`. */
  async begin(launch: Launch): Promise<void> {
    const { copies, host } = this.means;
    void copies.sweep(host.clock() - DAYS * 24 * 3600 * 1000);
    await this.enter(launch);
    host.on("hidden", () => this.keeper.feed({ type: "flush" }));
    host.on("frozen", () => this.frozen());
    host.on("leaving", () => this.left());
    host.on("returned", () => void this.returned());
    host.on("online", () => this.keeper.feed({ type: "online" }));
  }

  /** The LMS answered after the course had begun without it: what was done goes to it now. */
  async adopt(launch: Launch): Promise<void> {
    const done = this.untouched ? null : this.current;
    const { unheard } = this;
    this.unheard = [];
    await this.enter(launch, done !== null);
    if (done) {
      const known = { ...this.current, sequence: Math.max(this.current.sequence, done.sequence) };
      this.current = unite(known, done);
      for (const telling of unheard) this.told(telling);
      this.keeper.feed({ type: "changed", wait: 0 });
      await this.own();
    }
    this.ends.replaced(this);
  }

  get attempt(): Attempt {
    return this.current;
  }

  /** The learner's name, if the LMS gave one; "" otherwise. */
  get learner(): string {
    return this.launch.tracked ? this.tracking.learner() : "";
  }

  /** The language that the LMS says the learner prefers, or "". */
  get language(): string {
    return this.launch.tracked ? this.tracking.language() : "";
  }

  /** Whether an earlier session ended beyond the first page, by its state or its location. */
  get resumed(): boolean {
    const { bookmark } = this.current;
    return bookmark !== "" && bookmark !== this.course.pages[0]?.id;
  }

  /** What the launch went on from. */
  get begun(): TakenUp {
    return this.taken;
  }

  /** The machine that keeps and sends, as it stands. */
  get life(): Life {
    return this.keeper.life;
  }

  get saveStatus(): SaveStatus {
    return this.seeking ? "connecting" : saveStatus(this.life, this.taken.confirmed);
  }

  /** Whether what was done last is on this device. */
  get onDevice(): boolean {
    return onDevice(this.life);
  }

  /**
   * Something happened. With an answer comes the interaction that tells the LMS of it. False when
   * it changed nothing, as the second of a double click does; then nothing is told either.
   */
  dispatch(event: AttemptEvent, interaction?: Interaction): boolean {
    const next = apply(this.course, this.current, event);
    if (next === this.current) return false;
    const urgent = next.outcome !== this.current.outcome;
    this.current = next;
    this.untouched = false;
    const { host } = this.means;
    if (interaction) this.told({ key: host.uuid(), at: host.clock(), interaction });
    const waits = event.type === "opened" && !urgent;
    const wait = waits ? this.course.host.patience * 1000 : 0;
    this.keeper.feed({ type: "changed", wait, urgent });
    this.ends.changed(this);
    return true;
  }

  /** Try to send now: the learner pressed "Try again". */
  async retry(): Promise<void> {
    this.keeper.feed({ type: "flush" });
    await this.keeper.settled();
    this.ends.changed(this);
  }

  /**
   * Save and end the session. False when it could not be sent: then nothing is ended, the page says
   * so, and may call again with `anyway`.
   */
  async exit(anyway = false): Promise<boolean> {
    if (this.life.phase === "running") {
      this.keeper.feed({ type: "flush" });
      await this.keeper.settled();
      if (!settled(this.life) && this.life.phase === "running" && !anyway) return false;
    }
    const open = this.life.phase === "running" || this.life.phase === "read-only";
    this.keeper.feed({ type: "ended" });
    if (open) await this.tracking.close(this.snapshot(), false);
    this.held?.release();
    this.ends.changed(this);
    this.means.host.leave(this.tracking.returnTo());
    return true;
  }

  /** Go on in this window with what another one has; it lets go of it first. */
  async continueHere(): Promise<void> {
    if (this.life.phase !== "elsewhere") return;
    this.held = await this.means.locks.demand(this.key, () => this.yield());
    // An attempt that another window has had is no new one, whatever the LMS said to this one; what
    // it had then is older than what that window hands over.
    const state = this.held?.handed || this.launch.state;
    this.launch = { ...this.launch, entry: "resume", state };
    this.keeper.begin("running", await this.copies());
    await this.take(true);
    this.ends.replaced(this);
  }

  private get key(): string {
    return copyKey(this.course.id, this.launch.learnerId);
  }

  private async copies(): Promise<boolean> {
    return this.course.copy.on && (await this.means.copies.works());
  }

  /** `late`: what is kept as nobody's was done in this window, and is not asked about. */
  private async enter(launch: Launch, late = false): Promise<void> {
    this.launch = launch;
    const copies = await this.copies();
    if (!launch.tracked) this.keeper.begin("untracked", copies);
    else if (!launch.writable) this.keeper.begin("read-only", false);
    else if (!this.tracking.alive()) this.keeper.begin("closed", copies);
    else {
      this.held = await this.means.locks.take(this.key, () => this.yield());
      this.keeper.begin(this.held ? "running" : "elsewhere", copies);
    }
    await this.take(this.life.phase !== "elsewhere", late);
  }

  /** Read what there is of the attempt; `asks`: ask what is to be asked, and go on with it. */
  private async take(asks: boolean, late = false): Promise<void> {
    const { copies, host } = this.means;
    const nobody = copyKey(this.course.id, "");
    const wanted = this.life.copies;
    const [mine, nobodys] = await Promise.all([
      wanted && this.key !== nobody ? copies.read(this.key) : null,
      wanted && !late ? copies.read(nobody) : null,
    ]);
    const found = takeUp(this.course, this.launch, mine, nobodys, host.lot(), host.clock());
    const taken = this.old ? { ...found, confirmed: false } : found;
    this.taken = taken;
    this.current = taken.attempt;
    if (!asks) return;
    const offer = taken.offer && (await this.ends.offered(taken.offer)) ? taken.offer : null;
    if (offer) {
      this.current = offer.attempt;
      this.taken = { ...taken, restored: true, resumed: true, confirmed: false };
    }
    // A page that goes away has no time to note what arrived with its last words.
    const told = !offer && taken.arrived && this.tracking.together;
    const untold = told ? [] : (offer ?? taken).untold;
    for (const telling of untold) this.told(telling);
    const sent = this.taken.confirmed ? this.current.sequence : 0;
    // What somebody else did here must not be written over by who is not known either.
    const theirs = taken.offer?.kind === "nobody" && !offer && this.key === nobody;
    this.keeper.begin(this.life.phase, this.life.copies && !theirs, sent);
    const differs = taken.resumed && this.launch.status !== this.current.outcome;
    if (this.taken.restored || differs || this.old || untold.length > 0) {
      this.untouched = false;
      this.keeper.feed({ type: "changed", wait: 0 });
    } else if (mine && taken.confirmed) await copies.remove(this.key);
    if (offer?.kind === "nobody") await this.own();
  }

  /** What was nobody's is this learner's now: it goes once it is in their own copy, not before. */
  private async own(): Promise<void> {
    const { copies } = this.means;
    const nobody = copyKey(this.course.id, "");
    // A window that only looks on must not write over what another one keeps.
    if (this.life.phase !== "running" || this.key === nobody) return;
    if (await copies.write(this.key, this.copy(0), true)) await copies.remove(nobody);
  }

  private told(telling: Telling): void {
    if (this.life.phase === "running") this.tracking.tell(telling);
    else if (/untracked|closed/.test(this.life.phase) && this.unheard.length < REMEMBERED) {
      this.unheard.push(telling);
    }
  }

  /** The page goes away for good. */
  private left(): void {
    this.keeper.feed({ type: "leave" });
    this.held?.release();
    this.ends.changed(this);
  }

  /** The page goes into the back/forward cache, from which it may come back or not. */
  private frozen(): void {
    this.keeper.feed({ type: "flush" });
    this.held?.release();
    this.held = null;
  }

  private async returned(): Promise<void> {
    if (this.life.phase === "running") {
      this.held ??= await this.means.locks.take(this.key, () => this.yield());
      if (!this.held) this.overtaken();
      else this.keeper.feed({ type: this.tracking.alive() ? "flush" : "ended" });
    }
    this.ends.changed(this);
  }

  /** Another window asks for the attempt: what is open goes out first. */
  private yield(): void {
    this.keeper.feed({ type: "flush" });
    void this.keeper.settled().then(() => {
      this.overtaken();
      this.held?.release(encode(this.course, this.current));
      this.held = null;
      this.ends.changed(this);
    });
  }

  /** Another window goes on: what is done here from now on is not to be gone on with. */
  private overtaken(): void {
    this.launch = { ...this.launch, state: this.snapshot().state ?? this.launch.state };
    this.old = true;
    this.keeper.feed({ type: "taken" });
  }

  private snapshot(): Snapshot {
    const { done, total } = progress(this.course, this.current);
    const asIs = this.taken.unreadable !== "" && this.untouched;
    return {
      state: asIs ? null : encode(this.course, this.current),
      location: this.current.bookmark,
      status: this.current.outcome,
      score: reportedScore(this.course, this.current),
      progress: total === 0 ? 100 : Math.floor((100 * done) / total),
    };
  }

  private copy(sent: number): Copy {
    const { course, current, taken } = this;
    const whole = course.copy.text;
    // What was answered after the end of the session is for the next one to tell.
    const untold = [...(this.launch.tracked ? this.tracking.untold() : []), ...this.unheard];
    return {
      format: 1,
      at: this.means.host.clock(),
      epoch: current.seed,
      sequence: current.sequence,
      sent,
      state: encode(course, whole ? current : withoutTexts(course, current)),
      status: current.outcome,
      untold: untold.filter(({ interaction }) => whole || interaction.type !== "fill-in"),
      ...(taken.unreadable === "" ? {} : { aside: taken.unreadable }),
    };
  }
}
