/**
 * One writer for each attempt: of several windows in which a learner has the course open, one keeps
 * and sends, and the others look on until the learner continues there.
 *
 * By Web Locks, which the browser gives back when a window dies, however it dies. Where there are
 * none (an intranet without encryption, a frame without an origin) every window writes, and the
 * higher sequence number wins, as between two devices.
 */

/** The right to write, as one window has it. */
export interface Held {
  /** Give it back. */
  release(): void;
}

export interface Locks {
  /**
   * The right to write under a name; null when another window has it. `demanded` is called when
   * another window asks for it, so that this one saves and releases it, and when it was taken away.
   */
  take(name: string, demanded: () => void): Promise<Held | null>;
  /** Ask the window that has it to finish what it is saving and to let go; then take it. */
  demand(name: string, demanded: () => void): Promise<Held | null>;
}

/** Milliseconds in which a window that is asked has to let go; one that hangs loses it. */
const PATIENCE = 5_000;

/** The browser's own. */
export function browserLocks(): Locks {
  const request = (
    name: string,
    options: LockOptions,
    demanded: () => void,
  ): Promise<Held | null> =>
    new Promise((done) => {
      const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
      if (!locks) return done({ release: () => undefined });
      let channel: BroadcastChannel | null = null;
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (!lock) return void done(null);
        channel = listen(name, demanded);
        return new Promise((over) => done({ release: () => over() }));
      };
      const over = () => channel?.close();
      locks.request(`scorm-builder ${name}`, options, hold).then(over, () => {
        // Taken away; or refused to a frame without an origin, which then writes without asking.
        if (channel) demanded();
        else done({ release: () => undefined });
        over();
      });
    });
  return {
    take: (name, demanded) => request(name, { ifAvailable: true }, demanded),
    async demand(name, demanded) {
      post(name);
      const abort = new AbortController();
      const waited = await new Promise<Held | null>((done) => {
        // First, so that giving up is not taken for a refusal.
        abort.signal.addEventListener("abort", () => done(null));
        setTimeout(() => abort.abort(), PATIENCE);
        void request(name, { signal: abort.signal }, demanded).then(done);
      });
      return waited ?? request(name, { steal: true }, demanded);
    },
  };
}

function listen(name: string, demanded: () => void): BroadcastChannel | null {
  const channel = open(name);
  if (channel) channel.onmessage = () => demanded();
  return channel;
}

function post(name: string): void {
  const channel = open(name);
  channel?.postMessage("demand");
  // Closed later: what was just posted would be lost in some browsers.
  setTimeout(() => channel?.close(), PATIENCE);
}

function open(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`scorm-builder ${name}`);
  } catch {
    return null;
  }
}
