/** The second half of a double click, where the page has moved under the pointer since the first. */

/** Milliseconds after which a click is meant for what it hits, however often was clicked before. */
const SOON = 1000;

/**
 * Swallows the second click of a double click on what `first` selects: by then something else may
 * be at that place, one of `others`, which the learner has not even seen. Clicks of the keyboard
 * and of assistive technology are never second ones.
 */
export function swallowSecond(root: EventTarget, first: string, others: string): void {
  let at = Number.NEGATIVE_INFINITY;
  const watch = (event: Event) => {
    const { target, timeStamp } = event;
    if (!(target instanceof Element)) return;
    const second = (event as MouseEvent).detail > 1 && timeStamp - at < SOON;
    if (second && target.closest(others)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (target.closest(first)) at = timeStamp;
  };
  root.addEventListener("click", watch, true);
}
