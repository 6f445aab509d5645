/** Elements that change their size. */

/**
 * Calls `act` soon, and in the frame after one of the elements has changed its size. Not at once: what `act`
 * changes may give an element another size, which browsers report as an error of the page.
 */
export function whenResized(
  elements: readonly Element[],
  act: () => void,
  signal?: AbortSignal,
): void {
  if (typeof ResizeObserver !== "function") {
    requestAnimationFrame(act);
    window.addEventListener("resize", act, signal ? { signal } : {});
    return;
  }
  let waiting = false;
  const observer = new ResizeObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (!signal?.aborted) act();
    });
  });
  for (const element of elements) observer.observe(element);
  signal?.addEventListener("abort", () => observer.disconnect());
}
