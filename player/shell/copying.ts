/** Copying a text that the learner is to send to somebody. */

import { make } from "../access/dom";
import type { Say } from "../strings/words";

/** A field that holds a text to copy, with the words that say whether it was copied. */
export function copyField(label: string, rows: number): HTMLTextAreaElement {
  const attributes = { class: "copy-field", readonly: true, rows, dir: "ltr", "aria-label": label };
  return make("textarea", { ...attributes, spellcheck: "false" });
}

/**
 * Show the field and copy what is in it; gives what to say. Where copying is not allowed the text
 * is selected, so that the learner can do it.
 */
export function copyFrom(field: HTMLTextAreaElement, pressed: HTMLElement, say: Say): string {
  field.hidden = false;
  field.focus();
  field.select();
  // The older way: the newer is closed to a frame of an LMS, and to pages without https.
  const copied = document.execCommand("copy");
  if (copied) pressed.focus();
  return say(copied ? "copied" : "copy_selected");
}
