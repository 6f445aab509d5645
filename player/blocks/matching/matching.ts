/** A matching question: to each item one of the choices, from a list. */

import type { MapData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import type { PageContext } from "../part";
import { Rows } from "./rows";

/** Starts a matching question. */
export function startMatching(
  root: HTMLElement,
  data: MapData,
  context: PageContext,
  kit: Kit,
): void {
  new kit.QuestionForm(root, data, context, (form, changed) => {
    return new Rows(form, data, context, changed);
  });
}
