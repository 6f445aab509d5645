/**
 * Statements on their way: in order, a burst in one request, and the same again until they are
 * there. Ids and bodies never change, so that telling one twice is telling it once.
 */

import type { Reply, Verdict } from "./cmi5wire";
import type { Telling } from "./tracking";
import type { Statement } from "./xapi";

/** A statement in the queue. */
export interface Queued {
  readonly statement: Statement;
  /** The answer it tells of. */
  readonly telling?: Telling;
  /** cmi5 defines it: nothing may overtake it. Others may be given up when they are refused. */
  readonly defined: boolean;
  /** Called once it is known to be there. */
  arrived?(): void;
}

/** What came of sending: all is there, or why not. */
export type Sent = "done" | "offline" | "failed" | "login";

/** Where statements go. */
export interface Store {
  post(statements: readonly Statement[]): Promise<Reply>;
  /** Whether there is a statement of this id. */
  has(id: string): Promise<boolean>;
}

/** Statements in one request. */
const BATCH = 25;

/** Whether a verdict may be due to one statement among others. */
function isOfOne(verdict: Verdict): boolean {
  return verdict === "conflict" || verdict === "refused" || verdict === "forbidden";
}

export class Queue {
  private items: Queued[] = [];
  /** What the last sending brought there. */
  private recent: Queued[] = [];
  /** Statements that were given up: the LMS would not take them, whenever they were sent. */
  refused = 0;
  /** Set when the page goes away: whatever is being sent is the last. */
  stopped = false;

  add(item: Queued): void {
    this.items.push(item);
  }

  has(id: string): boolean {
    return this.items.some((item) => item.statement.id === id);
  }

  /** What waits, in order. */
  waiting(): readonly Queued[] {
    return this.items;
  }

  /** What was brought there last may not be there: it waits again. */
  doubt(): void {
    this.items.unshift(...this.recent);
    this.recent = [];
  }

  /** Send what waits. */
  async send(store: Store): Promise<Sent> {
    this.recent = [];
    while (this.items.length > 0 && !this.stopped) {
      const batch = this.items.slice(0, BATCH);
      const { verdict } = await store.post(batch.map((item) => item.statement));
      // Of a request with something wrong in it nothing is stored (xAPI Communication 2.1.2).
      const sent =
        batch.length > 1 && isOfOne(verdict)
          ? await this.sendSingly(store, batch)
          : await this.settleOne(store, batch, verdict);
      if (sent !== "done") return sent;
    }
    return this.stopped ? "failed" : "done";
  }

  private async sendSingly(store: Store, batch: readonly Queued[]): Promise<Sent> {
    for (const item of batch) {
      if (this.stopped) return "failed";
      const { verdict } = await store.post([item.statement]);
      const sent = await this.settleOne(store, [item], verdict);
      if (sent !== "done") return sent;
    }
    return "done";
  }

  /** What a verdict means for what was sent: all of it, or one statement. */
  private async settleOne(
    store: Store,
    batch: readonly Queued[],
    verdict: Verdict,
  ): Promise<Sent> {
    if (!isOfOne(verdict)) {
      if (verdict === "done") this.settle(batch);
      return verdict === "missing" ? "failed" : (verdict as Sent);
    }
    const [item] = batch as [Queued];
    // 409: it was told in an earlier session, in other words. An LMS that looks at the rules first
    // says 403 or 400 to a second "completed", although it has this very one.
    if (verdict === "conflict" || (await store.has(item.statement.id))) this.settle([item]);
    else if (verdict === "forbidden") return "login";
    else if (item.defined) return "failed";
    else this.giveUp(item);
    return "done";
  }

  private giveUp(item: Queued): void {
    this.refused++;
    this.items = this.items.filter((each) => each !== item);
  }

  /** They are there. */
  settle(batch: readonly Queued[]): void {
    this.items = this.items.filter((each) => !batch.includes(each));
    this.recent.push(...batch);
    for (const item of batch) item.arrived?.();
  }
}
