/** Dialogs about an attempt and its way to the LMS, made when they are wanted. */

import { heading, make } from "../access/dom";

/** A button; `quiet` for what is not the first thing to do. */
export function button(text: string, quiet: boolean, act: () => void): HTMLButtonElement {
  const kind = quiet ? "button button-quiet" : "button";
  const made = make("button", { type: "button", class: kind }, text);
  made.addEventListener("click", act);
  return made;
}

/**
 * Open a modal dialog and wait until it is closed, by whatever way. `fill` makes its content and
 * its buttons; of these, the one with `autofocus` has the focus, or the first.
 */
export function openDialog(
  title: string,
  fill: (dialog: HTMLDialogElement) => readonly [content: HTMLElement[], actions: HTMLElement[]],
): Promise<void> {
  const id = "_dialog_title";
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": id });
  if (typeof dialog.showModal !== "function") return Promise.resolve();
  const [content, actions] = fill(dialog);
  const row = make("p", { class: "actions" }, ...actions);
  dialog.append(heading(2, { id, class: "dialog-title" }, title), ...content, row);
  document.body.append(dialog);
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done();
    });
    dialog.showModal();
  });
}
