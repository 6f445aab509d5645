/** What the player starts on a page: each kind of part by its selector, each kind of question. */

import type { ChoiceData, HotspotData, QuestionData, QuestionKind } from "../course";
import { startFigure } from "./figure/figure";
import { startHotspot } from "./hotspot/hotspot";
import type { PageContext, StartPart } from "./part";
import { startOptions } from "./question/options";

/** In the order in which they start. */
export const PARTS: ReadonlyArray<readonly [selector: string, start: StartPart]> = [
  [".fig-marked", startFigure],
];

type StartQuestion = (root: HTMLElement, question: QuestionData, context: PageContext) => void;

const options: StartQuestion = (root, question, context) =>
  startOptions(root, question as ChoiceData, context);

export const QUESTIONS: Readonly<Record<QuestionKind, StartQuestion>> = {
  choice: options,
  multiple_choice: options,
  true_false: options,
  hotspot: (root, question, context) => startHotspot(root, question as HotspotData, context),
};
