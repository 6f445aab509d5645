/** Speech output: a sentence for screen readers, in a live region that is otherwise empty. */

const PAUSE = 50;

/**
 * Say `text` through a `role=status` element. It is emptied first, so that the same sentence twice
 * is spoken twice.
 */
export function announce(region: Element | null, text: string): void {
  if (!region) return;
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = text;
  }, PAUSE);
}
