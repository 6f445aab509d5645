/**
 * The page that `scorm-builder preview` serves: a course on the strict LMS, and what that holds.
 *
 * What is stored lives in this tab's sessionStorage, so that reloading the page is a relaunch. The
 * manifest's mastery score comes as `data-mastery` on the root element.
 */

import { ERRORS } from "./model12";
import { type Call, StrictLms, type Values } from "./scorm12";

/** One for each course, should two be previewed at one address. */
const KEY = `scorm-builder-preview ${document.title}`;
const SHOWN_CALLS = 500;

const root = document.documentElement;
const frame = element<HTMLIFrameElement>("course");
const log = element("calls");

const lms = new StrictLms({
  mastery: root.dataset["mastery"] ? Number(root.dataset["mastery"]) : null,
  stored: recall(),
  onCall: show,
});
let phase = "Not started";
let number = 0;
let sessionTime = "none";

launch();
element("relaunch").addEventListener("click", () => {
  leave(() => lms.relaunch());
});
element("reset").addEventListener("click", () => {
  leave(() => lms.reset());
});
element<HTMLSelectElement>("width").addEventListener("change", (event) => {
  resize((event.target as HTMLSelectElement).value);
});
element<HTMLInputElement>("faults-only").addEventListener("change", (event) => {
  log.classList.toggle("faults-only", (event.target as HTMLInputElement).checked);
});

function launch(): void {
  (window as unknown as { API: unknown }).API = lms.api;
  frame.src = "course/index.html";
  draw();
}

/** Let the course say its last words (in pagehide), then begin the next session. */
function leave(then: () => void): void {
  frame.addEventListener(
    "load",
    () => {
      then();
      remember();
      phase = "Not started";
      number = 0;
      sessionTime = "none";
      log.replaceChildren();
      launch();
    },
    { once: true },
  );
  frame.src = "about:blank";
}

function show(call: Call): void {
  if (call.error === 0 && call.fn === "LMSInitialize") phase = "Running";
  if (call.error === 0 && call.fn === "LMSFinish") phase = "Finished";
  if (call.args[0] === "cmi.core.session_time") sessionTime = String(call.args[1]);
  if (call.fn === "LMSCommit" || call.fn === "LMSFinish") remember();
  note(call);
  draw();
}

function note(call: Call): void {
  number += 1;
  const line = document.createElement("li");
  const words = call.args.map((argument) => JSON.stringify(argument) ?? "undefined").join(", ");
  const fault = call.error ? ` – ${call.error} ${ERRORS[call.error] ?? ""}` : "";
  line.append(text("span", `${number} `, "number"), `${call.fn}(${words}) → ${call.result}${fault}`);
  line.classList.toggle("error", call.error !== 0);
  log.prepend(line);
  if (log.childElementCount > SHOWN_CALLS) log.lastElementChild?.remove();
}

function draw(): void {
  const stored = lms.stored();
  element("phase").textContent = phase;
  const state = stored["cmi.suspend_data"] ?? "";
  const facts: Array<[string, string]> = [
    ["Status", stored["cmi.core.lesson_status"] ?? "not attempted"],
    ["Score", stored["cmi.core.score.raw"] ?? "none"],
    ["Mastery score", root.dataset["mastery"] || "none"],
    ["Location", stored["cmi.core.lesson_location"] || "none"],
    ["Session time", sessionTime],
    ["Total time", stored["cmi.core.total_time"] ?? "none"],
    ["Next entry", stored["cmi.core.entry"] ?? "ab-initio"],
    ["State", `${state.length} of 4096 characters`],
  ];
  element("stored").replaceChildren(
    ...facts.flatMap(([name, value]) => [text("dt", name), text("dd", value)]),
  );
  element("answers").replaceChildren(answers(stored));
}

function answers(stored: Values): HTMLElement {
  const count = Object.keys(stored).filter((key) => /^cmi\.interactions\.\d+\.id$/.test(key)).length;
  if (count === 0) return text("p", "None yet.");
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const title of ["Question", "Answer", "Right", "Result", "Took"]) {
    const cell = text("th", title);
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const body = table.createTBody();
  for (let n = count - 1; n >= 0; n--) {
    const row = body.insertRow();
    const leaves = ["id", "student_response", "correct_responses.0.pattern", "result", "latency"];
    for (const leaf of leaves) row.append(text("td", stored[`cmi.interactions.${n}.${leaf}`] ?? ""));
  }
  return table;
}

function resize(size: string): void {
  const [width, height] = size.split("x");
  frame.classList.toggle("sized", size !== "");
  frame.style.width = width ? `${width}px` : "";
  frame.style.height = height ? `${height}px` : "";
}

function recall(): Values {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Values;
  } catch {
    return {};
  }
}

function remember(): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(lms.stored()));
  } catch {
    // Storage may be blocked or full: then a reload is a new attempt.
  }
}

function element<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

function text(name: string, content: string, className = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = content;
  if (className) made.className = className;
  return made;
}
