/** Practice: the questions that were missed come back one at a time, further and further apart. */

import { find, heading, make } from "../access/dom";
import { focusOn } from "../access/focus";
import { swallowSecond } from "../access/twice";
import { given, missedQuestions, type Placed, toPractise } from "../standing";
import { button, pageLink, viewLink } from "./links";
import { after, begun, type Queue } from "./spacing";
import type { ViewContext } from "./views";

/** The practice with its first question, or what there is to say when none is due. */
export async function drawPractice(context: ViewContext): Promise<HTMLElement> {
  const { course, attempt, session, say } = context;
  const due = toPractise(course, attempt);
  const kept = missedQuestions(course, attempt).length - due.length;
  const later = course.practice && kept > 0 ? make("p", {}, say("practice_later")) : null;
  const title = make("h1", { tabindex: -1 }, say("practice"));
  const slot = make("div", {});
  // A double click on "Next question" must not answer it.
  swallowSecond(slot, "[data-next]", "*");
  const article = make("article", { class: "page practice" }, title, later, slot);
  if (due.length === 0) {
    slot.append(make("p", {}, say("practice_none")), back(context));
    return article;
  }
  title.after(make("p", {}, say("practice_lead")));
  let queue: Queue<Placed> = begun(
    due.map((of) => ({ of, again: given(attempt, of[0].id, of[1].id)?.again ?? 0 })),
  );
  let asked = 0;

  const draw = async (): Promise<void> => {
    const [first] = queue;
    if (!first) return over();
    const [page, { id }] = first.of;
    const row = make("p", { class: "actions" });
    const stop = viewLink("_results", say("practice_stop"), "button button-quiet");
    const left = make("p", { class: "practice-left" });
    const count = () => (left.textContent = say("practice_left", { n: queue.length }));
    count();
    const question = await context.question(page.id, id, (right) => {
      session.dispatch({ type: "practised", page: page.id, question: id, right });
      queue = after(queue, right);
      count();
      // What is read next is the feedback, then the way on.
      const on = button(say(queue.length > 0 ? "practice_next" : "practice_end"), "", next);
      on.dataset["next"] = "";
      row.prepend(on);
    });
    asked += 1;
    const name = find(question, ".q-title");
    if (name) name.textContent = say("practice_question", { n: asked });
    const where = say("practice_from", { title: context.name(page.id) });
    const link = pageLink(context, page, where);
    link.dataset["goto"] = `q_${id}`;
    row.append(stop);
    slot.replaceChildren(left, heading(2, { class: "practice-from" }, link), question, row);
  };
  const next = () => {
    const failed = () => {
      const text = make("p", {}, say("load_failed_text"));
      const retry = make("p", {}, button(say("load_retry"), "", next));
      const name = heading(2, { tabindex: -1 }, say("load_failed_title"));
      slot.replaceChildren(make("div", { class: "notice" }, name, text, retry));
      focusOn(name);
    };
    draw().then(() => {
      const name = find(slot, ".q-title");
      if (name) focusOn(name);
      name?.scrollIntoView({ block: "center" });
    }, failed);
  };
  const over = () => {
    const name = heading(2, { tabindex: -1, class: "summary-lead" }, say("practice_done"));
    const box = make("div", { class: "summary is-right" }, name);
    slot.replaceChildren(box, back(context));
    focusOn(name);
  };
  await draw();
  return article;
}

function back({ say }: ViewContext): HTMLElement {
  return make("p", { class: "actions" }, viewLink("_results", say("to_results"), "button"));
}
