/**
 * The AICC adapter, driven by lines of JSON like harness.ts: over the loopback, or with answers that
 * the test gives. One adapter at a time, kept between the lines, so that a test can change the
 * server in between.
 */

import { createInterface } from "node:readline";
import { aicc, launchIn } from "../../../player/tracking/aicc";
import { answerIn, entryOf, scoreOf, stateIn, statusOf } from "../../../player/tracking/aiccdata";
import type { Reply } from "../../../player/tracking/aicccalls";
import type { Snapshot, Telling, Tracking } from "../../../player/tracking/tracking";

type Json = Record<string, any>;

const TIMEOUT = 20_000;
const HOST = {
  name: "generic",
  interactions: true,
  bounds: true,
  completeAs: "passed",
  patience: 1,
} as const;

let tracking: Tracking;
let sent: Json[] = [];
let clock = 0;

const OPS: Record<string, (request: Json) => unknown> = {
  open: ({ address, host = {}, replies }) => {
    sent = [];
    clock = 0;
    const given = replies ? [...(replies as Json[])] : null;
    const hangs = given?.[0]?.hangs === true;
    tracking = aicc({ ...HOST, ...host }, {
      address,
      send: (url, init) => {
        const { body, credentials, keepalive, headers } = init;
        const form = Object.fromEntries(new URLSearchParams(String(body)));
        sent.push({ url, form, credentials, keepalive, headers });
        return given ? injected(given.shift() ?? { throws: true }, init) : fetch(url, init);
      },
      now: () => clock,
      // Nobody waits in a test: a pause is over at once, and nothing takes twenty seconds unless
      // it is to hang.
      after: (milliseconds, run) => {
        if (milliseconds === TIMEOUT && !hangs) return () => undefined;
        clock += milliseconds;
        const timer = setTimeout(run, 0);
        return () => clearTimeout(timer);
      },
    });
    return tracking.open();
  },
  tell: ({ telling }) => tracking.tell(telling as Telling),
  untold: () => tracking.untold(),
  save: ({ snapshot }) => tracking.save(snapshot as Snapshot),
  close: ({ snapshot, left = false }) => tracking.close(snapshot as Snapshot, left),
  // A save that is under way when the page goes away, and what went out before any answer.
  closeDuringSave: async ({ snapshot, last }) => {
    const saving = tracking.save(snapshot as Snapshot);
    const closing = tracking.close(last as Snapshot, true);
    const at_once = sent.length;
    return { at_once, saved: await saving, closed: await closing };
  },
  doubt: () => tracking.doubt(),
  advance: ({ milliseconds }) => {
    clock += milliseconds;
  },
  about: () => ({
    learner: tracking.learner(),
    language: tracking.language(),
    alive: tracking.alive(),
    returnTo: tracking.returnTo(),
    facts: Object.fromEntries(tracking.facts().map(({ name, value }) => [name, value])),
    log: tracking.log(),
  }),
  sent: () => sent,
  launchIn: ({ address }) => launchIn(address),
  answerIn: ({ text, asked }) => {
    const answer = answerIn(text);
    if (!answer) return null;
    const values = (asked as Array<[string, string]>).map(([group, name]) =>
      answer.value(group, name),
    );
    return { error: answer.error, text: answer.text, values, lines: answer.lines("core_lesson") };
  },
  stateIn: ({ lines }) => stateIn(lines),
  core: ({ status, score }) => [statusOf(status), entryOf(status), scoreOf(score)],
};

async function injected(reply: Json, init: RequestInit): Promise<Reply> {
  if (reply.throws) throw new TypeError("Failed to fetch");
  if (reply.hangs) {
    await new Promise((_, fail) =>
      init.signal?.addEventListener("abort", () => fail(new DOMException("", "AbortError"))),
    );
  }
  const { status = 200, redirected = false, text = "" } = reply;
  return { status, redirected, text: async () => text };
}

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
