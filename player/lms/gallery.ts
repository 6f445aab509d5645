/**
 * The gallery that `scorm-builder preview --gallery` serves: each example of each kind of block in
 * a frame of its own, once for each state that a learner can bring it into.
 *
 * The address holds the look (`?kind=figure&theme=nhs&scheme=dark&width=320&direction=rtl`), so that
 * a look can be sent to somebody, and photographed by a program. `html[data-ready]` says that every
 * frame shows its state.
 */

interface Example {
  readonly kind: string;
  readonly name: string;
  readonly page: string;
}

interface Data {
  readonly themes: readonly string[];
  readonly examples: readonly Example[];
}

/** Brings the part into a state, as a learner would. */
type Act = (part: HTMLElement) => void;
type States = Readonly<Record<string, Act>>;

const asItOpens: Act = () => {};

function press(selector: string): Act {
  return (part) => part.querySelector<HTMLElement>(selector)?.click();
}

function all(...acts: readonly Act[]): Act {
  return (part) => acts.forEach((act) => act(part));
}

/** Clicks on the picture, in shares of its width and height. */
function click(...places: ReadonlyArray<readonly [number, number]>): Act {
  return (part) => {
    const stage = part.querySelector<HTMLElement>("[data-stage]");
    const box = stage?.getBoundingClientRect();
    for (const [x, y] of box ? places : []) {
      const at = { clientX: box!.x + box!.width * x, clientY: box!.y + box!.height * y };
      stage?.dispatchEvent(new MouseEvent("click", { ...at, bubbles: true }));
    }
  };
}

function options(right: boolean): Act {
  return (part) => {
    const correct = new Set(answers(part));
    for (const option of part.querySelectorAll<HTMLElement>("[data-option]")) {
      const chosen = correct.has(Number(option.dataset["option"])) === right;
      if (chosen) option.querySelector("input")?.click();
    }
  };
}

function answers(part: HTMLElement): readonly number[] {
  const data = part.closest("article")?.querySelector(".page-data")?.textContent ?? "{}";
  const { questions } = JSON.parse(data) as { questions: Array<{ correct: number[] }> };
  return questions[0]?.correct ?? [];
}

/** From each list what is right; or from all the same. */
function lists(right: boolean): Act {
  return (part) => {
    const correct = answers(part);
    part.querySelectorAll("select").forEach((list, row) => {
      list.value = String(correct[right ? row : 0]);
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };
}

/** Each item moved up as far as it belongs. */
const inOrder: Act = (part) => {
  for (const index of [...answers(part)].reverse()) {
    const item = part.querySelector(`[data-item="${index}"]`);
    while (item?.previousElementSibling) item.querySelector<HTMLElement>("[data-move=up]")?.click();
  }
};

const check = press("[type=submit]");
/** Every try used up: a check that changes nothing is ignored, so each is another answer. */
const wrong = all(options(false), check);
const question: States = {
  "as it opens": asItOpens,
  "checked without an answer": check,
  "wrong, first try": wrong,
  right: all(options(true), check),
};

function judged(bad: Act, good: Act): States {
  const again = all(bad, check);
  return {
    "wrong, first try": again,
    "no try left": all(again, press("[data-move=down]:not(:disabled)"), worse, check, worse, check),
    right: all(good, check),
  };
}

/** Another wrong answer from the lists. */
const worse: Act = (part) => {
  const list = part.querySelector("select:last-of-type") as HTMLSelectElement | null;
  if (!list) return press("[data-move=down]:not(:disabled)")(part);
  list.selectedIndex = list.selectedIndex === 1 ? 2 : 1;
  list.dispatchEvent(new Event("change", { bubbles: true }));
};

function types(words: string): Act {
  return (part) => {
    const field = part.querySelector<HTMLInputElement>(".q-input");
    if (field) field.value = words;
    field?.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

const typed: States = {
  "as it opens": asItOpens,
  "checked without an answer": check,
  "wrong, first try": all(types("-98"), check),
  "no try left": all(...["-98", "-97", "-96"].flatMap((words) => [types(words), check])),
};

const STATES: Readonly<Record<string, States>> = {
  figure: {
    "as it opens": asItOpens,
    "findings shown": press("[data-do=toggle]"),
    "one finding": press(".fig-finding"),
    enlarged: press("[data-do=enlarge]"),
  },
  compare: {
    "as it opens": asItOpens,
    "findings shown": press("[data-do=toggle]"),
    "side by side": press("[data-view=both]"),
    enlarged: press("[data-do=enlarge]"),
  },
  stack: {
    "as it opens": asItOpens,
    "findings shown": press("[data-do=toggle]"),
    "one finding": press(".fig-finding"),
    enlarged: press("[data-do=enlarge]"),
  },
  choice: question,
  multiple_choice: question,
  true_false: question,
  likert: {
    "as it opens": asItOpens,
    "checked without an answer": check,
    answered: all(press("input"), check),
  },
  numeric: { ...typed, "not a number": all(types("about two"), check) },
  short_text: typed,
  reflection: {
    "as it opens": asItOpens,
    "checked without an answer": check,
    answered: all(types("One line.\nAnother line."), check),
  },
  case: { "as it opens": asItOpens, "the next step": all(options(true), check, press(".case-gate button")) },
  matching: { ...question, ...judged(lists(false), lists(true)) },
  labelling: {
    ...question,
    ...judged(lists(false), lists(true)),
    "a label chosen": all(press("[data-label]"), press("button.place"), press("[data-label='1']")),
  },
  ordering: { "as it opens": asItOpens, ...judged(asItOpens, inOrder) },
  hotspot: {
    ...question,
    "wrong, first try": all(press("[data-do=route]"), options(false), check),
    right: all(press("[data-do=route]"), options(true), check),
    marked: click([0.34, 0.55]),
    "marked wrongly": all(click([0.1, 0.1]), check),
    "nothing to mark": press("[data-do=nothing]"),
  },
  outline: {
    "as it opens": asItOpens,
    "three corners": click([0.3, 0.3], [0.7, 0.35], [0.5, 0.7]),
    "checked without an answer": check,
    "drawn and checked": all(click([0.3, 0.3], [0.7, 0.35], [0.5, 0.7]), check),
    "from the list": all(press("[data-do=route]"), options(true), check),
  },
  measure: {
    "as it opens": asItOpens,
    "one mark": click([0.3, 0.3]),
    "all marks": click([0.3, 0.3], [0.7, 0.35], [0.5, 0.7], [0.6, 0.2]),
    "all marks, checked": all(click([0.3, 0.3], [0.7, 0.35], [0.5, 0.7], [0.6, 0.2]), check),
    "from the list": all(press("[data-do=route]"), options(true), check),
  },
};

const data = JSON.parse(element("gallery-data").textContent ?? "") as Data;
const form = element<HTMLFormElement>("look");
const shown = element("shown");

fill("kind", [...new Set(data.examples.map((example) => example.kind))]);
fill("example", ["all", ...new Set(data.examples.map((example) => example.name))]);
fill("theme", data.themes);
for (const [name, value] of new URLSearchParams(window.location.search)) {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLSelectElement) control.value = value;
}
form.addEventListener("change", draw);
draw();

function draw(): void {
  const look = Object.fromEntries(new FormData(form)) as Record<string, string>;
  history.replaceState(null, "", `?${new URLSearchParams(look).toString()}`);
  delete document.documentElement.dataset["ready"];
  const rtl = look["direction"] === "rtl";
  const examples = data.examples.filter(
    (each) =>
      each.kind === look["kind"] &&
      (each.name === "right-to-left") === rtl &&
      (look["example"] === "all" || each.name === look["example"]),
  );
  const frames = examples.flatMap((example) =>
    Object.entries(STATES[example.kind] ?? { "as it opens": asItOpens }).map(([state, act]) =>
      frame(example, state, act, look),
    ),
  );
  shown.replaceChildren(...frames.map(([figure]) => figure));
  const drawn = Promise.all(frames.map(([, ready]) => ready));
  void drawn.then(() => (document.documentElement.dataset["ready"] = ""));
}

function frame(
  example: Example,
  state: string,
  act: Act,
  look: Record<string, string>,
): [HTMLElement, Promise<void>] {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = `${example.kind}, ${example.name}: ${state}`;
  const view = document.createElement("iframe");
  view.title = caption.textContent;
  view.width = look["width"] ?? "768";
  view.height = "700";
  view.src = `${look["theme"]}/${look["direction"]}/index.html#${example.page}`;
  figure.append(caption, view);
  return [figure, settled(view, example, act, look)];
}

/** When the page is there: colours, size of text, the state, and a frame as high as its content. */
async function settled(
  view: HTMLIFrameElement,
  example: Example,
  act: Act,
  look: Record<string, string>,
): Promise<void> {
  const root = await until(() => {
    const html = view.contentDocument?.documentElement;
    const there = html?.querySelector(`article[data-page="${example.page}"]`);
    return html && "ready" in html.dataset && there ? html : null;
  });
  root.dataset["scheme"] = look["scheme"];
  root.style.fontSize = `${look["text"]}%`;
  const part = root.querySelector<HTMLElement>("article .fig, article [data-question]");
  act(part ?? (root.querySelector("article") as HTMLElement));
  await new Promise((done) => setTimeout(done, 200));
  const page = root.querySelector<HTMLElement>("main");
  const open = root.querySelector("dialog[open]");
  if (!open && page) view.height = String(Math.min(4000, page.getBoundingClientRect().bottom + 40));
}

/** What `find` finds, once it finds something; a frame that never starts is an error to be seen. */
function until<Found>(find: () => Found | null): Promise<Found> {
  return new Promise((done, fail) => {
    const end = performance.now() + 15_000;
    const look = () => {
      const found = find();
      if (found) done(found);
      else if (performance.now() > end) fail(new Error("a frame of the gallery did not start"));
      else setTimeout(look, 30);
    };
    look();
  });
}

function fill(name: string, values: readonly string[]): void {
  const control = form.elements.namedItem(name) as HTMLSelectElement;
  control.replaceChildren(...values.map((value) => new Option(value, value)));
}

function element<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}
