/**
 * A whole launch on any host: the real adapter, session and probe, on the LMSs of `profiles.ts` or
 * on a server that the test has started. Driven by lines of JSON like harness.ts; one world at a
 * time, kept between the lines, so that a test can change the server in between.
 *
 * Time stands still until it is told to go on, but for requests: those are waited for.
 */

import { createInterface } from "node:readline";
import type { AttemptEvent } from "../../../player/attempt";
import type { CourseData } from "../../../player/course";
import { type Session, start } from "../../../player/session";
import { aicc } from "../../../player/tracking/aicc";
import { cmi5 } from "../../../player/tracking/cmi5";
import type { Locks } from "../../../player/tracking/lock";
import { type Probe, probe } from "../../../player/tracking/probe";
import { scorm12 } from "../../../player/tracking/scorm12";
import { scorm2004 } from "../../../player/tracking/scorm2004";
import { encode } from "../../../player/tracking/state";
import type { Interaction, Tracking } from "../../../player/tracking/tracking";
import { Device, FakeHost, FakeLocks } from "./fakes";
import { bench, type Bench, type Faults, type Recorded } from "./profiles";

type Json = Record<string, any>;
type Standard = "scorm12" | "scorm2004" | "aicc" | "cmi5";

/** What is taken away from the player, to see that a test notices. */
interface Broken {
  /** Elements that are written to nobody, and read as "". */
  mute?: string;
  unread?: string;
  /** What reads give instead, by element. */
  shows?: Record<string, string>;
  /** An element that is written before each commit, though no LMS has it. */
  nonsense?: boolean;
  /** Saves are said to be accepted, and are done (`yes`) or not (`no`). */
  believes?: "yes" | "no";
  /** The probe always says that the LMS is there. */
  blind?: boolean;
  /** Every window may write. */
  unlocked?: boolean;
}

interface Setting {
  standard: Standard;
  profile: string;
  course: CourseData;
  faults: Faults;
  device: Partial<Device>;
  broken: Broken;
}

let pending = 0;
let uuids = 0;

/** A browser that waits for its requests. */
class Browser extends FakeHost {
  override uuid = () => `00000000-0000-4000-8000-${String(uuids++).padStart(12, "0")}`;

  override async settle(): Promise<void> {
    if (setting.standard in SCORM) return super.settle();
    for (let idle = 0; idle < 3; idle = pending > 0 ? 0 : idle + 1) {
      await super.settle();
      await new Promise((done) => setImmediate(done));
    }
    await super.settle();
  }
}

interface Page {
  readonly window: Browser;
  readonly session: Session;
  readonly tracking: Tracking;
}

let setting: Setting;
let lms: Bench | null;
let device: Device;
let locks: FakeLocks;
let net: { offline: boolean; door: boolean };
let windows: Page[];
let page: Page;
let offers: string[];
let took: boolean;
/** The LMS was made for the launch that comes. */
let fresh: boolean;
/** Calls to LMSs that another one has taken the place of. */
let past: Recorded[];
let drawers: Map<string, string>;

const SCORM = { scorm12: "API", scorm2004: "API_1484_11" } as const;

const OPS: Record<string, (request: Json) => unknown> = {
  world: ({ standard, profile, course, faults = {}, stored = {}, device: own = {}, broken = {} }) => {
    setting = { standard, profile, course, faults, device: own, broken };
    device = Object.assign(new Device(), own);
    locks = new FakeLocks();
    net = { offline: false, door: false };
    windows = [];
    drawers = new Map();
    took = true;
    lms = null;
    past = [];
    if (standard in SCORM) install(stored);
  },
  /** The page that was open is gone, however: `killed` says nothing to anybody. */
  launch: async ({ address = "" }) => {
    for (const { window } of windows) window.forget();
    locks.clear();
    if (!fresh) again();
    fresh = false;
    page = await open(address, windows[windows.length - 1]?.window.time ?? 0);
    windows = [page];
  },
  /** Another window on the same device; the other one stays. */
  second: async ({ address = "" }) => {
    lms?.relaunch();
    page = await open(address, page.window.time);
    windows.push(page);
  },
  turn: ({ index }) => {
    const { time } = page.window;
    page = windows[index as number]!;
    page.window.time = time;
  },
  do: async ({ event, interaction }) => {
    page.session.dispatch(event as AttemptEvent, interaction as Interaction | undefined);
    await page.window.settle();
  },
  /** Many things in one task: one save. */
  all: async ({ events }) => {
    for (const event of events as AttemptEvent[]) page.session.dispatch(event);
    await page.window.settle();
  },
  wait: ({ milliseconds }) => page.window.advance(milliseconds),
  moment: async ({ name }) => {
    page.window.fire(name);
    await page.window.settle();
  },
  exit: ({ anyway = false }) => page.window.during(page.session.exit(anyway)),
  retry: () => page.window.during(page.session.retry()),
  here: () => page.window.during(page.session.continueHere()),
  net: (change) => void Object.assign(net, change),
  connected: ({ on }) => void (page.window.connected = on),
  faults: ({ change }) => void Object.assign(lms!.faults, change),
  device: ({ change }) => void Object.assign(device, change),
  answers: ({ yes }) => void (took = yes),
  /** The LMS as it would be, had it been left with these values. */
  install: ({ stored, faults = {} }) => {
    Object.assign(setting.faults, faults);
    install(stored);
  },
  look: () => look(),
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

/** An LMS that holds these values. Its time is that of the page that is open. */
function install(stored: Record<string, string>): void {
  const { profile, faults, standard } = setting;
  const advance = (milliseconds: number) => {
    const open = windows[windows.length - 1];
    if (open) open.window.time += milliseconds;
  };
  past.push(...(lms?.calls ?? []));
  lms = bench(profile, { ...faults }, stored, advance, standard as "scorm12" | "scorm2004");
  fresh = true;
}

/** The next launch on the same LMS. scorm-again has none: another one is given what it held. */
function again(): void {
  if (!lms) return;
  if (setting.profile !== "scorm-again") return lms.relaunch();
  const entry = setting.standard === "scorm12" ? "cmi.core.entry" : "cmi.entry";
  install({ ...setting.faults.given, ...held(lms), [entry]: "resume" });
}

/** What an LMS has, without what it has nothing of. */
function held(from: Bench): Record<string, string> {
  return Object.fromEntries(Object.entries(from.stored()).filter(([, value]) => value !== ""));
}

async function open(address: string, time: number): Promise<Page> {
  const window = new Browser();
  window.time = time;
  const { course, broken } = setting;
  const tracking = believing(adapter(window, address), broken);
  offers = [];
  const ends = {
    changed: () => undefined,
    offered: ({ kind }: Json) => {
      offers.push(kind);
      return Promise.resolve(took);
    },
    replaced: () => undefined,
  };
  const own: Locks = broken.unlocked ? new FakeLocks() : locks;
  const means = { host: window, copies: device.open(window), locks: own, probe: looking(window) };
  const session = await window.during(start(course, tracking, ends, means));
  await window.settle();
  return { window, session, tracking };
}

function adapter(window: Browser, address: string): Tracking {
  const { standard, course } = setting;
  const { now, after } = window;
  if (standard === "aicc") {
    return aicc(course.host, { address, send: asked as never, now, after });
  }
  if (standard === "cmi5") {
    const storage = {
      getItem: (key: string) => drawers.get(key) ?? null,
      setItem: (key: string, value: string) => void drawers.set(key, value),
    };
    const date = window.clock;
    return cmi5(course.host, {
      fetch: asked as never,
      now,
      after,
      date,
      href: address,
      storage,
      uuid: window.uuid,
    });
  }
  const wait = (milliseconds: number) =>
    new Promise<void>((done) => void after(milliseconds, () => done()));
  const around = { window: { [SCORM[standard]]: damaged(lms!.api) }, now, wait };
  return standard === "scorm12" ? scorm12(course.host, around) : scorm2004(course.host, around);
}

/** A request over the network, and all of its answer. */
async function asked(url: string, init: RequestInit): Promise<Json> {
  pending += 1;
  try {
    const answer = await fetch(url, init);
    const text = await answer.text();
    const { status, ok, redirected, headers, type } = answer;
    return { status, ok, redirected, headers, type, url, text: async () => text, json: async () => JSON.parse(text) };
  } finally {
    pending -= 1;
  }
}

/** The real probe, asking for a file of a package that lies beside the LMS. */
function looking(window: Browser): Probe {
  if (setting.broken.blind) return { ask: () => Promise.resolve("here") };
  const { path, text } = setting.course.probe;
  return probe(path, text, {
    fetch: () => {
      if (net.offline) return Promise.reject(new TypeError("Failed to fetch"));
      return Promise.resolve(new Response(net.door ? "<title>Log in</title>" : text));
    },
    after: window.after,
    online: window.online,
  });
}

/** The API as a player without some of its abilities would use it. */
function damaged(api: Record<string, unknown>): Record<string, unknown> {
  const { mute, unread, shows = {}, nonsense } = setting.broken;
  const call = (fn: string, ...args: unknown[]) => (api[fn] as (...args: unknown[]) => unknown)(...args);
  const made: Record<string, unknown> = { ...api };
  const prefix = setting.standard === "scorm12" ? "LMS" : "";
  made[`${prefix}SetValue`] = (element: string, value: string) =>
    mute && new RegExp(mute).test(element) ? "true" : call(`${prefix}SetValue`, element, value);
  made[`${prefix}GetValue`] = (element: string) => {
    if (unread && new RegExp(unread).test(element)) return "";
    return shows[element] ?? call(`${prefix}GetValue`, element);
  };
  made[`${prefix}Commit`] = (argument: string) => {
    if (nonsense) call(`${prefix}SetValue`, "cmi.weather", "wet");
    return call(`${prefix}Commit`, argument);
  };
  return made;
}

/** An adapter that takes every save for accepted. */
function believing(tracking: Tracking, { believes }: Broken): Tracking {
  if (!believes) return tracking;
  return new Proxy(tracking, {
    get(target, name) {
      if (name === "save") {
        return (snapshot: never) => (believes === "yes" && target.save(snapshot), "accepted");
      }
      const value = target[name as keyof Tracking] as unknown;
      return typeof value === "function" ? (value as () => unknown).bind(target) : value;
    },
  });
}

function look(): Json {
  const { session, tracking } = page;
  const { pages, bookmark, outcome, sequence } = session.attempt;
  return {
    said: session.saveStatus,
    restored: session.begun.restored,
    unreadable: session.begun.unreadable !== "",
    onDevice: session.onDevice,
    language: session.language,
    given: Object.fromEntries(
      [...pages].flatMap(([id, seen]) =>
        [...seen.given].map(([question, { points }]) => [`${id}.${question}`, points]),
      ),
    ),
    bookmark,
    outcome,
    sequence,
    state: encode(setting.course, session.attempt),
    failures: session.life.failures,
    offers,
    copies: device.records.size,
    calls: [...past, ...(lms?.calls ?? [])],
    requests: lms?.requests ?? 0,
    stored: lms?.stored() ?? {},
    log: tracking.log(),
  };
}
