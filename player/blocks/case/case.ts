/**
 * A case that unfolds: a step opens when every question of the steps before it is done.
 *
 * Which steps are open follows from the attempt, so nothing is kept for it. A step that asks
 * nothing is passed by its button, or when something behind it has been answered.
 */

import { announce } from "../../access/announce";
import { find, findAll, make } from "../../access/dom";
import { focusOn } from "../../access/focus";
import { decoded } from "../../navigation";
import { given } from "../../standing";
import type { PageContext } from "../part";

/** Starts a case, whose questions have been started before. `whole` is called once all is open. */
export function startCase(root: HTMLElement, context: PageContext, whole: () => void): void {
  const { page, session, say, signal } = context;
  const steps = findAll(root, ".step");
  const total = steps.length;
  const asked = steps.map((step) =>
    findAll(step, "[data-question]").map((each) => each.dataset["question"] ?? ""),
  );
  const answer = (question: string) => given(session.attempt, page.id, question);
  const continued = new Set<number>();
  const passed = (step: number): boolean => {
    const own = asked[step] ?? [];
    if (own.length) return own.every((question) => answer(question)?.done);
    return continued.has(step) || asked.slice(step + 1).flat().some(answer);
  };
  const gate = make("p", { class: "case-gate", tabindex: -1 });
  let open = 0;

  const draw = (): boolean => {
    let now = 1;
    while (now < total && passed(now - 1)) now += 1;
    // A question that is answered again closes nothing that has been read.
    if (now <= open) return false;
    open = now;
    steps.forEach((step, index) => (step.hidden = index >= open));
    if (open >= total) {
      gate.remove();
      whole();
      return true;
    }
    const next = { n: open + 1, total };
    const asks = (asked[open - 1] ?? []).length > 0;
    gate.replaceChildren(asks ? say("step_locked", next) : button(say("step_next", next)));
    steps[open - 1]?.after(gate);
    return true;
  };

  const button = (words: string): HTMLElement => {
    const made = make("button", { type: "button", class: "button" }, words);
    made.addEventListener("click", () => {
      continued.add(open - 1);
      draw();
      focusOn(find(steps[open - 1] ?? root, ".step-title"));
    });
    return made;
  };

  draw();
  root.classList.add("is-live");
  // The focus goes to the feedback of what was answered; that a step has opened is only said.
  context.follow(() => {
    if (draw()) announce(find(document, "#_announce"), say("step_opened", { n: open, total }));
  });
  document.addEventListener("click", (event) => leadToGate(event, root), { signal });
}

/** A link to a place in a step that is not open leads to what keeps it closed. */
function leadToGate(event: MouseEvent, root: HTMLElement): void {
  const link = event.target instanceof Element && event.target.closest("a[href^='#']");
  if (!link) return;
  const id = decoded(link.getAttribute("href") ?? "");
  const place = document.getElementById(id);
  const at = reachable(place);
  if (at === place || !root.contains(place)) return;
  event.preventDefault();
  focusOn(at);
}

/** Whether a step of a case is not open yet: what is on the page has not all been to be seen. */
export function isClosed(page: ParentNode): boolean {
  return find(page, ".step[hidden]") !== null;
}

/** A place, or what stands before the step that it is in and that is not open yet. */
export function reachable(place: HTMLElement | null): HTMLElement | null {
  const closed = place?.closest(".step[hidden]");
  return closed ? find(closed.parentElement ?? document, ".case-gate") : place;
}
