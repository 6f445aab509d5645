/**
 * Which findings of a figure are to be seen: a value, and what each event makes of it. Pure.
 *
 * The layer (overlay and list) is shown by the toggle, or for as long as a hover preview lasts. One
 * finding may be pinned; another may stand out while the pointer or the focus is on it.
 */

export interface Findings {
  readonly total: number;
  readonly shown: boolean;
  readonly preview: boolean;
  /** Index of the finding that is pinned alone, or -1. */
  readonly pinned: number;
  /** Index of the finding under the pointer or the focus, or -1. */
  readonly pointed: number;
  /** A preview was dismissed: none until the pointer has left. */
  readonly dismissed: boolean;
}

export function closed(total: number, shown: boolean): Findings {
  return { total, shown, preview: false, pinned: -1, pointed: -1, dismissed: false };
}

/** Whether overlay and list are to be seen. */
export function visible(state: Findings): boolean {
  return state.shown || state.preview;
}

/** Index of the finding that stands out, or -1. */
export function emphasised(state: Findings): number {
  if (!visible(state)) return -1;
  return state.pointed >= 0 ? state.pointed : state.pinned;
}

/** The toggle, or a click on the picture. A click during a preview pins what it shows. */
export function toggle(state: Findings): Findings {
  const hide = state.shown;
  return { ...state, shown: !hide, preview: false, pinned: -1, dismissed: hide };
}

/** Pin one finding, or unpin it if it is. */
export function pin(state: Findings, index: number): Findings {
  const pinned = state.shown && state.pinned === index ? -1 : index;
  return { ...state, shown: true, preview: false, pinned };
}

/** One finding on or back; null beyond the last or the first. */
export function step(state: Findings, by: 1 | -1): Findings | null {
  const start = state.pinned >= 0 ? state.pinned : by > 0 ? -1 : state.total;
  const pinned = start + by;
  if (pinned < 0 || pinned >= state.total) return null;
  return { ...state, shown: true, preview: false, pinned };
}

/** The pointer is over the picture, or (`false`) has left it. */
export function hover(state: Findings, over: boolean): Findings {
  if (!over) return { ...state, preview: false, pointed: -1, dismissed: false };
  return state.shown || state.dismissed ? state : { ...state, preview: true };
}

/** Escape: end the preview, then unpin, then hide. The same value when there is nothing to end. */
export function escape(state: Findings): Findings {
  if (state.preview) return { ...state, preview: false, dismissed: true };
  if (state.pinned >= 0) return { ...state, pinned: -1 };
  return state.shown ? { ...state, shown: false, dismissed: true } : state;
}
