/**
 * One writer for each attempt: of several windows in which a learner has the course open, one keeps
 * and sends, and the others look on until the learner continues there.
 *
 * By Web Locks, which the browser gives back when a window dies, however it dies. An intranet
 * without encryption has none: there the windows ask each other. In a frame without an origin they
 * cannot even do that; then every window writes, and the higher sequence number wins, as between
 * two devices.
 */

/** The right to write, as one window has it. */
export interface Held {
  /** The state of the attempt as the window before this one left it; "" when there was none. */
  readonly handed: string;
  /** Give it back. `state`: the attempt as it is, for the window that demanded it. */
  release(state?: string): void;
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

/** Milliseconds in which a window that has an attempt says so, and hands it over. */
const ANSWERS = 250;
/** What stands before a state that is handed over. */
const HANDED = "handed ";

/** The browser's own, or what stands in for them. */
export function browserLocks(): Locks {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return locks ? byLocks(locks) : byWord();
}

function byLocks(locks: LockManager): Locks {
  const request = (
    name: string,
    options: LockOptions,
    demanded: () => void,
  ): Promise<Held | null> =>
    new Promise((done) => {
      let channel: BroadcastChannel | null = null;
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (!lock) return void done(null);
        channel = open(name);
        if (channel) channel.onmessage = ({ data }) => data === "demand" && demanded();
        return new Promise((over) => {
          const release = (state = "") => {
            if (state) channel?.postMessage(HANDED + state);
            over();
          };
          done({ handed: "", release });
        });
      };
      const over = () => closeLater(channel);
      locks.request(`scorm-builder ${name}`, options, hold).then(over, () => {
        // Taken away; or refused to a frame without an origin, which then writes without asking.
        if (channel) demanded();
        else done(unasked());
        over();
      });
    });
  return {
    take: (name, demanded) => request(name, { ifAvailable: true }, demanded),
    demand: (name, demanded) =>
      handedOver(name, async () => {
        const abort = new AbortController();
        const waited = await new Promise<Held | null>((done) => {
          // First, so that giving up is not taken for a refusal.
          abort.signal.addEventListener("abort", () => done(null));
          setTimeout(() => abort.abort(), PATIENCE);
          void request(name, { signal: abort.signal }, demanded).then(done);
        });
        return waited ?? request(name, { steal: true }, demanded);
      }),
  };
}

/** Windows that ask each other: "who" has it, and whoever does says "here". */
function byWord(): Locks {
  const take = (name: string, demanded: () => void): Promise<Held | null> => {
    const channel = open(name);
    if (!channel) return Promise.resolve(unasked());
    return new Promise((done) => {
      const held = () => {
        channel.onmessage = ({ data }) => {
          if (data === "who") channel.postMessage("here");
          if (data === "demand") demanded();
        };
        const release = (state = "") => {
          channel.onmessage = null;
          if (state) channel.postMessage(HANDED + state);
          closeLater(channel);
        };
        done({ handed: "", release });
      };
      const timer = setTimeout(held, ANSWERS);
      channel.onmessage = ({ data }) => {
        if (data !== "here") return;
        clearTimeout(timer);
        channel.close();
        done(null);
      };
      channel.postMessage("who");
    });
  };
  return {
    take,
    demand: (name, demanded) =>
      handedOver(name, async () => {
        for (let left = PATIENCE / ANSWERS; left > 0; left--) {
          const held = await take(name, demanded);
          if (held) return held;
          await new Promise((done) => setTimeout(done, ANSWERS));
        }
        return unasked();
      }),
  };
}

/** Ask for an attempt, take it by `get`, and add what the window that had it hands over. */
async function handedOver(name: string, get: () => Promise<Held | null>): Promise<Held | null> {
  const channel = open(name);
  let handed = "";
  const heard = new Promise<void>((done) => {
    if (!channel) return done();
    channel.onmessage = ({ data }) => {
      if (!String(data).startsWith(HANDED)) return;
      handed = String(data).slice(HANDED.length);
      done();
    };
  });
  channel?.postMessage("demand");
  const held = await get();
  // It was said before the attempt was let go, and may yet come after it.
  await Promise.race([heard, new Promise((done) => setTimeout(done, ANSWERS))]);
  channel?.close();
  return held && { ...held, handed };
}

/** The right to write where nobody can be asked. */
function unasked(): Held {
  return { handed: "", release: () => undefined };
}

/** At once, what was just said would be lost in some browsers. */
function closeLater(channel: BroadcastChannel | null): void {
  if (channel) setTimeout(() => channel.close(), PATIENCE);
}

function open(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`scorm-builder ${name}`);
  } catch {
    return null;
  }
}
