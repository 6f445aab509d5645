/**
 * Whether the LMS is still there: a small file of the package, asked for again.
 *
 * Some runtimes say "true" to a commit that nobody heard (Moodle without a network), and answer a
 * learner who was logged out with a page for logging in, as if all were well. A file of the package
 * comes from the same server behind the same door: if it is what it was, the LMS is there.
 */

import type { Probed } from "./lifecycle";

export interface Probe {
  /** Ask once. Never throws. */
  ask(): Promise<Probed>;
}

/** Milliseconds that an answer may take. */
const PATIENCE = 10_000;
/**
 * Milliseconds after which an address that could not be reached is tried again. A page that is being
 * left loses what it asked for, and is gone by then: it must not take that for a lost connection.
 */
const PAUSE = 500;

/** What the probe needs of the browser; tests bring their own. */
export interface Net {
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Run later; gives what cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** False only when there is certainly no network. */
  online(): boolean;
}

/**
 * A probe that asks for `path`, which holds `text`. Where it cannot be asked for at the very
 * beginning, when the page has just come from the same place (from a file, in a frame without an
 * origin, behind a policy), it never can: then all it has to go by is whether there is a network.
 */
export function probe(path: string, text: string, net: Net): Probe {
  const look = async (again: boolean): Promise<Probed> => {
    if (!net.online()) return "absent";
    const abort = typeof AbortController === "function" ? new AbortController() : null;
    const forget = net.after(PATIENCE, () => abort?.abort());
    try {
      const options: RequestInit = { cache: "no-store", credentials: "same-origin" };
      const answer = await net.fetch(path, abort ? { ...options, signal: abort.signal } : options);
      // The file is there as long as the package is: anything else in its place is a door. A
      // server in trouble is none.
      if (answer.status >= 500 || answer.status === 429) return "absent";
      return (await answer.text()).trim() === text ? "here" : "logged-out";
    } catch {
      if (!again) return "absent";
    } finally {
      forget();
    }
    await new Promise<void>((done) => void net.after(PAUSE, done));
    return look(false);
  };
  const first = look(false);
  return {
    async ask() {
      if ((await first) !== "here") return net.online() ? "unknown" : "absent";
      return look(true);
    },
  };
}
