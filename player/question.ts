/**
 * A question as a form: Check, tries, feedback. The same for every kind; what differs between
 * kinds is their input (`Input`): options to choose from, or a picture to mark.
 *
 *     answering ──Check──► nothing chosen: error summary, focus on it
 *         ▲                wrong, a try left: hint, the input stays open
 *         └────────────────┘
 *                          right, or the last try: answer and explanation, the input is locked
 *
 * Check with the last answer unchanged leads back to its feedback and uses up no try.
 */

import { given } from "./attempt";
import { find, findAll, heading, icon, make } from "./access/dom";
import { focusOn, onceVisible } from "./access/focus";
import type { PageContext } from "./blocks/part";
import type { Answer, QuestionData } from "./course";
import { settles } from "./score";

/** Feedback that an option or region brings, by its index. */
export type OptionFeedback = ReadonlyMap<number, Node>;

/** What differs between kinds of question. */
export interface Input {
  /** The answer as it stands; null while there is none. */
  read(): Answer | null;
  /** Show an answer that was given earlier, as it was left. */
  restore(answer: Answer): void;
  /** 0 to 100. */
  points(answer: Answer): number;
  /** Indexes of the options that the answer comes to, for the LMS and for feedback. */
  chosen(answer: Answer, points: number): readonly number[];
  /** Say at the input itself what is right and wrong; the whole answer only when `done`. */
  judge(answer: Answer, done: boolean): void;
  /** Take back what `judge` said: the learner is changing the answer. */
  unjudge(): void;
  /** Whole sentences about the answer; when `done`, they may name what is right. */
  remarks(answer: Answer, points: number, done: boolean): readonly string[];
  /** Whether the remarks name what is right, so that it need not be said again. */
  readonly tellsAnswer: boolean;
  /** No further answer. */
  lock(): void;
  /** What to say when nothing is chosen, and the control that a link leads to. */
  missing(): { message: string; control: HTMLElement | null };
}

/** Makes the input of one kind. `changed` is called when the learner changes the answer. */
export type MakeInput = (form: HTMLFormElement, changed: () => void) => Input;

export class QuestionForm {
  private readonly form: HTMLFormElement;
  private readonly input: Input;
  private readonly level: number;
  private readonly hint: Node | null;
  private readonly answer: Element | null;
  private readonly explanation: Node | null;
  private readonly feedback: OptionFeedback;
  private since = performance.now();

  constructor(
    private readonly root: HTMLElement,
    private readonly data: QuestionData,
    private readonly context: PageContext,
    makeInput: MakeInput,
  ) {
    const form = find<HTMLFormElement>(root, "form");
    if (!form) throw new Error(`question ${data.id} has no form`);
    this.form = form;
    this.level = Number(root.dataset["level"] ?? "2");
    // What a reader without scripts opens by hand comes with the feedback instead.
    this.hint = taken(find(root, "details[data-hint]"), "[data-hint-text]");
    const answer = find(root, "[data-answer]");
    answer?.remove();
    this.answer = answer && find(answer, ".answer-right");
    this.explanation = answer && find(answer, "[data-explain]");
    this.feedback = new Map(
      (answer ? findAll(answer, "[data-feedback]") : []).map((each) => [
        Number(each.dataset["feedback"]),
        each,
      ]),
    );
    this.input = makeInput(form, () => this.changed());
    this.part("[data-actions]").hidden = false;
    root.classList.add("is-live");
    // The click, which Enter in a field makes as well, and not the submission: a frame that is
    // sandboxed without `allow-forms` never submits.
    find(form, "[type=submit]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.check();
    });
    onceVisible(root, context.signal, () => (this.since = performance.now()));
    this.restore();
    this.takeDraft();
  }

  /** Go on with what was chosen before the page changed its language. */
  private takeDraft(): void {
    const { context, data } = this;
    const draft = context.draft?.(data.id, () => this.input.read());
    const kept = given(context.session.attempt, context.page.id, data.id);
    if (!draft || kept?.done || JSON.stringify(draft) === JSON.stringify(kept?.answer)) return;
    this.input.restore(draft);
    this.changed();
  }

  private restore(): void {
    const { session, page } = this.context;
    const kept = given(session.attempt, page.id, this.data.id);
    if (!kept) return;
    this.input.restore(kept.answer);
    this.show(kept.answer, kept.points, kept.tries, kept.done);
  }

  private changed(): void {
    this.input.unjudge();
    this.clearError();
  }

  private check(): void {
    const answer = this.input.read();
    if (!answer) return this.refuse();
    this.clearError();
    const { session, page } = this.context;
    const before = given(session.attempt, page.id, this.data.id);
    const tries = (before?.tries ?? 0) + 1;
    const points = this.input.points(answer);
    const done = settles(this.data, points, tries);
    const asked = { page: page.id, question: this.data.id };
    const event = { type: "answered", ...asked, answer, points, done } as const;
    if (session.dispatch(event, this.interaction(answer, points, done))) {
      this.show(answer, points, tries, done);
    } else {
      // The same answer again: its feedback again.
      this.restore();
    }
    focusOn(find(this.form, ".result-title"));
  }

  private interaction(answer: Answer, points: number, final: boolean) {
    const { data } = this;
    const entry = this.context.page.questions.find((question) => question.id === data.id);
    const letters = (indexes: readonly number[]) => indexes.map((i) => data.letters.charAt(i));
    return {
      id: `${this.context.page.id}.${data.id}`,
      type: data.kind === "true_false" ? ("true-false" as const) : ("choice" as const),
      response: letters(this.input.chosen(answer, points)),
      correct: letters(data.correct),
      right: points === 100,
      final,
      weight: entry?.weight ?? 1,
      latency: Math.max(0, (performance.now() - this.since) / 1000),
    };
  }

  // -- errors ---------------------------------------------------------------------------------

  private refuse(): void {
    const { message, control } = this.input.missing();
    const { say } = this.context;
    const link = make("a", { href: `#${control?.id ?? ""}` }, message);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      control?.focus();
    });
    const title = heading(this.level + 1, { class: "error-title" }, say("error_title"));
    const attributes = { class: "error-summary", tabindex: -1 };
    const summary = make("div", attributes, title, make("p", {}, link));
    this.part("[data-summary]").replaceChildren(summary);
    const id = `${this.root.id}_error`;
    this.part("[data-error]").replaceChildren(make("p", { class: "error", id }, message));
    this.form.classList.add("has-error");
    this.context.markError(true);
    focusOn(summary);
  }

  private clearError(): void {
    if (!this.form.classList.contains("has-error")) return;
    this.form.classList.remove("has-error");
    this.part("[data-summary]").replaceChildren();
    this.part("[data-error]").replaceChildren();
    this.context.markError(false);
  }

  // -- feedback -------------------------------------------------------------------------------

  private show(answer: Answer, points: number, tries: number, done: boolean): void {
    this.input.judge(answer, done);
    if (done) {
      this.input.lock();
      this.part("[data-actions]").hidden = true;
    }
    const { say } = this.context;
    const verdict = points === 100 ? "right" : points > 0 ? "partly" : "wrong";
    const sign = icon(({ right: "tick", partly: "half", wrong: "cross" } as const)[verdict]);
    const attributes = { class: "result-title", tabindex: -1 };
    const title = heading(this.level + 1, attributes, sign, say(`result_${verdict}`));
    const parts = [
      ...this.input.remarks(answer, points, done).map((text) => make("p", {}, text)),
      ...this.optionFeedback(answer, points),
      ...(done ? this.ending(points) : this.encouragement(tries)),
    ];
    const result = make("div", { class: `result is-${verdict}` }, title, ...parts);
    this.part("[data-result]").replaceChildren(result);
  }

  private optionFeedback(answer: Answer, points: number): HTMLElement[] {
    return this.input.chosen(answer, points).flatMap((index) => {
      const node = this.feedback.get(index);
      return node ? [make("div", {}, ...copies(node))] : [];
    });
  }

  private encouragement(tries: number): HTMLElement[] {
    const { say } = this.context;
    const left = say("tries_left", { n: this.data.tries - tries });
    const parts: HTMLElement[] = [make("p", { class: "result-tries" }, left)];
    if (this.hint) parts.unshift(this.section(say("the_hint"), this.hint));
    return parts;
  }

  private ending(points: number): HTMLElement[] {
    const { say } = this.context;
    const parts: HTMLElement[] = [];
    const right = this.answer && find(this.answer, "ul");
    if (points < 100 && right && !this.input.tellsAnswer) {
      const title = say("the_answer", { n: this.data.correct.length });
      const name = make("p", { class: "result-part-title" }, title);
      parts.push(make("div", { class: "result-part" }, name, right.cloneNode(true)));
    }
    if (this.explanation) parts.push(this.section(say("explanation"), this.explanation));
    return parts;
  }

  private section(title: string, content: Node): HTMLElement {
    const name = make("p", { class: "result-part-title" }, title);
    return make("div", { class: "result-part" }, name, ...copies(content));
  }

  private part(selector: string): HTMLElement {
    const found = find(this.form, selector);
    if (!found) throw new Error(`question ${this.data.id} has no ${selector}`);
    return found;
  }
}

/** Takes an element out of the page and gives what a selector finds in it. */
function taken(element: Element | null, selector: string): Node | null {
  element?.remove();
  return element && find(element, selector);
}

function copies(node: Node): Node[] {
  return Array.from(node.childNodes, (child) => child.cloneNode(true));
}
