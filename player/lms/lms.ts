/**
 * The page that `scorm-builder preview` serves: a course on the strict LMS, behind the manners of
 * a host that may be chosen, and what it holds. Tests run courses on it too.
 *
 * The root element says what is served: `data-edition`, and as far as there are any `data-mastery`,
 * `data-threshold`, `data-year`, `data-mode`, `data-credit`, `data-host`, `data-given` and
 * `data-faults` (JSON), and `data-store`, the address that keeps what is committed. Without that,
 * what is stored lives in this tab's sessionStorage, so that reloading the page is a relaunch.
 * `?host=esr` in the page's address chooses the host.
 */

import { startFailing } from "./failing";
import { type Faults, left } from "./faults";
import { EDITIONS, HostedLms, type Recorded } from "./hosted";
import { HOSTS } from "./hosts";
import { answers, Calls, facts, text } from "./shown";
import { inTab, onServer } from "./store";
import { DOING, type Edition, type Options } from "./strict";

const root = document.documentElement;
const told = root.dataset;
const edition: Edition = EDITIONS[told["edition"] as Edition["name"]] ?? EDITIONS.scorm12;
/** One for each course, should two be previewed at one address. */
const key = `scorm-builder-preview ${edition.name} ${document.title}`;

const frame = element<HTMLIFrameElement>("course");
const choice = element<HTMLSelectElement>("host");
const calls = new Calls(element("calls"), edition);
const doing = DOING.map((verb) => edition.names[verb]);
let leaving = false;
const store = told["store"] ? onServer(told["store"], () => leaving) : inTab(key);

let faults: Faults = JSON.parse(told["faults"] ?? recalled("faults") ?? "{}") as Faults;
let phase = "Not started";
let sessionTime = "";
let lms: HostedLms;

offerHosts();
begin();
const failing = startFailing(element<HTMLDetailsElement>("failing"), () => faults, fail);
launch();

element("relaunch").addEventListener("click", () => void relaunch());
element("reset").addEventListener("click", () => void leave(forget));
choice.addEventListener("change", () => {
  remember("host", choice.value);
  void leave(begin);
});
element<HTMLSelectElement>("width").addEventListener("change", (event) => {
  resize((event.target as HTMLSelectElement).value);
});
element<HTMLInputElement>("faults-only").addEventListener("change", (event) => {
  element("calls").classList.toggle("faults-only", (event.target as HTMLInputElement).checked);
});
frame.addEventListener("load", watch);
window.addEventListener("pagehide", () => (leaving = true), true);

/** What a test, or a developer at the console, may ask and do. */
Object.assign(window, {
  lms: {
    /** Set what goes wrong from now on; without a value, ask. */
    faults: (value?: Faults) => (value && fail(value), faults),
    stored: () => lms.stored(),
    relaunch,
    /** End the course as a browser does that closes: nothing is launched after it. */
    close: () => leave(() => undefined, false),
    get calls() {
      return lms.calls;
    },
    get requests() {
      return lms.requests;
    },
    edition: edition.name,
    get host() {
      return choice.value;
    },
  },
});

function offerHosts(): void {
  const taking = Object.entries(HOSTS).filter(([, host]) => host.editions.includes(edition.name));
  choice.replaceChildren(...taking.map(([name, { title }]) => new Option(title, name)));
  const asked = new URLSearchParams(location.search).get("host");
  if (asked) remember("host", asked);
  const wanted = asked ?? recalled("host") ?? told["host"] ?? "strict";
  choice.value = taking.some(([name]) => name === wanted) ? wanted : "strict";
}

/** The LMS of the chosen host, on what is stored. */
function begin(): void {
  const number = (value: string | undefined) => (value ? Number(value) : null);
  const { mastery, threshold, year, mode, credit, given } = told;
  const options: Options = {
    mastery: number(mastery),
    threshold: number(threshold),
    year: number(year) ?? 4,
    mode: (mode ?? "normal") as NonNullable<Options["mode"]>,
    credit: (credit ?? "credit") as NonNullable<Options["credit"]>,
    given: JSON.parse(given ?? "{}") as Record<string, string>,
    stored: left(faults, store.read()),
  };
  lms = new HostedLms(edition.name, choice.value, options, {
    wait: (milliseconds) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
    },
    now: () => performance.now(),
    store: store.write,
    onCommit: reenter,
    onCall: show,
    onReplaced: offer,
  });
  lms.setFaults(faults);
}

function offer(api: object): void {
  (window as unknown as Record<string, unknown>)[edition.object] = api;
}

function launch(): void {
  leaving = false;
  phase = "Not started";
  sessionTime = "";
  calls.clear();
  offer(lms.api);
  frame.src = "course/index.html";
  draw();
}

function relaunch(): Promise<void> {
  return leave(() => lms.relaunch());
}

function forget(): void {
  lms.reset();
  store.write({});
}

/** Let the course say its last words (in pagehide), then begin the next session. */
function leave(then: () => void, again = true): Promise<void> {
  return new Promise((done) => {
    const next = () => {
      then();
      if (again) launch();
      done();
    };
    frame.addEventListener("load", next, { once: true });
    leaving = true; // also before the course's page has loaded, when nobody watches it yet
    frame.src = "about:blank";
  });
}

/** Hear before the course does that its page goes away: from then on nothing can block. */
function watch(): void {
  frame.contentWindow?.addEventListener("pagehide", () => (leaving = true), true);
}

function fail(value: Faults): void {
  faults = structuredClone(value);
  remember("faults", JSON.stringify(faults));
  lms.setFaults(faults);
  failing.draw();
}

function reenter(): void {
  if (faults.reenter) frame.contentWindow?.dispatchEvent(new Event(faults.reenter));
}

function show(call: Recorded): void {
  if (!doing.includes(call.fn)) return;
  const { init, finish } = edition.names;
  if (call.error === 0 && call.fn === init) phase = "Running";
  if (call.error === 0 && call.fn === finish) phase = "Finished";
  if (/session_time$/.test(String(call.args[0]))) sessionTime = String(call.args[1]);
  calls.add(call);
  draw();
}

function draw(): void {
  const stored = lms.stored();
  const session = {
    mastery: told["mastery"] ?? "",
    time: sessionTime,
    requests: lms.requests,
    year: Number(told["year"] ?? 4),
  };
  element("phase").textContent = phase;
  element("stored").replaceChildren(
    ...facts(edition, stored, session).flatMap(([name, value]) => [
      text("dt", name),
      text("dd", value),
    ]),
  );
  element("answers").replaceChildren(answers(edition, stored));
  const standard = edition.name === "scorm12" ? "SCORM 1.2" : "SCORM 2004";
  const until = told["store"] ? "" : " What it holds is gone when this tab is closed.";
  element("hint").textContent = `Preview on a test LMS, ${standard}.${until}`;
}

function resize(size: string): void {
  const [width, height] = size.split("x");
  frame.classList.toggle("sized", size !== "");
  frame.style.width = width ? `${width}px` : "";
  frame.style.height = height ? `${height}px` : "";
}

/** Choices of this tab outlive a reload. */
function recalled(name: string): string | null {
  try {
    return sessionStorage.getItem(`${key} ${name}`);
  } catch {
    return null; // Storage is blocked: the choice is made anew.
  }
}

function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(`${key} ${name}`, value);
  } catch {
    // Storage is blocked: a reload forgets the choice.
  }
}

function element<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}
