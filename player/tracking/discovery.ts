/** Finding the object by which an LMS offers its API: ADL's algorithm, with every hop guarded. */

/** As many windows as are looked at in one chain of parents (ADL's 2004 wrapper: 500). */
const HOPS = 500;

/** As much of a window as the search looks at. */
export interface Frame {
  readonly parent?: unknown;
  readonly opener?: unknown;
  readonly top?: unknown;
}

/**
 * The object called `name` that has a function called `method`, or null.
 *
 * Own window (Open edX puts the API there) → its parents → the opener and its parents (pop-ups) →
 * the top window's opener and its parents. Reading from a window of another origin throws; such a
 * window is passed over, not the end of the search.
 */
export function findApi(from: Frame, name: string, method: string): object | null {
  const chains = [
    () => from,
    () => peek(from, "opener"),
    () => peek(peek(from, "top"), "opener"),
  ];
  for (const chain of chains) {
    const found = climb(chain(), name, method);
    if (found) return found;
  }
  return null;
}

/** Whether a window stands alone: no other window could hold an API. */
export function isAlone(from: Frame): boolean {
  const parent = peek(from, "parent");
  return (!parent || parent === from) && !peek(from, "opener");
}

function climb(start: unknown, name: string, method: string): object | null {
  let frame = start;
  for (let hop = 0; frame && hop < HOPS; hop++) {
    const api = peek(frame, name);
    if (typeof peek(api, method) === "function") return api as object;
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
