/**
 * When what a learner did is kept, sent and known to be sent: one state machine, pure.
 *
 * `step` takes what happened and gives what to do about it; `session.ts` does it. Each change gets
 * the next `stamp`; the three numbers that matter say up to which stamp all is
 *
 *     kept    in the copy on this device, its transaction complete
 *     sent    accepted by the runtime, and the LMS was still there afterwards
 *
 * and nothing is ever called sent that is not. That it was *confirmed* only a later launch can say.
 *
 * Phases:
 *
 *     untracked   no runtime answered; the copy is kept
 *     read-only   the LMS opened it for review or browsing; nothing is kept or sent
 *     elsewhere   another window of this learner has the attempt; nothing is kept or sent
 *     running     changes are kept and sent
 *     closed      the session has ended; changes are still kept, for the next launch
 */

import type { Saved } from "./tracking";

export type Phase = "untracked" | "read-only" | "elsewhere" | "running" | "closed";

/** What a small file of the package says: `unknown` where it cannot be asked. */
export type Probed = "here" | "absent" | "logged-out" | "unknown";

/** Why the last save did not become a sent one. */
export type Trouble = "" | "failed" | "absent" | "logged-out" | "partly";

/** The state of the machine. Times are milliseconds of one clock that only goes forward. */
export interface Life {
  readonly phase: Phase;
  /** Of the newest change; 0 for what the launch began with. */
  readonly stamp: number;
  readonly kept: number;
  readonly sent: number;
  /** Up to which stamp the LMS has result and place, and takes no answers. */
  readonly part: number;
  /** Being written into the copy. */
  readonly keeping: number | null;
  /** Being saved to the runtime. */
  readonly sending: number | null;
  /** Accepted, and being looked whether the LMS was there. */
  readonly probing: number | null;
  /** Whether the copy can be written at all. */
  readonly copies: boolean;
  /** Saves in a row that were not known to be sent. */
  readonly failures: number;
  readonly trouble: Trouble;
  /** When the next save is due; infinity for never. */
  readonly due: number;
  readonly lastSave: number;
  /** The last save took so long that the page stood still. */
  readonly slow: boolean;
}

export type LifeEvent =
  /** The attempt changed. `wait`: milliseconds that saving may wait; `urgent`: however slow. */
  | { readonly type: "changed"; readonly wait: number; readonly urgent?: boolean }
  /** The copy was written, or could not be. */
  | { readonly type: "kept"; readonly ok: boolean }
  /** The time that `wake` asked for has come. */
  | { readonly type: "due" }
  /** Save now, changed or not: the page goes out of sight, or the learner asks for it. */
  | { readonly type: "flush" }
  /** The runtime answered a save that took so many milliseconds. */
  | { readonly type: "saved"; readonly result: Saved; readonly took: number }
  /** `stamp`: what `probing` was when the look was taken. */
  | { readonly type: "probed"; readonly result: Probed; readonly stamp: number | null }
  /** The network is said to be back. */
  | { readonly type: "online" }
  /** The page goes away, or the learner leaves. */
  | { readonly type: "leave" }
  /** Another window took the attempt over. */
  | { readonly type: "taken" }
  /** The session turned out to be over. */
  | { readonly type: "ended" };

/**
 * keep   write the copy; answer with `kept`
 * send   save to the runtime; answer with `saved`
 * probe  look whether the LMS is there; answer with `probed`
 * doubt  tell the adapter that what was accepted last may not have arrived
 * close  save and end the session
 */
export type Command = "keep" | "send" | "probe" | "doubt" | "close";

/** Milliseconds to wait after the first failures in a row; then `BEAT`. */
const BACKOFF = [1_000, 2_000, 4_000, 8_000, 16_000];
const BEAT = 60_000;
/** A save that takes this long freezes the page; after one, they come this far apart. */
const SLOW = 2_000;
const SLOW_GAP = 15_000;
/** How far back-off is spread, so that a ward full of PCs does not come back at once. */
const SPREAD = 0.2;

/** A life at its beginning. */
export function born(phase: Phase, copies: boolean): Life {
  return {
    phase,
    stamp: 0,
    kept: 0,
    sent: 0,
    part: 0,
    keeping: null,
    sending: null,
    probing: null,
    copies,
    failures: 0,
    trouble: "",
    due: Number.POSITIVE_INFINITY,
    lastSave: Number.NEGATIVE_INFINITY,
    slow: false,
  };
}

/** What the machine asks to be done, in order. When the next save is due, `due` says. */
export interface Step {
  readonly life: Life;
  readonly commands: readonly Command[];
}

/**
 * What becomes of `life` at `now` by an event. `chance`, from 0 up to 1, spreads the back-off.
 */
export function step(life: Life, event: LifeEvent, now: number, chance = 0.5): Step {
  switch (event.type) {
    case "changed":
      return changed(life, event.wait, event.urgent ?? false, now);
    case "kept":
      return kept(life, event.ok);
    case "due":
      return life.due <= now ? send(life, now) : still(life);
    case "flush":
      return send(life, now);
    case "saved":
      return saved(life, event.result, event.took, now, chance);
    case "probed":
      return probed(life, event.result, event.stamp, now, chance);
    case "online":
      return life.stamp > life.sent || life.trouble !== "" ? send(life, now) : still(life);
    case "leave":
      return leave(life);
    case "taken":
      return still({ ...life, phase: "elsewhere", due: Number.POSITIVE_INFINITY });
    case "ended":
      return still(over(life));
  }
}

/** Whether there is nothing left to do for the runtime. */
export function settled({ stamp, sent, part, sending, probing }: Life): boolean {
  return Math.max(sent, part) >= stamp && sending === null && probing === null;
}

function changed(life: Life, wait: number, urgent: boolean, now: number): Step {
  if (life.phase === "read-only" || life.phase === "elsewhere") return still(life);
  const next = { ...life, stamp: life.stamp + 1 };
  const { life: keeping, commands } = keep(next);
  if (life.phase !== "running") return { life: keeping, commands };
  // While the LMS is slow typing must not freeze: only a final status does not wait.
  const earliest = life.slow && !urgent ? life.lastSave + SLOW_GAP : now;
  // While it does not answer the back-off goes on: asking more often would help nobody.
  const backingOff = life.failures > 0 && life.due < Number.POSITIVE_INFINITY && !urgent;
  const due = backingOff ? life.due : Math.min(life.due, Math.max(now + wait, earliest));
  return { life: { ...keeping, due }, commands };
}

/** Write the copy, unless that is being done: then it is written again afterwards. */
function keep(life: Life): Step {
  if (!life.copies || life.keeping !== null || life.kept >= life.stamp) return still(life);
  return { life: { ...life, keeping: life.stamp }, commands: ["keep"] };
}

function kept(life: Life, ok: boolean): Step {
  const { keeping } = life;
  if (keeping === null) return still(life);
  // Blocked or full, and it will stay so: the learner is told by the other words alone.
  if (!ok) return still({ ...life, keeping: null, copies: false });
  return keep({ ...life, keeping: null, kept: Math.max(life.kept, keeping) });
}

function send(life: Life, now: number): Step {
  if (life.phase !== "running") return still(life);
  // One at a time: the next one is due as soon as this one is over.
  if (life.sending !== null) return still({ ...life, due: Math.min(life.due, now) });
  const next = { ...life, sending: life.stamp, due: Number.POSITIVE_INFINITY };
  return { life: next, commands: ["send"] };
}

function saved(life: Life, result: Saved, took: number, now: number, chance: number): Step {
  const { sending } = life;
  if (sending === null) return still(life);
  // Whether the LMS was there for an earlier save no longer matters to this one.
  const next = { ...life, sending: null, probing: null, lastSave: now, slow: took > SLOW };
  if (result === "closed") return still(over(next));
  switch (result) {
    case "accepted":
      return { life: { ...next, probing: sending }, commands: ["probe"] };
    case "partly":
      // More of the same would not help: the rest of the state is kept on this device alone.
      return still({ ...next, part: sending, failures: 0, trouble: "partly" });
    case "untracked":
      return still({ ...next, sent: sending });
    case "failed":
    case "logged-out":
      // Who has to log in is known: the package may be on another server than the runtime.
      return {
        life: failed(next, result, now, chance),
        commands: result === "failed" ? ["probe"] : [],
      };
  }
}

function probed(
  life: Life,
  result: Probed,
  stamp: number | null,
  now: number,
  chance: number,
): Step {
  const here = result === "here" || result === "unknown";
  if (stamp === null) {
    // After a failure it says why, and nothing else.
    if (life.failures === 0) return still(life);
    return still({ ...life, trouble: here ? "failed" : result });
  }
  const current = stamp === life.probing;
  const next = current ? { ...life, probing: null } : life;
  if (here) {
    const sent = { ...next, sent: Math.max(life.sent, stamp) };
    return still(current ? { ...sent, failures: 0, trouble: "" } : sent);
  }
  if (!current) return still(next);
  // The runtime said yes and there was nobody to hear it (Moodle without a network): it all has to
  // be said again.
  return { life: failed(next, result, now, chance), commands: ["doubt"] };
}

function failed(life: Life, trouble: Trouble, now: number, chance: number): Life {
  const wait = BACKOFF[life.failures] ?? BEAT;
  const due = now + wait * (1 - SPREAD + 2 * SPREAD * chance);
  // Why the last one failed is true until it is known why this one did: words must not flicker.
  const known = life.trouble === "absent" || life.trouble === "logged-out";
  const why = trouble === "failed" && known ? life.trouble : trouble;
  return { ...life, failures: life.failures + 1, trouble: why, due: Math.max(due, now + 1) };
}

function leave(life: Life): Step {
  if (life.phase === "read-only") return { life: over(life), commands: ["close"] };
  if (life.phase !== "running") return still(life);
  return { life: over(life), commands: ["close"] };
}

/** The session is over; what was being sent may or may not have arrived. */
function over(life: Life): Life {
  return {
    ...life,
    phase: "closed",
    due: Number.POSITIVE_INFINITY,
    sending: null,
    probing: null,
  };
}

function still(life: Life): Step {
  return { life, commands: [] };
}
