/**
 * Printing: with findings, without, or each picture both ways, as `data-print` says.
 *
 * All but the second picture of "both" is for the style sheet. That one is made when the browser is
 * about to print, by whichever way, and goes afterwards.
 */

import { find, findAll, make } from "../access/dom";

/** Print what is shown, once all its pictures are there: those further down load late. */
export async function printPage(): Promise<void> {
  await Promise.all(pictures().map(arrived));
  window.print();
}

function pictures(): HTMLImageElement[] {
  return findAll<HTMLImageElement>(document, "#_page img");
}

/** Resolves when the picture is there; also when it cannot be had, as one would print without. */
function arrived(picture: HTMLImageElement): Promise<unknown> | undefined {
  picture.loading = "eager";
  if (picture.complete) return undefined;
  const once = { once: true };
  return new Promise((resolve) => {
    for (const type of ["load", "error"]) picture.addEventListener(type, resolve, once);
  });
}

/** Have "both" ready whenever the browser prints. */
export function startPrinting(): void {
  window.addEventListener("beforeprint", () => {
    remove();
    // Of what is further down nothing may be there yet, nor ever would be of what print alone shows.
    // A browser that does not wait for it prints it the next time: the button above waits.
    for (const picture of pictures()) picture.loading = "eager";
    if (document.documentElement.dataset["print"] !== "both") return;
    for (const figure of findAll(document, "#_page .fig-marked")) add(figure);
  });
  window.addEventListener("afterprint", remove);
}

function add(figure: HTMLElement): void {
  const screen = find(figure, ".fig-screen");
  if (!screen) return;
  const clean = screen.cloneNode(true) as HTMLElement;
  for (const drawn of findAll(clean, ".fig-ov, .fig-badges, .fig-plate, button")) drawn.remove();
  for (const named of findAll(clean, "[id]")) named.removeAttribute("id");
  screen.before(make("div", { class: "fig-clean" }, clean));
}

function remove(): void {
  for (const clean of findAll(document, ".fig-clean")) clean.remove();
}
