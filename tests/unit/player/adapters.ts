/**
 * The SCORM adapters, driven by lines of JSON: `{op, ...}` in, `{value}` or `{error}` out. Bundled
 * by conftest.py and run as one long-lived Node process.
 */

import { createInterface } from "node:readline";
import type { HostRules } from "../../../player/course";
import { findApi, isAlone } from "../../../player/tracking/discovery";
import { scorm12 } from "../../../player/tracking/scorm12";
import { scorm2004 } from "../../../player/tracking/scorm2004";
import { duration, timeOfDay, timespan, timestamp } from "../../../player/tracking/timespan";
import { told } from "../../../player/interaction";
import type { Interaction, Snapshot, Tracking } from "../../../player/tracking/tracking";
import { bench2004, type Faults2004 } from "./bench2004";
import { bench, type Bench, type Faults } from "./profiles";

type Json = Record<string, any>;

const OPS: Record<string, (request: Json) => unknown> = {
  track: (request) => track(request),
  told: ({ question, answer, finger }) => told(question, answer, finger ?? false),
  discover: ({ shape }) => discover(shape),
  times: ({ milliseconds }) => [timespan, duration].map((write) => write(milliseconds)),
  moments: ({ at }) => [timeOfDay, timestamp].map((write) => write(at)),
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

const RULES: HostRules = {
  name: "generic",
  interactions: true,
  bounds: true,
  completeAs: "passed",
  patience: 0,
};
const MORNING = new Date(2024, 1, 29, 9, 5, 7).getTime();

/**
 * One launch. Steps: ["save" | "close", snapshot], ["tell", interaction], ["advance", ms],
 * ["faults", {}], ["doubt"], ["replace"] (another API object), ["reenter", snapshot], ["ask",
 * method]. `late`: milliseconds after which the API is there; `framed`: in a window that is not alone.
 */
async function track(request: Json): Promise<Json> {
  const { edition = "1.2", profile, faults = {}, stored = {}, steps, host = {}, without = [] } = request;
  let now = 0;
  const make = edition === "1.2" ? scorm12 : scorm2004;
  const lms: Bench =
    edition === "1.2"
      ? bench(profile, faults as Faults, stored, (ms) => (now += ms))
      : bench2004(profile, faults as Faults2004, stored, (ms) => (now += ms));
  for (const name of without) delete lms.api[name];
  const object = edition === "1.2" ? "API" : "API_1484_11";
  const window: Json = request.framed ? { parent: { parent: null } } : {};
  if (request.late === undefined) window[object] = lms.api;
  const tracking: Tracking = make({ ...RULES, ...host }, {
    window,
    now: () => now,
    wait: (ms) => {
      now += ms;
      if (now >= request.late) window[object] = lms.api;
      return Promise.resolve();
    },
  });
  const early = request.early as Interaction[] | undefined;
  let keys = 0;
  const tell = (interaction: Interaction) =>
    tracking.tell({ key: `key-${++keys}`, at: MORNING + now, interaction });
  const opening = tracking.open();
  early?.forEach(tell);
  const launch = await opening;
  const results: unknown[] = [];
  const untold: string[][] = [];
  for (const [step, value] of steps as Array<[string, any]>) {
    if (step === "advance") now += value as number;
    else if (step === "faults") Object.assign(lms.faults, value);
    else if (step === "replace") replace(window, object, lms);
    else if (step === "tell") tell(value as Interaction);
    else if (step === "doubt") tracking.doubt();
    else if (step === "reenter") lms.onCommit = () => reenter(tracking, value, results);
    else if (step === "ask") results.push((tracking as Json)[value as string]());
    else {
      results.push(await tracking[step as "save" | "close"](value as Snapshot, false));
      untold.push(tracking.untold().map(({ key }) => key));
    }
  }
  untold.push(tracking.untold().map(({ key }) => key));
  const facts = Object.fromEntries(tracking.facts().map(({ name, value }) => [name, value]));
  const log = tracking.log();
  return { launch, results, untold, facts, log, now, calls: lms.calls, stored: lms.stored() };
}

/** The LMS puts another API in place; the one that was there throws from now on. */
function replace(window: Json, object: string, lms: Bench): void {
  window[object] = { ...lms.api };
  for (const name of Object.keys(lms.api)) {
    lms.api[name] = () => {
      throw new TypeError("Cannot execute code of a window that is gone");
    };
  }
  lms.relaunch();
}

/** A host that, while it commits, lets the page's handlers run. */
function reenter(tracking: Tracking, snapshot: Snapshot, results: unknown[]): void {
  results.push(tracking.save(snapshot), tracking.close(snapshot, true));
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
  const found = findApi(from, "API", "LMSInitialize");
  return { where: found?.api === api ? found.where : null, alone: isAlone(from) };
}
