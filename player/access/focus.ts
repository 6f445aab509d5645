/** Moving the focus to what has just appeared. */

/** Focus an element that is not a control, such as a heading; it must carry `tabindex=-1`. */
export function focusOn(element: HTMLElement | null): void {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus();
}

/** Calls `run` once, when the element first comes into view. */
export function onceVisible(element: Element, signal: AbortSignal, run: () => void): void {
  if (typeof IntersectionObserver !== "function") return;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    run();
  });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}
