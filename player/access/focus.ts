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

/**
 * Keeps Tab within an area: from its last control to its first and back. A modal dialog keeps the
 * focus from the page, but in a frame not from the page around that.
 */
export function keepFocus(area: HTMLElement): void {
  const guard = (last: boolean) => {
    const element = document.createElement("span");
    element.tabIndex = 0;
    element.addEventListener("focus", () => {
      const every = "button, a[href], input, summary, [tabindex='0']";
      const free = Array.from(area.querySelectorAll<HTMLElement>(every)).filter((each) => {
        const { visibility } = getComputedStyle(each);
        const seen = each.getClientRects().length > 0 && visibility === "visible";
        return seen && each.tabIndex >= 0 && each.parentNode !== area;
      });
      (last ? free[0] : free[free.length - 1])?.focus();
    });
    return element;
  };
  area.prepend(guard(false));
  area.append(guard(true));
}
