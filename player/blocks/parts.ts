/** What the player starts on a page: each kind of part by its selector, each kind of question. */

import type { Starters } from "../kinds/kinds";
import { startCompare } from "./compare/compare";
import { startFigure } from "./figure/figure";
import { startWindows } from "./figure/windows";
import { startTerm } from "./glossary/glossary";
import { startViewer } from "../viewer/viewer";
import type { StartPart } from "./part";
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

/** The kinds of question that the player itself brings; scripts of `kinds/` bring the others. */
export const QUESTIONS: Starters = {
  choice: startOptions,
  multiple_choice: startOptions,
  true_false: startOptions,
  likert: startOptions,
};
