/** What a script that brings kinds of question is given, and what it hands over. */

import type { QuestionData, QuestionKind } from "../course";
import type { PageContext } from "../blocks/part";
import type { Options } from "../blocks/question/options";
import type { QuestionForm } from "../question";

/**
 * What the player has already, so that no script brings it again: the form of every question, and
 * the list of options.
 */
export interface Kit {
  readonly QuestionForm: typeof QuestionForm;
  readonly Options: typeof Options;
}

/** Starts a question: takes its element as the builder wrote it, and makes it work. */
export type StartQuestion = (
  root: HTMLElement,
  question: QuestionData,
  context: PageContext,
  kit: Kit,
) => void;

/** How questions are started, by their kind. */
export type Starters = Readonly<Partial<Record<QuestionKind, StartQuestion>>>;
