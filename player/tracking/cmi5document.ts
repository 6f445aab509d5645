/**
 * The State document in which a course keeps an attempt between launches by cmi5.
 *
 * It holds what a snapshot holds, and which of the statements that may be told once were told.
 * State is written without If-Match (xAPI Communication 2.3): one course writes it, in one order.
 */

import type { Address } from "./cmi5launch";
import { parsed } from "./cmi5launch";
import type { Sent } from "./cmi5queue";
import type { Reply, Sending } from "./cmi5wire";
import { higher, type Snapshot, type Status, STATUSES } from "./tracking";

const NAME = "scorm-builder.state.v1";
/** Longest text taken for a state that is not ours to read. */
const LONGEST = 1 << 16;

/** What the document holds. */
export interface Held {
  readonly state: string;
  readonly location: string;
  readonly status: Status | null;
  readonly score: number | null;
  /** Per cent that were told last. */
  readonly progress: number;
  /** What the record store has of this registration: verbs, `failed` with its score. */
  readonly told: readonly string[];
}

const NOTHING: Held = {
  state: "",
  location: "",
  status: null,
  score: null,
  progress: 0,
  told: [],
};

export class Document {
  held = NOTHING;
  /** Whether there was one at launch. */
  found = false;
  /** Milliseconds of all sessions. */
  spent = 0;
  /** Whether the LMS takes it. */
  supported = true;
  /** As the LMS is known to have it. */
  private sent = "";
  /** How it is written: POST, which merges, where PUT is not taken for one that is there. */
  private method: "PUT" | "POST" = "PUT";

  constructor(
    private readonly address: Address,
    private readonly send: (sending: Sending) => Promise<Reply>,
  ) {}

  /** Where a State document of this launch is. */
  static address({ endpoint, activity, actor, registration }: Address, stateId: string): string {
    const agent = JSON.stringify(actor);
    const query = new URLSearchParams({ activityId: activity, agent, registration, stateId });
    return `${endpoint}activities/state?${query.toString()}`;
  }

  async read(): Promise<Reply> {
    const url = Document.address(this.address, NAME);
    const reply = await this.send({ method: "GET", kind: "state", url });
    this.found = reply.verdict === "done" && reply.text !== "";
    if (this.found) {
      this.held = heldIn(reply.text);
      const { spent } = parsed(reply.text);
      this.spent = typeof spent === "number" && spent > 0 ? spent : 0;
      this.sent = JSON.stringify(this.held);
    }
    return reply;
  }

  /** What is to be written from now on; a status is never lowered. */
  take({ state, location, status, score }: Snapshot, spent: number): void {
    const { held } = this;
    this.spent = spent;
    this.held = {
      ...held,
      state: state ?? held.state,
      location,
      status: higher(held.status ?? "incomplete", status),
      score: score ?? held.score,
    };
  }

  /** A statement that may be told once is there; `mark` is its name among those that are. */
  told(mark: string): void {
    const { held } = this;
    if (!held.told.includes(mark)) this.held = { ...held, told: [...held.told, mark] };
  }

  /** Progress that was told. */
  progressed(progress: number): void {
    this.held = { ...this.held, progress };
  }

  /** What was written last may not be there. */
  doubt(): void {
    this.sent = "";
  }

  /** Write it if there is news in it. */
  async write(keepalive = false): Promise<Sent | "refused"> {
    const news = JSON.stringify(this.held);
    if (news === this.sent) return "done";
    // The time alone is no reason for a request.
    const body = JSON.stringify({ ...this.held, spent: Math.round(this.spent) });
    const { verdict, status } = await this.put(body, keepalive);
    if (verdict === "done") this.sent = news;
    if (verdict === "done" || verdict === "offline" || verdict === "login") return verdict;
    if (verdict === "forbidden") return "login";
    // 412 and 409 of a POST may pass; whatever else is no failure of the moment will not.
    if (verdict === "failed" || status === 409) return "failed";
    this.supported = false;
    return "refused";
  }

  /** PUT; where that is not taken for a document that is there, POST, which merges into it. */
  private async put(body: string, keepalive: boolean): Promise<Reply> {
    const url = Document.address(this.address, NAME);
    const { method } = this;
    const reply = await this.send({ method, kind: "state", url, body, keepalive });
    if (method === "POST" || ![405, 409, 412].includes(reply.status)) return reply;
    this.method = "POST";
    return this.send({ method: "POST", kind: "state", url, body, keepalive });
  }
}

/** A document as it is read; one that is not ours is a state nobody can read. */
function heldIn(text: string): Held {
  const found = parsed(text);
  const word = (value: unknown): string => (typeof value === "string" ? value : "");
  const count = (value: unknown): number | null =>
    typeof value === "number" && value >= 0 && value <= 100 ? Math.floor(value) : null;
  if (typeof found.state !== "string") return { ...NOTHING, state: text.slice(0, LONGEST) };
  return {
    state: found.state.slice(0, LONGEST),
    location: word(found.location).slice(0, LONGEST),
    status: STATUSES.find((status) => status === found.status) ?? null,
    score: count(found.score),
    progress: count(found.progress) ?? 0,
    told: Array.isArray(found.told) ? found.told.map(String) : [],
  };
}
