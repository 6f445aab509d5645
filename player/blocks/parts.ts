/** What the player starts on a page: each kind of part by its selector, each kind of question. */

import type { ChoiceData, HotspotData, QuestionData, QuestionKind } from "../course";
import { startCompare } from "./compare/compare";
import { startFigure } from "./figure/figure";
import { startWindows } from "./figure/windows";
import { startTerm } from "./glossary/glossary";
import { startHotspot } from "./hotspot/hotspot";
import { startViewer } from "../viewer/viewer";
import type { PageContext, StartPart } from "./part";
import { startOptions } from "./question/options";
import { startStack } from "./stack/stack";
import { startWide } from "./text/wide";
import { startMedia } from "./video/media";
import { showOverdue } from "../shell/overdue";

/** In the order in which they start. */
export const PARTS: ReadonlyArray<readonly [selector: string, start: StartPart]> = [
  [".fig-marked:not(.compare):not(.stack)", startFigure],
  [".fig-windowed", startWindows],
  [".compare", startCompare],
  [".stack", startStack],
  [".overdue", showOverdue],
  [".fig, .hotspot", startViewer],
  [".table, .formula", startWide],
  ["template[data-definition]", startTerm],
  [".media", startMedia],
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
