/** What a script that brings kinds of question or of part is given, and what it hands over. */

import type { QuestionData, QuestionKind } from "../course";
import type { PageContext, Parts } from "../blocks/part";
import type { Options } from "../blocks/question/options";
import type { Input, QuestionForm } from "../question";

/**
 * What the player has already, so that no script brings it again: the form of every question, and
 * the list of options.
 */
export interface Kit {
  readonly QuestionForm: typeof QuestionForm;
  readonly Options: typeof Options;
}

/** How questions are started, by their kind: each takes its element as the builder wrote it. */
export type Starters = {
  readonly [Kind in QuestionKind]?: (
    root: HTMLElement,
    question: QuestionData & { readonly kind: Kind },
    context: PageContext,
    kit: Kit,
  ) => void;
};

/** What a script brings. Its parts start before those that the player has itself. */
export interface Brought {
  readonly questions?: Starters;
  readonly parts?: Parts;
}

/** Hands it over. */
export function bring(brought: Brought): void {
  window.scormBuilderKinds?.(brought);
}

type MadeInput<Data> = new (
  form: HTMLFormElement,
  data: Data,
  context: PageContext,
  changed: () => void,
  kit: Kit,
) => Input;

/** Starts questions of a kind whose input is a class. */
export function startsWith<Data extends QuestionData>(Made: MadeInput<Data>) {
  return (root: HTMLElement, data: Data, context: PageContext, kit: Kit): void => {
    new kit.QuestionForm(root, data, context, (form, changed) => {
      return new Made(form, data, context, changed, kit);
    });
  };
}
