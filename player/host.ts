/** The browser as `session.ts` sees it: a clock, timers, and the few moments that matter. */

/**
 * hidden    the page is no longer in sight: on a phone the last moment sure to come
 * frozen    it goes into the back/forward cache, and may come back as it is
 * leaving   it goes for good
 * returned  it came back from the back/forward cache
 * online    the network is back
 */
export type Moment = "hidden" | "frozen" | "leaving" | "returned" | "online";

export interface Host {
  /** Milliseconds that only go forward. */
  now(): number;
  /** The device's clock: milliseconds since 1970. It may be wrong, and may jump. */
  clock(): number;
  /** A number below 65,536, by chance. */
  lot(): number;
  /** A UUID, version 4. */
  uuid(): string;
  /** Run later; gives what cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** Run as soon as the present task is done. */
  soon(run: () => void): void;
  on(moment: Moment, run: () => void): void;
  /** False only when there is certainly no network. */
  online(): boolean;
  /** Go to an address that the LMS named, or close the window if it is one a script may close. */
  leave(address: string): void;
}

/** The browser's own. */
export function browserHost(view: Window = window): Host {
  const page = view.document;
  // A page that has just come over the network while the browser says "offline" (seen on virtual
  // machines) shows that the browser is not to be asked.
  const connected = (): boolean => view.navigator.onLine;
  const reliable = connected();
  return {
    now: () => view.performance.now(),
    clock: () => Date.now(),
    lot: () => Math.floor(Math.random() * 0x10000),
    uuid: () => uuid(view),
    after(milliseconds, run) {
      const timer = view.setTimeout(run, milliseconds);
      return () => view.clearTimeout(timer);
    },
    soon: (run) => void Promise.resolve().then(run),
    on(moment, run) {
      if (moment === "hidden") {
        page.addEventListener("visibilitychange", () => page.visibilityState === "hidden" && run());
      } else if (moment === "online") {
        view.addEventListener("online", run);
      } else {
        // Never unload or beforeunload: browsers skip them, and they keep pages out of the
        // back/forward cache.
        const type = moment === "returned" ? "pageshow" : "pagehide";
        const kept = moment !== "leaving";
        view.addEventListener(type, (event) => event.persisted === kept && run());
      }
    },
    online: () => !reliable || connected(),
    leave(address) {
      if (address !== "") return view.location.assign(address);
      try {
        if (view.opener) view.close();
      } catch {
        // An opener of another origin: the learner closes the window.
      }
    },
  };
}

/** Not crypto.randomUUID, which is missing where a page came without encryption. */
function uuid(view: Window): string {
  const bytes = (view as Window & typeof globalThis).crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
