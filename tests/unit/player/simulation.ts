/**
 * Random schedules of faults against one session after another on one device, under a clock that
 * only goes on when it is told to. Driven by lines of JSON like harness.ts.
 *
 * The promise that is held to: what the learner was told is on this device, or sent, is there at
 * the next launch. And nothing is called sent that the LMS has not got.
 */

import { createInterface } from "node:readline";
import type { AttemptEvent } from "../../../player/attempt";
import type { Attempt } from "../../../player/attempt";
import type { CourseData } from "../../../player/course";
import type { SaveStatus } from "../../../player/saving";
import { type Session, start } from "../../../player/session";
import { decode } from "../../../player/tracking/state";
import {
  higher,
  type Launch,
  type Saved,
  type Snapshot,
  type Status,
  type Telling,
  type Tracking,
} from "../../../player/tracking/tracking";
import { Device, FakeHost, FakeLocks, FakeProbe } from "./fakes";

/** The generator of Park and Miller; small seeds are spread first, for they begin alike. */
function random(seed: number): () => number {
  let state = ((Math.imul(seed + 1, 0x9e3779b1) >>> 0) % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

type Manner = "sync" | "async";

/** An LMS as far as a session sees it. */
class World {
  readonly host = new FakeHost();
  readonly device = new Device();
  readonly locks = new FakeLocks();
  readonly probe = new FakeProbe();
  readonly manner: Manner;
  /** What is stored for good. */
  stored: { state: string; status: Status | null; score: number | null; location: string } = {
    state: "",
    status: null,
    score: null,
    location: "",
  };
  network = true;
  loggedIn = true;
  commitFails = 0;
  /** It says yes and stores nothing, although it is there. */
  lies = false;
  refusesState = false;
  /** It has lost or spoilt what it had stored, which nobody can know before the next launch. */
  harmed = false;
  ended = false;
  tracked = true;
  slow = 0;
  keys = new Set<string>();

  constructor(readonly chance: () => number) {
    this.manner = chance() < 0.5 ? "sync" : "async";
    this.probe.says = () => (!this.network ? "absent" : this.loggedIn ? "here" : "logged-out");
    this.device.takes = () => (this.chance() < 0.3 ? Math.floor(this.chance() * 200) : 0);
    this.host.lots = () => Math.floor(this.chance() * 0x10000);
  }

  adapter(): Tracking {
    let open = false;
    let queue: Telling[] = [];
    const store = (snapshot: Snapshot): Saved => {
      if (!open || this.ended) return "closed";
      // As Moodle does: without a network it says yes.
      if (!this.network) return this.manner === "sync" ? "accepted" : "failed";
      if (!this.loggedIn) return this.manner === "sync" ? "failed" : "logged-out";
      if (this.commitFails > 0) {
        this.commitFails -= 1;
        return "failed";
      }
      if (this.lies) {
        this.harmed = true;
        return "accepted";
      }
      const { state, status, score, location } = snapshot;
      const kept = this.refusesState ? null : state;
      this.harmed = false;
      this.stored = {
        state: kept ?? this.stored.state,
        status: higher(this.stored.status ?? "incomplete", status),
        score: score ?? this.stored.score,
        location,
      };
      for (const { key } of queue) this.keys.add(key);
      queue = [];
      return this.refusesState && state !== null ? "partly" : "accepted";
    };
    const save = (snapshot: Snapshot): Saved | Promise<Saved> => {
      this.host.time += this.manner === "sync" ? this.slow : 0;
      if (this.manner === "sync") return store(snapshot);
      const there = 5 + Math.floor(this.chance() * 300) + this.slow;
      const lost = this.chance() < 0.1;
      return new Promise((done) => {
        this.host.after(there, () => {
          const result = store(snapshot);
          // The answer may be lost after what it answers was stored.
          this.host.after(there, () => done(lost ? "failed" : result));
        });
      });
    };
    return {
      together: true,
      open: () => {
        open = this.tracked;
        const { state, status, score, location } = this.stored;
        const entry = status === null ? "ab-initio" : "resume";
        const launch: Launch = {
          tracked: open,
          writable: open,
          entry: open ? entry : "",
          state: open ? state : "",
          location: open ? location : "",
          status: open ? status : null,
          score: open ? score : null,
          learnerId: open ? "learner" : "",
        };
        return Promise.resolve(launch);
      },
      learner: () => "",
      language: () => "",
      tell: (telling) => void queue.push(telling),
      untold: () => queue,
      save,
      doubt: () => undefined,
      close: (snapshot) => {
        const saved = save(snapshot);
        if (this.manner === "sync") open = false;
        return saved;
      },
      alive: () => open && !this.ended,
      returnTo: () => "",
      facts: () => [],
      log: () => [],
    };
  }
}

/** What the learner did, as facts that a later attempt has or has not. */
type Deed = { page: string; question: string | null; option: number };

const SAFE: readonly SaveStatus[] = ["kept", "sent", "confirmed", "not-sent"];

class Run {
  readonly world: World;
  readonly deeds: Deed[] = [];
  readonly trace: string[] = [];
  /** How many deeds the learner was told are safe. */
  promised = 0;
  status: Status = "incomplete";
  failure: Error | null = null;
  session!: Session;

  constructor(
    readonly course: CourseData,
    readonly chance: () => number,
  ) {
    this.world = new World(chance);
  }

  async launch(): Promise<void> {
    const { world } = this;
    world.host.forget();
    world.locks.clear();
    world.ended = false;
    world.host.time += 60_000;
    const means = {
      host: world.host,
      copies: world.device.open(world.host),
      locks: world.locks,
      probe: world.probe,
    };
    const ends = {
      // It is called from within promises, where what is thrown would be heard too late.
      changed: () => this.heard(),
      offered: () => Promise.resolve(true),
      replaced: () => undefined,
    };
    const begun = start(this.course, world.adapter(), ends, means);
    this.session = await world.host.during(begun);
    await world.host.settle();
    this.trace.push(`launch: ${this.session.saveStatus}`);
    if (world.tracked) this.holds("the next launch", this.session.attempt, this.promised);
    else this.promised = this.deeds.filter((deed) => has(this.session.attempt, deed)).length;
    // What was not promised and did not come back is not there to be promised later.
    const kept = this.deeds.filter((deed) => has(this.session.attempt, deed));
    this.deeds.splice(0, this.deeds.length, ...kept);
    this.promised = Math.min(this.promised, kept.length);
    this.listen();
  }

  /** Whether the copy on the device has everything. */
  get covered(): boolean {
    const copies = [...this.world.device.records.values()];
    return copies.some(({ sequence }) => sequence >= this.session.attempt.sequence);
  }

  /** What the learner is told at this moment. */
  listen(): void {
    const { session, world } = this;
    if (!session) return;
    const said = session.saveStatus;
    if (SAFE.includes(said) || session.onDevice) {
      this.promised = this.deeds.length;
      if (said !== "untracked") this.status = higher(this.status, session.attempt.outcome);
    }
    const honest = !world.refusesState && !world.harmed;
    if ((said === "sent" || said === "confirmed") && honest) {
      const held = decode(this.course, world.stored.state);
      if (!held && this.deeds.length > 0) throw new Error("called sent, and the LMS has nothing");
      if (held) this.holds(`'${said}'`, held, this.deeds.length);
    }
  }

  private heard(): void {
    try {
      this.listen();
    } catch (error) {
      this.failure ??= error as Error;
    }
  }

  holds(where: string, attempt: Attempt, deeds: number): void {
    const lost = this.deeds.slice(0, deeds).filter((deed) => !has(attempt, deed));
    if (lost.length > 0) throw new Error(`${where} has lost ${JSON.stringify(lost)}`);
    if (higher(attempt.outcome, this.status) !== attempt.outcome) {
      throw new Error(`${where} is ${attempt.outcome} after ${this.status}`);
    }
  }

  act(): void {
    const open = this.course.pages.flatMap((page) => [
      ...page.questions.map(({ id }) => ({ page: page.id, question: id, option: 0 })),
      { page: page.id, question: null, option: 0 },
    ]);
    const free = open.filter((deed) => !this.deeds.some((done) => same(done, deed)));
    const deed = free[Math.floor(this.chance() * free.length)];
    if (!deed) return;
    const option = Math.floor(this.chance() * 3);
    const event: AttemptEvent =
      deed.question === null
        ? { type: "ended", page: deed.page }
        : {
            type: "answered",
            page: deed.page,
            question: deed.question,
            answer: { selected: [option], marks: [] },
            points: 100,
            done: true,
          };
    this.deeds.push({ ...deed, option });
    const told = deed.question === null ? undefined : interaction(`${deed.page}.${deed.question}`);
    if (!this.session.dispatch(event, told)) this.deeds.pop();
    this.listen();
  }
}

function interaction(id: string) {
  const shape = { type: "choice", response: ["a"], correct: [["a"]], result: "correct" } as const;
  return { ...shape, id, final: true, weight: 1, latency: 1 };
}

function same(one: Deed, other: Deed): boolean {
  return one.page === other.page && one.question === other.question;
}

function has(attempt: Attempt, { page, question, option }: Deed): boolean {
  const seen = attempt.pages.get(page);
  if (question === null) return seen?.ended ?? false;
  return seen?.given.get(question)?.answer.selected[0] === option;
}

/** Each step of a schedule by its name, with how often it is taken. */
const STEPS: Array<[string, number, (run: Run) => void | Promise<void>]> = [
  ["act", 12, (run) => run.act()],
  ["a moment", 6, (run) => run.world.host.advance(Math.floor(run.chance() * 400))],
  ["a while", 4, (run) => run.world.host.advance(Math.floor(run.chance() * 90_000))],
  ["network down", 2, ({ world }) => void (world.network = world.host.connected = false)],
  ["network down, unnoticed", 2, ({ world }) => void (world.network = false)],
  ["network up", 3, ({ world }) => {
    world.network = world.host.connected = true;
    world.host.fire("online");
  }],
  ["logged out", 1, ({ world }) => void (world.loggedIn = false)],
  ["logged in", 2, (run) => {
    run.world.loggedIn = true;
    void run.session.retry();
  }],
  ["commits fail", 2, (run) => void (run.world.commitFails = Math.ceil(run.chance() * 5))],
  ["slow", 1, ({ world }) => void (world.slow = world.slow ? 0 : 5_000)],
  ["hidden", 2, ({ world }) => world.host.fire("hidden")],
  ["clock jumps", 1, (run) => void (run.world.host.wrong += (run.chance() - 0.5) * 1.7e8)],
  ["kill", 3, (run) => run.launch()],
  ["close", 2, (run) => {
    run.world.host.fire("leaving");
    return run.launch();
  }],
  ["exit", 1, async (run) => {
    await run.world.host.during(run.session.exit(run.chance() < 0.5));
    return run.launch();
  }],
  ["put aside and back", 1, async ({ world }) => {
    world.host.fire("frozen");
    await world.host.advance(1000);
    world.host.fire("returned");
  }],
  ["session ended", 1, ({ world }) => void (world.ended = true)],
  // With no copy on the device, or after it was removed because the LMS had confirmed it, these
  // lose what was sent, and nobody could help it.
  ["lies", 1, ({ world }) => void (world.lies = !world.device.blocked && !world.device.full)],
  ["honest", 1, ({ world }) => void (world.lies = false)],
  ["state lost", 1, (run) => {
    const { world } = run;
    if (!run.covered) return;
    world.stored.state = "";
    world.harmed = true;
  }],
  ["state cut short", 1, (run) => {
    const { world } = run;
    if (!run.covered) return;
    world.stored.state = world.stored.state.slice(0, 30);
    world.harmed = true;
  }],
  ["state refused", 0.5, ({ world }) => {
    world.refusesState = !world.refusesState && !world.device.blocked && !world.device.full;
  }],
];

async function schedule(course: CourseData, seed: number, length: number): Promise<string | null> {
  const chance = random(seed);
  const run = new Run(course, chance);
  const { world } = run;
  world.device.blocked = chance() < 0.1;
  const total = STEPS.reduce((sum, [, weight]) => sum + weight, 0);
  try {
    await run.launch();
    for (let count = Math.ceil(chance() * length); count > 0; count--) {
      let at = chance() * total;
      const [name, , step] = STEPS.find(([, weight]) => (at -= weight) <= 0) ?? STEPS[0]!;
      run.trace.push(name);
      await step(run);
      await world.host.settle();
      run.listen();
      if (run.failure) throw run.failure;
    }
    // When all is well again everything arrives by itself.
    Object.assign(world, { network: true, loggedIn: true, commitFails: 0, lies: false });
    Object.assign(world, { refusesState: false, slow: 0, tracked: true });
    world.host.connected = true;
    // In the same session where there is one, and else in the next.
    const { life } = run.session;
    const over = world.ended || life.phase !== "running" || life.trouble === "partly" || world.harmed;
    if (over || chance() < 0.5) await run.launch();
    if (chance() < 0.5) run.act();
    await world.host.advance(300_000);
    run.listen();
    if (run.failure) throw run.failure;
    const said = run.session.saveStatus;
    if (said !== "sent" && said !== "confirmed" && said !== "ready") throw new Error(`ends ${said}`);
    const held = decode(course, world.stored.state);
    if (run.deeds.length > 0) run.holds("the LMS in the end", held!, run.deeds.length);
    return null;
  } catch (error) {
    const { message, stack } = error as Error;
    return `seed ${seed} (${world.manner}): ${message}\n  ${run.trace.join(" → ")}\n${stack}`;
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const { course, from, count, length } = JSON.parse(line) as {
    course: CourseData;
    from: number;
    count: number;
    length: number;
  };
  void (async () => {
    for (let seed = from; seed < from + count; seed++) {
      const failed = await schedule(course, seed, length);
      if (failed !== null) return failed;
    }
    return "";
  })().then(
    (value) => process.stdout.write(`${JSON.stringify({ value })}\n`),
    (error: Error) => process.stdout.write(`${JSON.stringify({ error: String(error.stack) })}\n`),
  );
});
