/**
 * The cmi5 adapter, driven by lines of JSON: `{op, ...}` in, `{value}` or `{error}` out. It speaks
 * HTTP to whatever its launch URL names. A tab has storage of its own; clocks are turned by hand.
 */

import { createInterface } from "node:readline";
import { cmi5 } from "../../../player/tracking/cmi5";
import type { Drawer } from "../../../player/tracking/cmi5launch";
import type { Interaction, Snapshot, Tracking } from "../../../player/tracking/tracking";
import { duration } from "../../../player/tracking/xapi";
import { idOf } from "../../../player/tracking/xapiid";

type Json = Record<string, any>;

const HOST = {
  name: "generic",
  interactions: true,
  bounds: true,
  completeAs: "passed",
  patience: 0,
} as const;
/** From here on a timer is one that gives up, not one that waits for another try. */
const GIVING_UP = 20_000;

const tabs = new Map<string, Map<string, string>>();
let tracking: Tracking;
let clock = 0;
let wall = Date.UTC(2026, 0, 5, 9);
/** Every request hangs until it is given up. */
let hangs = false;
let waits: number[] = [];

function drawer(tab: string | null): Drawer | null {
  if (tab === null) return null;
  const kept = tabs.get(tab) ?? new Map<string, string>();
  tabs.set(tab, kept);
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (tab === "full") throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  };
}

const timers = new Set<() => void>();

function after(milliseconds: number, run: () => void): () => void {
  if (milliseconds < GIVING_UP) {
    waits.push(milliseconds);
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  }
  timers.add(run);
  return () => timers.delete(run);
}

function ask(url: string, options: RequestInit): Promise<Response> {
  if (!hangs) return fetch(url, options);
  return new Promise((_, fail) => {
    options.signal!.addEventListener("abort", () => fail(new Error("aborted")));
    setTimeout(() => [...timers].forEach((run) => run()), 0);
  });
}

const OPS: Record<string, (request: Json) => unknown> = {
  open: ({ href, tab = null, interactions = true }) => {
    waits = [];
    tracking = cmi5(
      { ...HOST, interactions },
      {
        fetch: ask,
        now: () => clock,
        after,
        date: () => wall,
        href,
        storage: drawer(tab),
        uuid: () => idOf(`${wall}`),
      },
    );
    return tracking.open();
  },
  tell: ({ key, at, interaction }) =>
    tracking.tell({ key, at: at ?? wall, interaction: interaction as Interaction }),
  save: ({ snapshot }) => tracking.save(snapshot as Snapshot),
  close: ({ snapshot, left = false }) => tracking.close(snapshot as Snapshot, left),
  /** A page that goes away while a save is under way. */
  leave: async ({ snapshot }) => {
    const saving = tracking.save(snapshot as Snapshot);
    const closing = tracking.close(snapshot as Snapshot, true);
    return Promise.all([saving, closing]);
  },
  doubt: () => tracking.doubt(),
  pass: ({ seconds }) => {
    clock += seconds * 1000;
    wall += seconds * 1000;
  },
  jump: ({ seconds }) => void (wall += seconds * 1000),
  hang: ({ on }) => void (hangs = on),
  waits: () => waits,
  known: () => ({
    learner: tracking.learner(),
    language: tracking.language(),
    returnTo: tracking.returnTo(),
    alive: tracking.alive(),
    untold: tracking.untold().map(({ key }) => key),
    facts: Object.fromEntries(tracking.facts().map(({ name, value }) => [name, value])),
    log: tracking.log(),
  }),
  kept: ({ tab }) => Object.fromEntries(tabs.get(tab) ?? []),
  ids: ({ names }) => names.map(idOf),
  durations: ({ times }) => times.map(duration),
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
