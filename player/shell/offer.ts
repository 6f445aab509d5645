/** The question whether to go on with what is on this device. */

import { make } from "../access/dom";
import type { Spoken } from "../diagnosis/desk";
import type { Offer } from "../takeup";
import { button, openDialog } from "./dialog";
import { holds } from "./holds";

/**
 * Ask; true to take it. Escape is the answer that loses nothing: to take it, unless nobody knows
 * whose it is.
 */
export async function askToTake({ kind, at, attempt }: Offer, spoken: Spoken): Promise<boolean> {
  const { say } = spoken;
  let taken = kind !== "nobody";
  await openDialog(say(`offer_${kind}_title`), (dialog) => {
    const answer = (yes: boolean) => {
      const quiet = yes !== (kind !== "nobody");
      const made = button(say(`offer_${kind}_${yes ? "yes" : "no"}`), quiet, () => {
        taken = yes;
        dialog.close();
      });
      made.autofocus = !quiet;
      return made;
    };
    const text = make("p", {}, say(`offer_${kind}_text`, { date: moment(at, spoken) }));
    return [[text, holds(spoken, attempt)], [answer(true), answer(false)]];
  });
  return taken;
}

/** Date and time of day in the language of the course. */
function moment(at: number, { course }: Spoken): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "short" };
  try {
    return new Intl.DateTimeFormat(course.language, options).format(at);
  } catch {
    // A language that the browser does not know.
    return new Intl.DateTimeFormat("en-GB", options).format(at);
  }
}
