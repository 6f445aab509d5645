/** The certificate: a sheet to print. What it says is what this course recorded, and no more. */

import { make } from "../access/dom";
import { printPage } from "../shell/print";
import { button, viewLink } from "./links";
import { certified } from "./results";
import { drawRule } from "./rule";
import type { ViewContext } from "./views";

/** The certificate, or what is missing for it. */
export function drawCertificate(context: ViewContext): HTMLElement {
  const { course, say } = context;
  if (certified(context)) return sheet(context);
  const title = make("h1", { tabindex: -1 }, say("certificate"));
  const article = make("article", { class: "page results" }, title);
  if (course.certificate === null) {
    article.append(make("p", {}, say("certificate_none")));
  } else {
    article.append(make("p", {}, say("certificate_missing")), ...drawRule(context));
  }
  article.append(make("p", { class: "actions" }, toResults(context, "button")));
  return article;
}

function sheet(context: ViewContext): HTMLElement {
  const { course, session, say } = context;
  const { title, organisation } = course.certificate ?? { title: "", organisation: "" };
  const { learner } = session;
  // A line to write on: there is no name where the learning system gives none.
  const name = make("dd", { class: learner ? "certificate-name" : "certificate-line" }, learner);
  const lines: (HTMLElement | null)[] = [
    make("div", {}, make("dt", {}, say("certificate_name")), name),
    line(say("certificate_course"), title, "certificate-course"),
    line(say("certificate_result"), result(context)),
    organisation ? line(say("certificate_publisher"), organisation) : null,
    line(say("certificate_date"), today(course.language)),
    line(say("certificate_version"), course.version),
  ];
  const print = () => void printPage();
  return make(
    "article",
    { class: "page certificate" },
    make(
      "div",
      { class: "certificate-sheet" },
      make("h1", { tabindex: -1 }, say("certificate_title")),
      make("dl", {}, ...lines),
      make("p", { class: "small" }, say("certificate_text")),
    ),
    make(
      "p",
      { class: "actions" },
      button(say("certificate_print"), "", print),
      toResults(context, "button button-quiet"),
    ),
  );
}

function line(name: string, text: string, kind = ""): HTMLElement {
  return make("div", {}, make("dt", {}, name), make("dd", { class: kind || false }, text));
}

function result({ course, attempt, say }: ViewContext): string {
  if (course.passMark === null || attempt.outcome !== "passed" || attempt.best === null) {
    return say(attempt.outcome === "passed" ? "certificate_passed" : "certificate_completed");
  }
  return say("certificate_score", { score: attempt.best, mark: course.passMark });
}

/** Today by the device's clock, as the language writes it. */
function today(language: string): string {
  const form = { day: "numeric", month: "long", year: "numeric" } as const;
  const supported = language && locales(language);
  return new Intl.DateTimeFormat(supported || undefined, form).format(new Date());
}

/** The language, if it is one that the browser takes for a language. */
function locales(language: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0];
  } catch {
    return undefined; // not well formed: the device's own language
  }
}

function toResults({ say }: ViewContext, kind: string): HTMLElement {
  return viewLink("_results", say("to_results"), kind);
}
