/**
 * Does what the lifecycle asks for: writes the copy, saves, looks whether the LMS is there, waits.
 *
 * It knows how, `lifecycle.ts` when, and `session.ts` what.
 */

import type { Host } from "../host";
import type { Copies, Copy } from "./copy";
import { born, type Command, type Life, type LifeEvent, type Phase, step } from "./lifecycle";
import type { Probe } from "./probe";
import type { Saved, Snapshot, Tracking } from "./tracking";

/** What a keeper works with. */
export interface Means {
  readonly host: Host;
  readonly copies: Copies;
  readonly probe: Probe;
}

/** What is kept and sent, as it is at the moment of the call. */
export interface Content {
  readonly tracking: Tracking;
  /** By what the copy is kept. */
  key(): string;
  snapshot(): Snapshot;
  /** `sent`: the sequence up to which the LMS is known to have it. */
  copy(sent: number): Copy;
  sequence(): number;
  /** What was accepted last did not arrive: it needs a new sequence number. */
  renumber(): void;
  /** There is news to draw. */
  changed(): void;
}

export class Keeper {
  private now: Life = born("untracked", false);
  private readonly events: LifeEvent[] = [];
  private stepping = false;
  /** Sequence numbers by the stamps of the changes that made them. */
  private readonly sequences = new Map<number, number>();
  private arrivedSequence = 0;
  /** What was accepted did not arrive, and nothing has since. */
  private doubted = false;
  private due = Number.POSITIVE_INFINITY;
  private cancel = () => {};
  private waiting: Array<() => void> = [];

  constructor(
    private readonly content: Content,
    private readonly means: Means,
  ) {}

  /** The machine as it stands. */
  get life(): Life {
    return this.now;
  }

  /** Begin a life. `sent`: the sequence that the LMS gave back. */
  begin(phase: Phase, copies: boolean, sent = 0): void {
    this.now = born(phase, copies);
    this.arrivedSequence = sent;
    this.schedule();
  }

  /** Something happened. What it leads to may bring more, which waits for its turn. */
  feed(event: LifeEvent): void {
    this.events.push(event);
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.events.shift(); next; next = this.events.shift()) this.take(next);
    } finally {
      this.stepping = false;
    }
    this.schedule();
    if (!this.busy) for (const done of this.waiting.splice(0)) done();
  }

  /** Wait until nothing is under way: then all is sent, or it is clear that it is not. */
  settled(): Promise<void> {
    return this.busy ? new Promise((done) => this.waiting.push(done)) : Promise.resolve();
  }

  private get busy(): boolean {
    const { phase, sending, probing } = this.now;
    return phase === "running" && (sending !== null || probing !== null);
  }

  private take(event: LifeEvent): void {
    const { host } = this.means;
    const { life, commands } = step(this.now, event, host.now(), host.lot() / 0x10000);
    this.now = life;
    if (event.type === "changed") this.sequences.set(life.stamp, this.content.sequence());
    for (const command of commands) this.run(command);
  }

  private run(command: Command): void {
    const { content } = this;
    switch (command) {
      case "keep":
        return this.keep();
      case "send":
        return this.send();
      case "probe":
        return this.look();
      case "doubt":
        this.doubted = true;
        content.renumber();
        return content.tracking.doubt();
      case "close":
        return void content.tracking.close(content.snapshot(), true);
    }
  }

  private keep(): void {
    const { content, means } = this;
    const { arrivedSequence } = this;
    const done = (ok: boolean) => {
      this.feed({ type: "kept", ok });
      if (ok && this.arrivedSequence > arrivedSequence) this.keepArrival();
      content.changed();
    };
    const copy = content.copy(arrivedSequence);
    void means.copies.write(content.key(), copy, true).then(done);
  }

  private send(): void {
    const { content, means } = this;
    const begun = means.host.now();
    const done = (result: Saved) => {
      this.feed({ type: "saved", result, took: means.host.now() - begun });
      // A runtime in the page answers within this very step: the news is drawn after it.
      means.host.soon(() => content.changed());
    };
    const result = content.tracking.save(content.snapshot());
    if (typeof result === "string") done(result);
    else void result.then(done);
  }

  private look(): void {
    const stamp = this.now.probing;
    void this.means.probe.ask().then((result) => {
      this.feed({ type: "probed", result, stamp });
      if (this.doubted && this.now.sent === stamp) {
        // Now that something has arrived, the rest may go.
        this.doubted = false;
        this.feed({ type: "changed", wait: 0 });
      }
      this.noteArrival();
      this.content.changed();
    });
  }

  /** The copy is to say how much the LMS has, so that nobody is asked or told about it again. */
  private noteArrival(): void {
    const sequence = this.sequences.get(this.now.sent);
    for (const stamp of [...this.sequences.keys()]) {
      if (stamp <= this.now.sent) this.sequences.delete(stamp);
    }
    if (sequence === undefined || sequence <= this.arrivedSequence) return;
    this.arrivedSequence = sequence;
    this.keepArrival();
  }

  private keepArrival(): void {
    const { content, means } = this;
    // Not while the copy is being written: what is newer must not be overtaken by what is older.
    if (!this.now.copies || this.now.keeping !== null) return;
    void means.copies.write(content.key(), content.copy(this.arrivedSequence), false);
  }

  private schedule(): void {
    const { due, sending, phase } = this.now;
    const wanted = phase === "running" && sending === null ? due : Number.POSITIVE_INFINITY;
    if (wanted === this.due) return;
    this.cancel();
    this.cancel = () => {};
    this.due = wanted;
    if (wanted === Number.POSITIVE_INFINITY) return;
    const run = () => {
      this.due = Number.POSITIVE_INFINITY;
      this.feed({ type: "due" });
    };
    const wait = wanted - this.means.host.now();
    if (wait > 0) this.cancel = this.means.host.after(wait, run);
    else {
      let live = true;
      this.cancel = () => {
        live = false;
      };
      this.means.host.soon(() => live && run());
    }
  }
}
