/** A numeric question: a field for a number, with its unit or a list of units. */

import { find } from "../../access/dom";
import type { NumericData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import type { Input } from "../../question";
import { readNumber } from "../../scoring/numbers";
import type { PageContext } from "../part";
import { Field } from "../question/field";

/** Units that stand at their number without a space. */
const CLOSE = ["°", "%", "′", "″"];

/** Starts a numeric question. */
export function startNumeric(
  root: HTMLElement,
  data: NumericData,
  context: PageContext,
  kit: Kit,
): void {
  const { say } = context;
  // The page's own words for it, before the form takes them away.
  const right = find(root, ".answer-right li")?.textContent?.trim() ?? "";
  new kit.QuestionForm(root, data, context, (form, changed) => {
    const field = new Field(form, changed);
    const { control } = field;
    const units = find<HTMLSelectElement>(form, "select");
    return {
      read: () => {
        const text = readNumber(control.value);
        return text === null ? null : { selected: [units?.selectedIndex ?? 0], marks: [], text };
      },
      restore: ({ text, selected }) => {
        control.value = text ?? "";
        if (units) units.selectedIndex = selected[0] ?? 0;
      },
      chosen: () => [],
      judge: () => field.taken(),
      unjudge: () => field.taken(),
      remarks: ({ text = "", selected }, points, done) => {
        const answer = quantity(text, data.units[selected[0] ?? 0]?.[0]);
        const remarks = [say("typed_answer", { answer })];
        // Who was right within what may be off is told what exactly is right as well.
        const told = done && (points < 100 || data.low < data.high);
        return told ? [...remarks, say("typed_right", { answer: right })] : remarks;
      },
      tellsAnswer: true,
      lock: () => {
        field.lock();
        if (units) units.disabled = true;
      },
      missing: () => {
        const text = control.value.trim();
        return field.refused(text ? say("error_not_number", { text }) : say("error_number"));
      },
    } satisfies Input;
  });
}

/** A number with its unit, as `scorm_builder/blocks/numeric.py` writes it. */
export function quantity(text: string, unit = ""): string {
  // Without the mark of direction the sign would stand behind the number in Arabic.
  const number = text.replace(/^-/, "\u200e\u2212");
  const space = unit && !CLOSE.includes(unit) ? "\u00a0" : "";
  return `${number}${space}${unit}`;
}
