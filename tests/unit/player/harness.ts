/**
 * The player's pure parts and its adapter, driven by lines of JSON: `{op, ...}` in, `{value}` or
 * `{error}` out. Bundled by conftest.py and run as one long-lived Node process.
 */

import { createInterface } from "node:readline";
import * as attempts from "../../../player/attempt";
import type { CourseData } from "../../../player/course";
import * as standing from "../../../player/standing";
import { told } from "../../../player/interaction";
import * as spacing from "../../../player/results/spacing";
import { browserHost, type Host, type Moment } from "../../../player/host";
import { points, regionAt, settles } from "../../../player/score";
import { type Session, start } from "../../../player/session";
import { findApi, isAlone } from "../../../player/tracking/discovery";
import { local } from "../../../player/tracking/local";
import { scorm12 } from "../../../player/tracking/scorm12";
import { decode, encode } from "../../../player/tracking/state";
import { timespan } from "../../../player/tracking/timespan";
import type { Interaction, Snapshot } from "../../../player/tracking/tracking";
import { asFilter } from "../../../player/viewer/adjust";
import * as zoom from "../../../player/viewer/zoom";
import { StrictLms } from "../../../player/lms/scorm12";
import { bench, type Faults, type Profile } from "./profiles";

type Json = Record<string, any>;

const OPS: Record<string, (request: Json) => unknown> = {
  encode: ({ course, attempt }) => encode(course, fromJson(attempt)),
  decode: ({ course, text }) => toJson(decode(course, text)),
  // Texts by the thousand, for the property that none of them throws.
  decodeAll: ({ course, texts }) => texts.map((text: string) => toJson(decode(course, text))),
  play: ({ course, events, from, seed }) => play(course, events, from, seed),
  latch: ({ attempt, status, score }) => toJson(attempts.latch(fromJson(attempt), status, score)),
  track: (request) => track(request),
  session: (request) => drive(request),
  discover: ({ shape }) => discover(shape),
  told: ({ question, answer, finger }) => told(question, answer, finger ?? false),
  points: ({ question, answer, finger }) => points(question, answer, finger ?? false),
  settles: ({ question, points, tries }) => settles(question, points, tries),
  regionAt: ({ question, point }) => regionAt(question, point),
  timespan: ({ milliseconds }) => timespan(milliseconds),
  lms: ({ options, calls }) => lms(options, calls),
  moments: () => moments(),
  zoom: ({ name, given }) => (zoom as Json)[name](...given),
  begun: ({ items }) => spacing.begun(items),
  // The queue before each answer, and after the last.
  practise: ({ items, answers }) =>
    (answers as boolean[]).reduce(
      (queues, right) => [...queues, spacing.after(queues[queues.length - 1]!, right)],
      [items as spacing.Queue<unknown>],
    ),
  toPractise: ({ course, attempt }) =>
    standing.toPractise(course, fromJson(attempt)).map(([page, { id }]) => [page.id, id]),
  filter: ({ adjustment }) => asFilter(adjustment),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  void Promise.resolve()
    .then(() => {
      const request = JSON.parse(line) as Json;
      return OPS[request.op]!(request);
    })
    .then((value) => ({ value: value ?? null }))
    .catch((error: Error) => ({ error: String(error.stack ?? error) }))
    .then((reply) => process.stdout.write(`${JSON.stringify(reply)}\n`));
});

function toJson(attempt: attempts.Attempt | null): Json | null {
  if (!attempt) return null;
  const pages: Json = {};
  for (const [id, seen] of attempt.pages) {
    const shown = [...seen.shown].sort();
    pages[id] = { ended: seen.ended, given: Object.fromEntries(seen.given), shown };
  }
  return { ...attempt, pages };
}

function fromJson(json: Json): attempts.Attempt {
  const pages = new Map<string, attempts.Visited>();
  for (const [id, seen] of Object.entries(json.pages as Json)) {
    const given = new Map(Object.entries(seen.given)) as never;
    pages.set(id, { ended: seen.ended, given, shown: new Set(seen.shown ?? []) });
  }
  return { ...json, pages } as unknown as attempts.Attempt;
}

function facts(course: CourseData, attempt: attempts.Attempt): Json {
  return {
    attempt: toJson(attempt),
    status: attempt.outcome,
    progress: standing.progress(course, attempt),
    score: standing.score(course, attempt),
    best: attempt.best,
    qualified: attempt.qualified,
    asked: course.pages.map((page) => standing.asked(course, attempt, page).map(({ id }) => id)),
    missed: course.pages.flatMap((page) =>
      page.questions
        .filter(({ id }) => standing.missed(standing.given(attempt, page.id, id)))
        .map(({ id }) => id),
    ),
    reported: standing.reportedScore(course, attempt),
    answered: standing.scoredAllAnswered(course, attempt),
    mayRetake: standing.mayRetake(course, attempt),
    mayRecord: standing.mayRecord(course, attempt),
  };
}

/** The facts after each event. */
function play(
  course: CourseData,
  events: attempts.AttemptEvent[],
  from?: Json,
  seed = 0,
): Json[] {
  let attempt = from ? fromJson(from) : attempts.begin(seed);
  return events.map((event) => {
    const next = attempts.apply(course, attempt, event);
    const same = next === attempt;
    attempt = next;
    return { ...facts(course, attempt), same };
  });
}

/** Steps: ["save" | "close", snapshot], ["answer", interaction], ["advance", ms], ["faults", {}]. */
async function track({ profile, faults = {}, stored = {}, steps }: Json): Promise<Json> {
  let now = 0;
  const lms = bench(profile as Profile, faults as Faults, stored, (ms) => (now += ms));
  const tracking = scorm12({
    window: { API: lms.api },
    now: () => now,
    date: () => new Date(2024, 1, 29, 9, 5, 7),
    wait: () => Promise.resolve(),
  });
  const launch = await tracking.open();
  const results: unknown[] = [];
  for (const [step, value] of steps as Array<[string, unknown]>) {
    if (step === "advance") now += value as number;
    else if (step === "faults") Object.assign(lms.faults, value);
    else if (step === "answer") tracking.answer(value as Interaction);
    else results.push(tracking[step as "save" | "close"](value as Snapshot));
  }
  return { launch, results, calls: lms.calls, stored: lms.stored() };
}

/**
 * Launches of a course on one LMS. Steps: ["do", event, interaction?], ["wait", ms], ["moment", m],
 * ["exit", anyway], ["online", flag], ["faults", {}], ["reenter", m], ["relaunch"].
 */
async function drive({ course, profile, faults = {}, stored = {}, steps }: Json): Promise<Json> {
  const clock = new FakeHost();
  const lms = profile ? bench(profile, faults as Faults, stored, (ms) => (clock.time += ms)) : null;
  const log: Json[] = [];
  const open = async (): Promise<Session> => {
    clock.forget();
    const tracking = lms
      ? scorm12({
          window: { API: lms.api },
          now: () => clock.time,
          date: () => new Date(2024, 1, 29, 9, 5, 7),
          wait: () => Promise.resolve(),
        })
      : local();
    const session = await start(course, tracking, () => undefined, clock);
    await clock.settle();
    return session;
  };
  let session = await open();
  const note = () =>
    log.push({
      saving: session.saveStatus,
      resumed: session.resumed,
      restored: session.restored,
      unreadable: session.unreadable,
      attempt: toJson(session.attempt),
      calls: lms?.calls.length ?? 0,
      closedWindow: clock.closedWindow,
    });
  note();
  for (const [step, value, extra] of steps as Array<[string, any, any]>) {
    if (step === "do") session.dispatch(value, extra);
    else if (step === "wait") await clock.advance(value);
    else if (step === "moment") clock.fire(value);
    else if (step === "exit") session.exit(value);
    else if (step === "online") clock.connected = value;
    else if (step === "faults") Object.assign(lms!.faults, value);
    else if (step === "reenter") lms!.onCommit = () => clock.fire(value);
    else if (step === "relaunch") {
      lms!.relaunch();
      session = await open();
    } else throw new Error(`no step ${step}`);
    await clock.settle();
    note();
  }
  return { log, calls: lms?.calls ?? [], stored: lms?.stored() ?? {} };
}

class FakeHost implements Host {
  time = 0;
  connected = true;
  closedWindow = false;
  private timers: Array<{ due: number; run: () => void }> = [];
  private handlers: Array<[Moment, () => void]> = [];

  now = () => this.time;
  lot = () => 4711;
  after = (milliseconds: number, run: () => void) => {
    const timer = { due: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };
  soon = (run: () => void) => void Promise.resolve().then(run);
  on = (moment: Moment, run: () => void) => void this.handlers.push([moment, run]);
  online = () => this.connected;
  leave = () => {
    this.closedWindow = true;
  };

  forget(): void {
    this.timers = [];
    this.handlers = [];
  }

  fire(moment: Moment): void {
    for (const [each, run] of this.handlers) if (each === moment) run();
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await this.settle();
      const next = this.timers
        .filter((timer) => timer.due <= end)
        .sort((one, other) => one.due - other.due)[0];
      if (!next) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.time = Math.max(this.time, next.due);
      next.run();
    }
    this.time = Math.max(this.time, end);
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
}

/** Windows as they are nested in the field, and where the API is found in each. */
function discover(shape: string): Json {
  const api = { LMSInitialize: () => "true" };
  const foreign = new Proxy(
    {},
    {
      get(_target, name) {
        if (name === "parent" || name === "opener" || name === "top") return top;
        throw new DOMException("Blocked a frame from accessing a cross-origin frame.");
      },
    },
  );
  const top: Json = {};
  top.parent = top;
  const loop: Json = {};
  loop.parent = { parent: loop };
  let deep: Json = { API: api };
  deep.parent = deep;
  for (let hop = 0; hop < 400; hop++) deep = { parent: deep };
  const holder: Json = { API: api };
  holder.parent = holder;
  const topWithOpener: Json = { opener: holder };
  topWithOpener.parent = topWithOpener;
  const throwing = {
    get parent(): unknown {
      throw new Error("denied");
    },
    opener: holder,
  };
  const shapes: Record<string, Json> = {
    own: { API: api },
    parent: { parent: holder },
    "parent of opener": { opener: { parent: holder } },
    "opener of top": { parent: topWithOpener, top: topWithOpener },
    "behind a foreign frame": ((top.API = api), { parent: foreign }),
    "parent throws": throwing,
    "deep nesting": deep,
    "something else called API": { API: { version: 3 }, parent: holder },
    loop,
    none: ((top.parent = top), { parent: { parent: null } }),
    alone: (() => {
      const self: Json = {};
      self.parent = self;
      return self;
    })(),
  };
  const from = shapes[shape] as Json;
  return { found: findApi(from, "API", "LMSInitialize") === api, alone: isAlone(from) };
}

function lms(options: Json, calls: Array<[string, ...unknown[]]>): Json {
  const runtime = new StrictLms(options);
  const results = calls.map(([fn, ...args]) => {
    if (fn === "relaunch") return void runtime.relaunch();
    const result = (runtime.api as unknown as Record<string, (...a: unknown[]) => unknown>)[fn]!(
      ...args,
    );
    return [result, Number(runtime.api.LMSGetLastError())];
  });
  return { results, stored: runtime.stored() };
}

/** Which moments the browser's own events become. */
function moments(): string[] {
  const heard: string[] = [];
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const view = Object.assign(new EventTarget(), {
    document: page,
    navigator: { onLine: true },
    performance: { now: () => 0 },
  });
  const host = browserHost(view as unknown as Window);
  for (const moment of ["hidden", "frozen", "leaving", "returned", "online"] as const) {
    host.on(moment, () => heard.push(moment));
  }
  const fire = (type: string, persisted?: boolean) =>
    view.dispatchEvent(Object.assign(new Event(type), { persisted }));
  page.dispatchEvent(new Event("visibilitychange"));
  page.visibilityState = "hidden";
  page.dispatchEvent(new Event("visibilitychange"));
  fire("pagehide", true);
  fire("pageshow", true);
  fire("pageshow", false);
  fire("pagehide", false);
  fire("online");
  fire("beforeunload");
  fire("unload");
  return heard;
}
