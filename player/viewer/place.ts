/** Where the viewer stands in frames of which only a part is to be seen. */

/** A frame taller than this, in CSS pixels, is taken to be as tall as its document. */
const TALLEST = 1440;

/**
 * Most dialogs fill their frame. In one as tall as its document, as some browsers on iOS make them,
 * the dialog stands around `at`, from the top of the document: there the reader is.
 */
export function standAt(dialog: HTMLElement, at: number): void {
  const tall = window.innerHeight > TALLEST;
  const height = Math.min(900, window.screen.availHeight || 900);
  const last = document.documentElement.scrollHeight - height;
  const top = Math.max(0, Math.min(at - height / 2, last));
  dialog.classList.toggle("is-tall", tall);
  dialog.style.top = tall ? `${top}px` : "";
  dialog.style.height = tall ? `${height}px` : "";
  if (tall) dialog.scrollIntoView({ block: "nearest" });
}
