/** The one field of a question that is typed. */

import { find } from "../../access/dom";

export class Field<Control extends HTMLInputElement | HTMLTextAreaElement = HTMLInputElement> {
  readonly control: Control;

  /** `changed` is called at each letter. */
  constructor(form: HTMLFormElement, changed: () => void) {
    const control = find<Control>(form, ".q-input");
    if (!control) throw new Error("a question that is typed has no field");
    this.control = control;
    form.addEventListener("input", changed);
  }

  /** Say that what was typed is not taken, and why. */
  refused(message: string): { message: string; control: HTMLElement } {
    this.control.setAttribute("aria-invalid", "true");
    return { message, control: this.control };
  }

  taken(): void {
    this.control.removeAttribute("aria-invalid");
  }

  /** It can still be read, selected and reached, but not changed. */
  lock(): void {
    this.control.readOnly = true;
  }
}
