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
import { browserHost } from "../../../player/host";
import { points, regionAt, settles } from "../../../player/score";
import { type Session, start } from "../../../player/session";
import { local } from "../../../player/tracking/local";
import { scorm12 } from "../../../player/tracking/scorm12";
import { decode, encode } from "../../../player/tracking/state";
import { timespan } from "../../../player/tracking/timespan";
import { asFilter } from "../../../player/viewer/adjust";
import * as zoom from "../../../player/viewer/zoom";
import { covers, unite } from "../../../player/merge";
import { type TakenUp, takeUp } from "../../../player/takeup";
import { browserLocks } from "../../../player/tracking/lock";
import { born, type LifeEvent, type Phase, step } from "../../../player/tracking/lifecycle";
import { Device, FakeHost, FakeLocks, FakeProbe } from "./fakes";
import { bench, type Faults, type Profile } from "./profiles";

type Json = Record<string, any>;

const OPS: Record<string, (request: Json) => unknown> = {
  encode: ({ course, attempt }) => encode(course, fromJson(attempt)),
  decode: ({ course, text }) => toJson(decode(course, text)),
  // Texts by the thousand, for the property that none of them throws.
  decodeAll: ({ course, texts }) => texts.map((text: string) => toJson(decode(course, text))),
  play: ({ course, events, from, seed }) => play(course, events, from, seed),
  latch: ({ attempt, status, score }) => toJson(attempts.latch(fromJson(attempt), status, score)),
  session: (request) => drive(request),
  words: ({ other }) => words(other ?? false),
  life: ({ phase, copies, events }) => lives(phase, copies, events),
  unite: ({ one, other }) => toJson(unite(fromJson(one), fromJson(other))),
  covers: ({ one, other }) => covers(fromJson(one), fromJson(other)),
  takeUp: ({ course, launch, mine, nobodys, seed, now }) =>
    taken(takeUp(course, launch, mine, nobodys, seed, now)),
  told: ({ question, answer, finger }) => told(question, answer, finger ?? false),
  points: ({ question, answer, finger }) => points(question, answer, finger ?? false),
  settles: ({ question, points, tries }) => settles(question, points, tries),
  regionAt: ({ question, point }) => regionAt(question, point),
  timespan: ({ milliseconds }) => timespan(milliseconds),
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

/**
 * Launches of a course on one LMS and one device. Steps: ["do", event, interaction?], ["wait", ms],
 * ["moment", m], ["exit", anyway], ["retry"], ["online", flag], ["faults", {}], ["probe", says],
 * ["device", {blocked, full}], ["answers", yes or no], ["reenter", m], ["relaunch"], ["lose"]: the
 * LMS has lost all, ["second"]: another window, whose steps come next, ["first"]: back in this one,
 * ["continue"].
 */
async function drive({ course, profile, faults = {}, stored = {}, steps, device = {} }: Json): Promise<Json> {
  const clock = new FakeHost();
  const lms = profile ? bench(profile, faults as Faults, stored, (ms) => (clock.time += ms)) : null;
  const own = Object.assign(new Device(), device);
  const locks = new FakeLocks();
  const probe = new FakeProbe();
  const log: Json[] = [];
  const offers: Json[] = [];
  let accepts = true;
  const open = async (host: FakeHost): Promise<Session> => {
    const tracking = lms
      ? scorm12(course.host, {
          window: { API: lms.api },
          now: () => host.time,
          wait: () => Promise.resolve(),
        })
      : local();
    const ends = {
      changed: () => undefined,
      offered: (offer: Json) => {
        offers.push({ kind: offer.kind, at: offer.at, attempt: toJson(offer.attempt) });
        return Promise.resolve(accepts);
      },
      replaced: () => undefined,
    };
    const means = { host, copies: own.open(host), locks, probe };
    const session = await host.during(start(course, tracking, ends, means));
    await host.settle();
    return session;
  };
  let host = clock;
  const first = { host, session: await open(host) };
  let { session } = first;
  const note = () =>
    log.push({
      saving: session.saveStatus,
      resumed: session.resumed,
      restored: session.begun.restored,
      earlier: session.begun.resumed,
      unreadable: session.begun.unreadable !== "",
      onDevice: session.onDevice,
      attempt: toJson(session.attempt),
      calls: lms?.calls.length ?? 0,
      left: host.left,
    });
  note();
  for (const [step, value, extra] of steps as Array<[string, any, any]>) {
    if (step === "do") session.dispatch(value, extra);
    else if (step === "wait") await host.advance(value);
    else if (step === "moment") host.fire(value);
    else if (step === "exit") await host.during(session.exit(value));
    else if (step === "retry") await host.during(session.retry());
    else if (step === "online") host.connected = value;
    else if (step === "faults") Object.assign(lms!.faults, value);
    else if (step === "probe") probe.says = () => value;
    else if (step === "device") Object.assign(own, value);
    else if (step === "answers") accepts = value;
    else if (step === "reenter") lms!.onCommit = () => host.fire(value);
    else if (step === "continue") await host.during(session.continueHere());
    else if (step === "second") {
      host = new FakeHost();
      host.time = clock.time;
      lms!.relaunch();
      session = await open(host);
    } else if (step === "first") ({ host, session } = first);
    else if (step === "relaunch" || step === "lose") {
      if (step === "lose") Object.assign(lms!.faults, { forgets: true });
      host.forget();
      locks.clear();
      lms?.relaunch();
      session = await open(host);
    } else throw new Error(`no step ${step}`);
    await host.settle();
    note();
  }
  const copies = Object.fromEntries(own.records);
  return { log, offers, copies, calls: lms?.calls ?? [], stored: lms?.stored() ?? {} };
}

/** The machine after each event, `[time, event]`, with what it asked for. */
function lives(phase: Phase, copies: boolean, events: Array<[number, LifeEvent]>): Json[] {
  let life = born(phase, copies);
  return events.map(([now, event]) => {
    const next = step(life, event, now);
    life = next.life;
    const due = Number.isFinite(life.due) ? life.due : null;
    return { ...life, due, lastSave: null, commands: next.commands };
  });
}

/** Three windows that want one attempt, or two that want two, one after the other. */
async function words(other: boolean): Promise<Array<string | null>> {
  const said: Array<string | null> = [];
  // Each window has its own; Node has one object for all, which keeps nothing between them.
  const window = () => browserLocks();
  const first = await window().take("course", () => {
    said.push("demanded");
    first?.release("its state");
  });
  said.push(first && "first");
  if (other) {
    const second = await window().take("another", () => undefined);
    second?.release();
    first?.release();
    return [...said, second && "other"];
  }
  said.push((await window().take("course", () => undefined)) && "second");
  const second = await window().demand("course", () => undefined);
  said.push(second && `second with ${second.handed}`);
  said.push((await window().take("course", () => undefined)) && "third");
  second?.release();
  return said;
}

function taken(found: TakenUp): Json {
  const { offer } = found;
  return {
    ...found,
    attempt: toJson(found.attempt),
    offer: offer && { ...offer, attempt: toJson(offer.attempt) },
  };
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
