/**
 * A question as a form: Check, tries, feedback. The same for every kind; what differs between
 * kinds is their input (`Input`): options, a picture to mark, lists, a field.
 *
 *     answering ──Check──► nothing chosen: error summary, focus on it
 *         ▲                wrong, a try left: hint, the input stays open
 *         └────────────────┘
 *                          right, or the last try: answer and explanation, the input is locked
 *
 * Check with the last answer unchanged leads back to its feedback and uses up no try.
 */

import { find, findAll, heading, icon, make } from "./access/dom";
import { focusOn, onceVisible } from "./access/focus";
import type { PageContext } from "./blocks/part";
import type { Given } from "./attempt";
import type { Answer, QuestionData } from "./course";
import { told } from "./interaction";
import { points, settles } from "./score";
import { given, neutral } from "./standing";
import { Certainty } from "./blocks/question/certainty";
import type { Interaction } from "./tracking/tracking";

/** Feedback that an option or region brings, by its index. */
export type OptionFeedback = ReadonlyMap<number, Node>;

/** What differs between kinds of question. */
export interface Input {
  /** The answer as it stands; null while there is none. */
  read(): Answer | null;
  /** What is there of an answer that is not complete yet, where a part of one can be kept. */
  draft?(): Answer | null;
  /** Show an answer that was given earlier, as it was left. */
  restore(answer: Answer): void;
  /** What was written, where the answer does not hold it. */
  written?(): string;
  /** Whether marks were set with a finger; missing where there is no picture. */
  finger?(): boolean;
  /** Indexes of the options that the answer comes to, for their feedback. */
  chosen(answer: Answer, points: number): readonly number[];
  /** Say at the input itself what is right and wrong; the whole answer only when `done`. */
  judge(answer: Answer, done: boolean): void;
  /** Take back what `judge` said: the learner is changing the answer. */
  unjudge(): void;
  /** Whole sentences about the answer; when `done`, they may name what is right. */
  remarks(answer: Answer, points: number, done: boolean): readonly string[];
  /** Whether an answer says "I do not know". */
  gaveUp?(answer: Answer): boolean;
  /** Whether the remarks name what is right, so that it need not be said again. */
  readonly tellsAnswer: boolean;
  /** What is right, where the page does not say it in a list; only asked for at the end. */
  answer?(): HTMLElement | null;
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
  private readonly certainty: Certainty | null;
  /** The question as the builder wrote it. */
  private readonly pristine: HTMLElement;
  /** An answer that is for practice only. */
  private practice: Given | null = null;
  private since = performance.now();

  constructor(
    private readonly root: HTMLElement,
    private readonly data: QuestionData,
    private readonly context: PageContext,
    makeInput: MakeInput,
  ) {
    const form = find<HTMLFormElement>(root, "form");
    if (!form) throw new Error(`question ${data.id} has no form`);
    this.pristine = root.cloneNode(true) as HTMLElement;
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
    const { say } = context;
    this.certainty = data.confidence ? new Certainty(root.id, this.part("[data-result]"), say) : null;
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
    const draft = context.draft?.(data.id, () => (this.input.draft?.() ?? this.input.read()));
    const { kept } = this;
    if (!draft || kept?.done || JSON.stringify(draft) === JSON.stringify(kept?.answer)) return;
    this.input.restore(draft);
    this.changed();
  }

  private restore(): void {
    const { kept } = this;
    if (!kept) return;
    this.input.restore(kept.answer);
    this.certainty?.restore(kept.sure);
    this.show(kept);
  }

  /** The answer that was given before. */
  private get kept(): Given | null {
    const { practised, session, page } = this.context;
    return practised ? this.practice : given(session.attempt, page.id, this.data.id);
  }

  private changed(): void {
    this.input.unjudge();
    this.clearError();
  }

  private check(): void {
    const answer = this.input.read();
    if (!answer) return this.refuse();
    // Nobody is asked how sure they are that they do not know.
    const certainty = this.input.gaveUp?.(answer) ? null : this.certainty;
    const sure = certainty?.read() ?? 0;
    if (certainty && sure === 0) {
      const { first } = certainty;
      return this.refuse({ message: this.context.say("error_certainty"), control: first });
    }
    this.clearError();
    const before = this.kept;
    const tries = (before?.tries ?? 0) + 1;
    const finger = this.input.finger?.() ?? false;
    const earned = points(this.data, answer, finger);
    const done = settles(this.data, earned, tries, answer);
    if (this.take(answer, finger, earned, done, sure)) {
      this.show({ answer, points: earned, tries, done, sure, again: 0 });
    } else {
      // The same answer again: its feedback again.
      this.restore();
    }
    focusOn(find(this.form, ".result-title"));
  }

  /** Keep an answer; false when it is the last one again. */
  private take(
    answer: Answer,
    finger: boolean,
    earned: number,
    done: boolean,
    sure: number,
  ): boolean {
    const { session, page, practised } = this.context;
    const { data, kept } = this;
    if (practised) {
      if (kept && JSON.stringify(kept.answer) === JSON.stringify(answer)) return false;
      this.practice = { answer, points: earned, tries: (kept?.tries ?? 0) + 1, done, sure, again: 0 };
      if (done) practised(earned === 100 && this.practice.tries === 1);
      return true;
    }
    const asked = { page: page.id, question: data.id };
    const event = { type: "answered", ...asked, answer, points: earned, done, sure } as const;
    return session.dispatch(event, this.interaction(answer, finger, earned, done));
  }

  private interaction(
    answer: Answer,
    finger: boolean,
    earned: number,
    final: boolean,
  ): Interaction | undefined {
    const { data } = this;
    const entry = this.context.page.questions.find((question) => question.id === data.id);
    // A text that is not kept is still with its input.
    const whole = { ...answer, text: answer.text || (this.input.written?.() ?? "") };
    const what = told(data, whole, finger);
    return what
      ? {
          id: `${this.context.page.id}.${data.id}`,
          ...what,
          result: neutral(this.data) ? "neutral" : earned === 100 ? "correct" : "wrong",
          final,
          weight: entry?.scored ? entry.weight : 0,
          latency: Math.max(0, (performance.now() - this.since) / 1000),
        }
      : undefined;
  }

  // -- errors ---------------------------------------------------------------------------------

  private refuse({ message, control } = this.input.missing()): void {
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
    const group = this.groupOf(control);
    const place = find(group, "[data-error]");
    place?.replaceChildren(make("p", { class: "error", id }, message));
    group.classList.add("has-error");
    this.context.markError(true);
    focusOn(summary);
  }

  private clearError(): void {
    const summary = this.part("[data-summary]");
    if (!summary.firstChild) return;
    summary.replaceChildren();
    for (const error of findAll(this.form, "[data-error]")) error.replaceChildren();
    for (const group of [this.form, this.groupOf(this.certainty?.first)]) {
      group.classList.remove("has-error");
    }
    this.context.markError(false);
  }

  /** What an error at a control is about: the question, or how sure the learner is. */
  private groupOf(control: Element | null | undefined): Element {
    return control?.closest(".certainty") ?? this.form;
  }

  // -- feedback -------------------------------------------------------------------------------

  private show({ answer, points, tries, done, sure }: Given): void {
    this.input.judge(answer, done);
    if (done) {
      this.input.lock();
      this.certainty?.lock(sure);
      this.part("[data-actions]").hidden = true;
    }
    const { say } = this.context;
    const gaveUp = this.input.gaveUp?.(answer) && "gave_up";
    const verdict = gaveUp || (neutral(this.data) ? "noted" : verdictOf(points));
    const sign = icon(SIGNS[verdict]);
    const attributes = { class: "result-title", tabindex: -1 };
    const title = heading(this.level + 1, attributes, sign, say(`result_${verdict}`));
    const remarks = [...this.input.remarks(answer, points, done)];
    // Who was certain and wrong has something to put right: that is said first.
    if (done && sure === 3 && points < 100) remarks.unshift(say("certain_and_wrong"));
    if (done && sure === 1 && points === 100) remarks.unshift(say("guessed_right"));
    const parts = [
      ...remarks.map((text) => make("p", {}, text)),
      ...this.optionFeedback(answer, points),
      ...(done ? this.ending(points) : this.encouragement(tries)),
      done ? this.again() : null,
    ];
    const result = make("div", { class: `result is-${verdict}` }, title, ...parts);
    this.part("[data-result]").replaceChildren(result);
  }

  /** A way to answer once more, where that changes no score. */
  private again(): HTMLElement | null {
    const { session, page, practised, say } = this.context;
    const entry = page.questions.find((question) => question.id === this.data.id);
    if (practised || !entry || entry.scored || neutral(this.data)) return null;
    const attributes = { type: "button", class: "button button-link" };
    const button = make("button", attributes, say("answer_again"));
    button.addEventListener("click", () => {
      session.dispatch({ type: "reset", page: page.id, question: this.data.id });
      const fresh = this.pristine.cloneNode(true) as HTMLElement;
      this.root.replaceWith(fresh);
      this.context.restart(fresh, this.data);
      focusOn(find(fresh, ".q-title"));
    });
    return make("p", { class: "result-again" }, button);
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
    const written = this.answer && find(this.answer, "ul, ol, dl, table");
    const right = this.input.answer?.() ?? (written?.cloneNode(true) as HTMLElement | undefined);
    if (points < 100 && right && !this.input.tellsAnswer) {
      const listed = "correct" in this.data && this.data.kind !== "ordering";
      const n = listed ? this.data.correct.length : 1;
      const name = make("p", { class: "result-part-title" }, say("the_answer", { n }));
      parts.push(make("div", { class: "result-part" }, name, right));
    }
    if (this.explanation) {
      const title = say(this.data.kind === "reflection" ? "to_compare" : "explanation");
      parts.push(this.section(title, this.explanation));
    }
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

const SIGNS = {
  right: "tick",
  partly: "half",
  wrong: "cross",
  noted: "tick",
  gave_up: "half",
} as const;

function verdictOf(points: number): "right" | "partly" | "wrong" {
  return points === 100 ? "right" : points > 0 ? "partly" : "wrong";
}

/** Takes an element out of the page and gives what a selector finds in it. */
function taken(element: Element | null, selector: string): Node | null {
  element?.remove();
  return element && find(element, selector);
}

function copies(node: Node): Node[] {
  return Array.from(node.childNodes, (child) => child.cloneNode(true));
}
