/**
 * How a session by cmi5 begins: token, launch data, preferences, state (cmi5 8.2, 10, 11).
 *
 * The token can be fetched only once. It is kept with the launch data in the tab's storage, so that
 * a page that is reloaded goes on with its session; where nothing can be kept, a reload is not
 * recorded. A session that was ended cannot be gone on with: what is there can still be read.
 */

import { Document } from "./cmi5document";
import {
  type Address,
  type Drawer,
  Keeper,
  type Kept,
  languageOf,
  type LaunchData,
  launchDataOf,
  parsed,
} from "./cmi5launch";
import type { Network, Reply, Wire } from "./cmi5wire";
import type { Launch } from "./tracking";
import { type Ground, sessionOf } from "./xapi";

/** Milliseconds before each new try, when the LMS does not answer. */
const RETRIES = [2000, 4000];

/** What the adapter needs of its surroundings; tests bring their own. */
export interface Surroundings extends Network {
  /** The wall clock, in milliseconds since 1970. */
  date(): number;
  readonly href: string;
  /** Kept over a reload, not longer; null where there is none. */
  readonly storage: Drawer | null;
  uuid(): string;
}

/** A session that has begun. */
export interface Running {
  readonly address: Address;
  readonly ground: Ground;
  readonly data: LaunchData;
  readonly keeper: Keeper;
  readonly kept: Kept;
  readonly document: Document;
  readonly writable: boolean;
  readonly entry: Launch["entry"];
  readonly language: string;
  /** It was ended before: nothing may be told any more. */
  readonly over: boolean;
}

export class Beginning {
  constructor(
    private readonly around: Surroundings,
    private readonly wire: Wire,
    private readonly fact: (name: string, value: string) => void,
  ) {}

  /** The session; null when there is none to be had. */
  async begin(address: Address): Promise<Running | null> {
    const keeper = new Keeper(this.around.storage, address);
    const before = keeper.read();
    const fresh = before && !before.ended ? before : await this.authorise(address, keeper);
    const kept = fresh ?? before;
    if (!kept) return null;
    if (fresh === before) this.fact("fetch", "kept");
    this.wire.token = kept.token;
    const document = new Document(address, (sending) => this.wire.send(sending));
    const [data, language, { verdict }] = await Promise.all([
      this.launchData(address, kept),
      this.language(address),
      this.insist(() => document.read()),
    ]);
    if (fresh !== before || kept.spent < 0) kept.spent = document.spent;
    this.fact("storage", keeper.write(kept) ? "yes" : "no");
    // With a state that cannot be read now, the next save would write over it.
    if (!data || verdict === "offline" || verdict === "failed") return null;
    // 401, 403: the token is worth nothing any more, and there is no other in this launch.
    const over = !fresh || verdict === "login" || verdict === "forbidden";
    const { template, mode, mastery, moveOn } = data;
    const { actor, activity, registration } = address;
    const session = sessionOf(template) || kept.session;
    const ground = { actor, activity, registration, session, template, mastery };
    this.fact("launch_mode", mode);
    this.fact("move_on", moveOn);
    if (mastery !== null) this.fact("mastery_score", String(mastery));
    const entry = document.found ? "resume" : verdict === "missing" ? "ab-initio" : "";
    const writable = mode === "Normal";
    return { address, ground, data, keeper, kept, document, writable, entry, language, over };
  }

  /** Fetch the token; null when there is none. */
  private async authorise(address: Address, keeper: Keeper): Promise<Kept | null> {
    const reply = await this.insist(() =>
      this.wire.send({ method: "POST", kind: "fetch", url: address.fetch }),
    );
    const answer = parsed(reply.text);
    const token = answer["auth-token"];
    if (reply.verdict !== "done" || typeof token !== "string" || token === "") {
      // Errors come with status 200 as well (cmi5 8.2.3).
      const code = answer["error-code"];
      this.fact("fetch", code === undefined ? reply.verdict : `error-code ${String(code)}`);
      return null;
    }
    this.fact("fetch", "token");
    const { launch } = keeper;
    const blank = { data: "", ran: 0, spent: -1, last: 0, initialized: false, ended: false } as const;
    const kept: Kept = { launch, token, session: this.around.uuid(), judged: "", ...blank };
    // At once: should the page be reloaded now, there is no second one.
    keeper.write(kept);
    return kept;
  }

  private async launchData(address: Address, kept: Kept): Promise<LaunchData | null> {
    const known = launchDataOf(kept.data);
    if (known) return known;
    const url = Document.address(address, "LMS.LaunchData");
    const { text } = await this.insist(() =>
      this.wire.send({ method: "GET", kind: "LMS.LaunchData", url }),
    );
    const data = launchDataOf(text);
    this.fact("launch_data", data ? "yes" : "no");
    if (data) kept.data = text;
    return data;
  }

  /** The learner's preferences are asked for before `initialized`; none is no fault (cmi5 11). */
  private async language({ endpoint, actor }: Address): Promise<string> {
    const profileId = "cmi5LearnerPreferences";
    const query = new URLSearchParams({ profileId, agent: JSON.stringify(actor) });
    const url = `${endpoint}agents/profile?${query.toString()}`;
    const { verdict, text } = await this.wire.send({ method: "GET", kind: "preferences", url });
    const found = verdict === "done" ? parsed(text) : {};
    this.fact("preferences", verdict === "done" ? "yes" : verdict);
    if (typeof found.audioPreference === "string") this.fact("audio", found.audioPreference);
    return languageOf(found);
  }

  /** Ask again when there was no answer. */
  private async insist(ask: () => Promise<Reply>): Promise<Reply> {
    for (const pause of RETRIES) {
      const reply = await ask();
      if (reply.verdict !== "offline" && reply.verdict !== "failed") return reply;
      await new Promise<void>((done) => this.around.after(pause, done));
    }
    return ask();
  }
}
