/**
 * Requests to an LMS's record store that cannot go wrong: each gives a reply, none throws, and the
 * log shows nothing of an address but what kind of resource it is. Tokens stand in addresses.
 */

import type { CallLog } from "./log";

/** Milliseconds an answer may take. */
const PATIENCE = 20_000;

/** What came back; `status` 0 when nothing did. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly verdict: Verdict;
}

/**
 * done       it was done
 * offline    there was no answer
 * failed     it did not work now
 * login      the learner has to log in again
 * forbidden  not allowed: to this session, or this statement by the rules of cmi5
 * conflict   there is something else in its place
 * missing    there is no such thing
 * refused    it will not be taken, whenever it is sent
 */
export type Verdict =
  | "done"
  | "offline"
  | "failed"
  | "login"
  | "forbidden"
  | "conflict"
  | "missing"
  | "refused";

/** What a request is made of. */
export interface Sending {
  readonly method: "GET" | "POST" | "PUT";
  /** What it asks for, as the log may show it. */
  readonly kind: string;
  readonly url: string;
  /** JSON. */
  readonly body?: string;
  /** The page may go away before the answer is there. */
  readonly keepalive?: boolean;
}

/** What is needed of the browser. */
export interface Network {
  fetch(url: string, options: RequestInit): Promise<Response>;
  now(): number;
  /** Run later; gives what cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

export class Wire {
  /** What goes into Authorization; "" before there is a token. */
  token = "";

  constructor(
    private readonly network: Network,
    private readonly log: CallLog,
  ) {}

  async send(sending: Sending): Promise<Reply> {
    const { method, kind, url, body } = sending;
    const begun = this.network.now();
    const abort = new AbortController();
    const cancel = this.network.after(PATIENCE, () => abort.abort());
    try {
      const response = await this.network.fetch(url, {
        method,
        headers: this.headers(body !== undefined),
        signal: abort.signal,
        cache: "no-store",
        ...(body !== undefined && { body }),
        ...(sending.keepalive && { keepalive: true }),
      });
      const text = await response.text();
      const verdict = verdictOf(response, method !== "GET");
      this.log.note(`${method} ${kind}`, verdict, String(response.status), begun);
      return { status: response.status, text, verdict };
    } catch {
      // No network, no permission for this origin (CORS), or too late: browsers do not say which.
      this.log.note(`${method} ${kind}`, abort.signal.aborted ? "too late" : "offline", "", begun);
      return { status: 0, text: "", verdict: "offline" };
    } finally {
      cancel();
    }
  }

  private headers(json: boolean): Record<string, string> {
    if (!this.token) return {};
    // Some LMSs hand out the whole header for a token.
    const ready = /^(basic|bearer) /i.test(this.token);
    return {
      Authorization: ready ? this.token : `Basic ${this.token}`,
      "X-Experience-API-Version": "1.0.3",
      ...(json && { "Content-Type": "application/json" }),
    };
  }
}

function verdictOf(response: Response, writes: boolean): Verdict {
  const { status } = response;
  if (response.ok) {
    // A page for logging in has status 200 too, and a write that was sent elsewhere has become a
    // question: neither says that anything was stored.
    const page = /html/i.test(response.headers.get("Content-Type") ?? "");
    return page || (writes && response.redirected) ? "login" : "done";
  }
  if (status === 401) return "login";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 409) return "conflict";
  const later = status < 400 || status >= 500 || [408, 412, 425, 429].includes(status);
  return later ? "failed" : "refused";
}
