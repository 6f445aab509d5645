/** "Align image to top": a picture scrolled to the top of the frame, and back. */

import { find } from "../access/dom";
import { scrollToStart } from "../access/motion";

/** Makes the button of a figure work. */
export function startAlign(figure: HTMLElement): void {
  let back: number | null = null;
  find(figure, "[data-do=align]")?.addEventListener("click", () => {
    const screen = find(figure, ".fig-screen");
    if (!screen) return;
    if (back !== null && Math.abs(screen.getBoundingClientRect().top) < 8) {
      window.scrollTo(0, back);
      back = null;
      return;
    }
    back = window.scrollY;
    scrollToStart(screen);
  });
}
