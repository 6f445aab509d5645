/** Finding the object by which an LMS offers its API: ADL's algorithm, with every hop guarded. */

/** As many windows as are looked at in one chain of parents (ADL's 2004 wrapper: 500). */
const HOPS = 500;

/** As much of a window as the search looks at. */
export interface Frame {
  readonly parent?: unknown;
  readonly opener?: unknown;
  readonly top?: unknown;
}

/** An API, and in which window it was found: `own window`, `parent 2`, `opener, parent 1`, … */
export interface Found {
  readonly api: object;
  readonly where: string;
}

/**
 * The object called `name` that has a function called `method`, or null.
 *
 * Own window (Open edX puts the API there) → its parents → the opener and its parents (pop-ups) →
 * the top window's opener and its parents. Reading from a window of another origin throws; such a
 * window is passed over, not the end of the search.
 */
export function findApi(from: Frame, name: string, method: string): Found | null {
  return (
    climb(from, "", name, method) ??
    climb(peek(from, "opener"), "opener", name, method) ??
    climb(peek(peek(from, "top"), "opener"), "top window's opener", name, method)
  );
}

/** Whether a window stands alone: no other window could hold an API. */
export function isAlone(from: Frame): boolean {
  const parent = peek(from, "parent");
  return (!parent || parent === from) && !peek(from, "opener");
}

/** Whether nobody sent the learner here: no other window, and no address of an LMS in this one's. */
export function isPreview(from: Window): boolean {
  return isAlone(from) && !/[?&](endpoint|aicc_url)=/i.test(from.location.search);
}

function climb(start: unknown, chain: string, name: string, method: string): Found | null {
  let frame = start;
  for (let hop = 0; frame && hop < HOPS; hop++) {
    const api = peek(frame, name);
    if (typeof peek(api, method) === "function") {
      const steps = [chain, hop > 0 && `parent ${hop}`].filter(Boolean);
      return { api: api as object, where: steps.join(", ") || "own window" };
    }
    const parent = peek(frame, "parent");
    if (parent === frame) break;
    frame = parent;
  }
  return null;
}

function peek(owner: unknown, name: string): unknown {
  try {
    return (owner as Record<string, unknown> | null | undefined)?.[name];
  } catch {
    return undefined;
  }
}
