/**
 * Calls to an AICC server: one POST, one verdict. Nothing throws, and nothing waits longer than
 * twenty seconds.
 *
 * A form as a browser sends it by itself, so that no server is asked beforehand whether it allows
 * it: many that answer other origins know nothing of OPTIONS.
 */

import { type Answer, answerIn } from "./aiccdata";
import type { CallLog } from "./log";

/** Seconds that a call may take, in milliseconds. */
const TIMEOUT = 20_000;
/** What an answer of an LMS begins with when it is a page. */
const PAGE = /^\s*(<!|<html|<head|<\?xml|<script)/i;
/** How an LMS says that there is no session, in words: the numbers differ. */
const ENDED = /terminated|invalid.{0,9}session|session.{0,20}(expired|invalid|closed)/i;
const UNOPENED = /not.?initiali[sz]ed/i;

/** The part of `Response` that is used. */
export interface Reply {
  readonly status: number;
  readonly redirected: boolean;
  text(): Promise<string>;
}

/** The part of `fetch` that is used. */
export type Send = (url: string, init: RequestInit) => Promise<Reply>;

/**
 * done        it worked
 * refused     the LMS answered in its own words, with an error
 * unopened    it says that no GetParam came before
 * closed      there is no session any more
 * logged-out  a page came instead of an answer
 * failed      nothing came, or nothing that can be read
 */
export type Verdict = "done" | "refused" | "unopened" | "closed" | "logged-out" | "failed";

export interface Called {
  readonly verdict: Verdict;
  readonly answer: Answer | null;
  /** Whether anything came back at all. */
  readonly heard: boolean;
}

export interface Options {
  readonly url: string;
  readonly session: string;
  readonly send: Send;
  readonly log: CallLog;
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
}

export class Calls {
  /**
   * Whether cookies go to another origin. By the guidelines the session id alone says who it is,
   * and a server that allows any origin (`*`) must not be sent cookies; so they go only where an
   * answer without them was a page to log in on. To the page's own origin they go in any case:
   * Moodle asks for them there unless its "AICC HACP" setting is on.
   */
  credentials: RequestCredentials = "same-origin";

  constructor(private readonly given: Options) {}

  /** One command. `left`: the page is going away, and the request is to outlive it. */
  async post(command: string, data: string | null, left = false): Promise<Called> {
    const { url, session, send, log, now } = this.given;
    const body = new URLSearchParams({ command, version: "4.0", session_id: session });
    if (data !== null) body.set("aicc_data", data);
    const begun = now();
    const stop = new AbortController();
    const cancel = this.given.after(TIMEOUT, () => stop.abort());
    let called: Called = { verdict: "failed", answer: null, heard: false };
    let error = "";
    try {
      const reply = await send(url, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: body.toString(),
        credentials: this.credentials,
        cache: "no-store",
        keepalive: left,
        signal: stop.signal,
      });
      error = String(reply.status);
      called = judged(reply, await reply.text());
    } catch (reason) {
      // Offline, another origin that does not allow it, or too late: they cannot be told apart.
      error = stop.signal.aborted ? "timeout" : reason instanceof Error ? reason.name : "failed";
    }
    cancel();
    const size = data === null ? "" : ` (${data.length} characters)`;
    const said = called.answer ? `error=${called.answer.error}` : "no answer of an LMS";
    log.note(`${command}${size}`, `${called.verdict}, ${said}`, error, begun);
    return called;
  }
}

function judged(reply: Reply, text: string): Called {
  const answer = answerIn(text);
  const as = (verdict: Verdict): Called => ({ verdict, answer, heard: true });
  // A gateway that has lost its server writes pages too.
  if (reply.status >= 500 || reply.status === 429 || reply.status === 408) return as("failed");
  if (answer) return as(verdictOf(answer));
  if (reply.status === 401 || reply.status === 403) return as("logged-out");
  if (reply.redirected || PAGE.test(text)) return as("logged-out");
  // The relay of e-LfH knows its sessions as long as it runs, and says 400 to all others.
  return as(reply.status === 400 || reply.status === 410 ? "closed" : "failed");
}

function verdictOf({ error, text }: Answer): Verdict {
  if (error === 0) return "done";
  if (UNOPENED.test(text)) return "unopened";
  // 3 is "invalid session id"; Moodle says 1 or 101 and "Terminated".
  return error === 3 || ENDED.test(text) ? "closed" : "refused";
}
