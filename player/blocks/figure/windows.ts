/** Window settings: radio buttons that put another picture on the stage. Findings stay. */

import { announce } from "../../access/announce";
import { find, findAll } from "../../access/dom";
import type { PageContext } from "../part";
import { Screen } from "./screen";

/** A figure of one picture in several windows: the radio buttons hold the pictures' paths. */
export function startWindows(figure: HTMLElement, { say }: PageContext): void {
  const stage = find(figure, ".fig-screen .fig-stage");
  if (!stage) return;
  const screen = new Screen(stage, say);
  const choice = onChoice(figure, "_w", (path, name) => {
    void screen.show(path, name);
    announce(find(figure, "[role=status]"), say("window_chosen", { name }));
  });
  figure.classList.add("is-live");
  screen.call(choice[0]?.labels?.[0]?.textContent ?? "");
  // Whoever comes near the buttons will press one: until then a page loads one picture.
  const ahead = () => choice.forEach(({ value }) => void screen.load(value));
  const row = choice[0]?.closest("fieldset");
  for (const event of ["pointerenter", "focusin"]) {
    row?.addEventListener(event, ahead, { once: true });
  }
}

/** Calls `run` with value and name whenever one of a row of radio buttons is chosen. */
export function onChoice(
  root: HTMLElement,
  end: string,
  run: (value: string, name: string) => void,
): HTMLInputElement[] {
  const inputs = findAll<HTMLInputElement>(root, `[data-choice$="${end}"] input`);
  for (const input of inputs) {
    input.addEventListener("change", () => {
      if (input.checked) run(input.value, input.labels?.[0]?.textContent ?? "");
    });
  }
  return inputs;
}
