/** What a learner is told of where their work is. Pure. */

import type { Life } from "./tracking/lifecycle";

/**
 * What the status line says. Each word is only ever used for what is so:
 *
 *     untracked   no LMS; on this device alone, or nowhere
 *     connecting  none yet: it is still being sought
 *     ready       the LMS is there, and nothing has happened yet
 *     saving      not even on this device yet
 *     kept        on this device
 *     sent        the LMS said that it has it, and was still there afterwards
 *     confirmed   the LMS gave back at this launch all that was ever sent; nothing is new since
 *     partly      the LMS has result and place and takes no answers; those are on this device
 *     not-sent    failed twice or more, or nobody there; it is on this device
 *     not-kept    the same, and there is no copy on this device
 *     logged-out  the learner has to log in to the LMS again
 *     elsewhere   another window goes on with the attempt
 *     closed      the session is over
 *     read-only   review or browsing
 */
export type SaveStatus =
  | "untracked"
  | "connecting"
  | "ready"
  | "saving"
  | "kept"
  | "sent"
  | "confirmed"
  | "partly"
  | "not-sent"
  | "not-kept"
  | "logged-out"
  | "elsewhere"
  | "closed"
  | "read-only";

/** Failures in a row from which it is said that something is not sent. */
const SAID_FROM = 2;

/** Whether what was done last is on this device. */
export function onDevice({ copies, kept, stamp }: Life): boolean {
  return copies && kept >= stamp;
}

/** The word for a life. `confirmed`: the LMS gave back at this launch all that was ever sent. */
export function saveStatus(life: Life, confirmed: boolean): SaveStatus {
  const { phase, stamp, sent, part, trouble, failures, copies } = life;
  const here = onDevice(life);
  if (phase !== "running") return phase;
  if (trouble === "logged-out") return "logged-out";
  if (trouble === "absent" || failures >= SAID_FROM) return here ? "not-sent" : "not-kept";
  if (part >= stamp && part > sent) return "partly";
  if (stamp === 0) return confirmed ? "confirmed" : "ready";
  if (here) return sent >= stamp ? "sent" : "kept";
  // Where there is a copy the word waits for it: an LMS may say yes and have nothing.
  return sent >= stamp && !copies ? "sent" : "saving";
}
