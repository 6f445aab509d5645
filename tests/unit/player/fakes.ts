/** A browser in which time stands still until it is told to go on: host, copies, locks, probe. */

import type { Host, Moment } from "../../../player/host";
import type { Copies, Copy } from "../../../player/tracking/copy";
import type { Probed } from "../../../player/tracking/lifecycle";
import type { Held, Locks } from "../../../player/tracking/lock";

/** Turns of the queue of microtasks that are waited for: more than the longest chain of awaits. */
const TURNS = 40;

export class FakeHost implements Host {
  time = 0;
  /** How far the device's clock is wrong, in milliseconds. */
  wrong = 0;
  connected = true;
  /** Where the learner was led at the end: an address, "" for a closed window, null for nowhere. */
  left: string | null = null;
  lots: () => number = () => 4711;
  private number = 0;
  private timers: Array<{ due: number; run: () => void }> = [];
  private handlers: Array<[Moment, () => void]> = [];

  now = () => this.time;
  clock = () => 1_700_000_000_000 + this.time + this.wrong;
  lot = () => this.lots();
  uuid = () => `00000000-0000-4000-8000-${String(this.number++).padStart(12, "0")}`;
  after = (milliseconds: number, run: () => void) => {
    const timer = { due: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };
  soon = (run: () => void) => void Promise.resolve().then(run);
  on = (moment: Moment, run: () => void) => void this.handlers.push([moment, run]);
  online = () => this.connected;
  leave = (address: string) => {
    this.left = address;
  };

  get closedWindow(): boolean {
    return this.left !== null;
  }

  /** The page is gone, with all that was to happen on it. */
  forget(): void {
    this.timers = [];
    this.handlers = [];
  }

  fire(moment: Moment): void {
    for (const [each, run] of [...this.handlers]) if (each === moment) run();
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await this.settle();
      const next = this.timers
        .filter((timer) => timer.due <= end)
        .sort((one, other) => one.due - other.due)[0];
      if (!next) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.time = Math.max(this.time, next.due);
      next.run();
    }
    this.time = Math.max(this.time, end);
  }

  /** What a promise gives, with the time that it takes. */
  async during<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const end = promise.finally(() => (done = true));
    for (let turn = 0; turn < 10_000 && !done; turn++) {
      await this.settle();
      if (!done) await this.advance(10);
    }
    return end;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
  }
}

/** The storage of a device. A page that dies takes its unfinished writes with it. */
export class Device {
  readonly records = new Map<string, Copy>();
  /** Neither read nor written: a private window, a frame without an origin. */
  blocked = false;
  /** Read, and no longer written. */
  full = false;
  /** Milliseconds that a write takes. */
  slow = 0;
  takes: () => number = () => this.slow;

  /** The storage as one page has it. */
  open(host: FakeHost): Copies {
    // Transactions that write are done in the order in which they were begun.
    let free = 0;
    const later = <T>(value: () => T): Promise<T> => {
      free = Math.max(host.now(), free) + this.takes();
      const wait = free - host.now();
      if (wait === 0) return Promise.resolve().then(value);
      return new Promise((done) => void host.after(wait, () => done(value())));
    };
    return {
      works: () => Promise.resolve(!this.blocked),
      read: (key) => Promise.resolve(this.blocked ? null : (this.records.get(key) ?? null)),
      write: (key, copy) => {
        const text = JSON.stringify(copy);
        return later(() => {
          if (this.blocked || this.full) return false;
          this.records.set(key, JSON.parse(text) as Copy);
          return true;
        });
      },
      remove: (key) => later(() => void this.records.delete(key)),
      sweep: (time) => {
        for (const [key, { at }] of this.records) if (at < time) this.records.delete(key);
        return Promise.resolve();
      },
    };
  }
}

/** Locks of one browser; each window gets its own view of them. */
export class FakeLocks implements Locks {
  private holder: { release: (state?: string) => void; demanded: () => void } | null = null;
  private handed = "";
  private queue: Array<() => void> = [];

  take(_name: string, demanded: () => void): Promise<Held | null> {
    if (this.holder) return Promise.resolve(null);
    const release = (state = "") => {
      this.handed = state;
      this.free(own);
    };
    const own = { demanded, release, handed: this.handed };
    this.holder = own;
    return Promise.resolve(own);
  }

  async demand(name: string, demanded: () => void): Promise<Held | null> {
    const wait = this.holder ? new Promise<void>((done) => this.queue.push(done)) : null;
    this.holder?.demanded();
    await wait;
    return this.take(name, demanded);
  }

  /** Every window is gone. */
  clear(): void {
    this.holder = null;
    this.queue = [];
  }

  private free(own: object): void {
    if (this.holder !== own) return;
    this.holder = null;
    this.queue.shift()?.();
  }
}

/** A probe that says what it is told to, a moment later. */
export class FakeProbe {
  says: () => Probed = () => "here";
  asked = 0;

  ask = (): Promise<Probed> => {
    this.asked += 1;
    return Promise.resolve().then(() => this.says());
  };
}
