/**
 * What the player itself starts on a page: each kind of part by its selector, each kind of question.
 * Scripts of `kinds/` bring the others.
 */

import { showOverdue } from "../shell/overdue";
import type { Starters } from "../kinds/kinds";
import { startTerm } from "./glossary/glossary";
import type { Parts } from "./part";
import { startOptions } from "./question/options";
import { startWide } from "./text/wide";
import { startMedia } from "./video/media";

export const PARTS: Parts = [
  [".overdue", showOverdue],
  [".table, .formula", startWide],
  ["template[data-definition]", startTerm],
  [".media", startMedia],
];

export const QUESTIONS: Starters = {
  choice: startOptions,
  multiple_choice: startOptions,
  true_false: startOptions,
  likert: startOptions,
};
