/** What the learner and the device can do. */

/** Whether movement on the screen is to be avoided. */
export function calm(): boolean {
  return matches("(prefers-reduced-motion: reduce)");
}

/** Whether there is a mouse or something as fine that can hover. */
export function canHover(): boolean {
  return matches("(hover: hover) and (pointer: fine)");
}

function matches(query: string): boolean {
  return typeof window.matchMedia === "function" && window.matchMedia(query).matches;
}

/** Scroll an element's start to the top, in the frame and in the page around it. */
export function scrollToStart(element: Element): void {
  element.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
}
