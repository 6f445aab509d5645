/** What the page of the strict LMS shows of it: what it holds, the answers, and the calls. */

import type { Recorded } from "./hosted";
import type { Edition, Values } from "./strict";

const SHOWN_CALLS = 500;

/** What the page knows of a session beside what is stored. */
export interface Session {
  readonly mastery: string;
  readonly time: string;
  readonly requests: number;
  /** Which edition of SCORM 2004. */
  readonly year: number;
}

type Line = readonly [name: string, value: string];

/** The facts of what is stored, by name. */
export function facts(edition: Edition, stored: Values, session: Session): readonly Line[] {
  const state = stored["cmi.suspend_data"] ?? "";
  const old = edition.name === "scorm12";
  const most = old ? "4,096" : session.year === 2 ? "4,000" : "64,000";
  return [
    ...(old ? facts12(stored) : facts2004(stored)),
    ["Passing score", session.mastery || "none"],
    ["Session time", session.time || "none"],
    ["Total time", stored[old ? "cmi.core.total_time" : "cmi.total_time"] ?? "none"],
    ["Next entry", stored[old ? "cmi.core.entry" : "cmi.entry"] ?? "ab-initio"],
    ["State", `${state.length} characters; every LMS keeps ${most}`],
    ["Requests", String(session.requests)],
  ];
}

function facts12(stored: Values): readonly Line[] {
  return [
    ["Status", stored["cmi.core.lesson_status"] ?? "not attempted"],
    ["Score", stored["cmi.core.score.raw"] || "none"],
    ["Location", stored["cmi.core.lesson_location"] || "none"],
  ];
}

function facts2004(stored: Values): readonly Line[] {
  const scaled = stored["cmi.score.scaled"];
  return [
    ["Completion", stored["cmi.completion_status"] ?? "unknown"],
    ["Success", stored["cmi.success_status"] ?? "unknown"],
    ["Score", `${stored["cmi.score.raw"] ?? "none"}${scaled ? `, scaled ${scaled}` : ""}`],
    ["Progress", stored["cmi.progress_measure"] ?? "none"],
    ["Location", stored["cmi.location"] || "none"],
  ];
}

/** A table of the answers that are stored, the last first. */
export function answers(edition: Edition, stored: Values): HTMLElement {
  const count = Object.keys(stored).filter((key) => /^cmi\.interactions\.\d+\.id$/.test(key)).length;
  if (count === 0) return text("p", "None yet.");
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const title of ["Question", "Answer", "Right", "Result", "Took"]) {
    const cell = text("th", title);
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const said = edition.name === "scorm12" ? "student_response" : "learner_response";
  const body = table.createTBody();
  for (let n = count - 1; n >= 0; n--) {
    const row = body.insertRow();
    for (const leaf of ["id", said, "correct_responses.0.pattern", "result", "latency"]) {
      row.append(text("td", stored[`cmi.interactions.${n}.${leaf}`] ?? ""));
    }
  }
  return table;
}

/** The list of calls, the last first. */
export class Calls {
  private number = 0;

  constructor(
    private readonly list: HTMLElement,
    private readonly edition: Edition,
  ) {}

  clear(): void {
    this.number = 0;
    this.list.replaceChildren();
  }

  add({ fn, args, result, error, duration }: Recorded): void {
    this.number += 1;
    const line = document.createElement("li");
    const words = args.map((argument) => JSON.stringify(argument) ?? "undefined").join(", ");
    const fault = error ? ` – ${error} ${this.edition.errors[error] ?? ""}` : "";
    const took = duration >= 100 ? ` (${(duration / 1000).toFixed(1)} s)` : "";
    const said = result === null ? "undefined" : String(result);
    line.append(text("span", `${this.number} `, "number"));
    line.append(`${fn}(${words}) → ${said}${fault}${took}`);
    line.classList.toggle("error", error !== 0 || result === null || result === "(threw)");
    this.list.prepend(line);
    if (this.list.childElementCount > SHOWN_CALLS) this.list.lastElementChild?.remove();
  }
}

/** An element with this text. */
export function text(name: string, content: string, className = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = content;
  if (className) made.className = className;
  return made;
}
