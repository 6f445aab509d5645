/**
 * The languages of a course. Another one takes the place of the first without a new launch, which
 * would end the session with the LMS: the body of the document is replaced, the attempt goes on.
 */

import { find, findAll } from "../access/dom";
import type { CourseData, LanguageEntry } from "../course";
import type { Loader } from "../loader";

const KEY = "scorm-builder-language";

/** A language as it can be put in place: what stands in the body, and its data. */
export interface Edition {
  readonly shell: string;
  readonly course: CourseData;
}

/**
 * The language in which to begin: the one chosen before, else the one that the LMS `named`, if any,
 * else the first that the browser wants.
 */
export function preferred(languages: readonly LanguageEntry[], named: string): string | null {
  const tags = languages.map((each) => each.tag);
  const chosen = stored();
  if (chosen !== null && tags.includes(chosen)) return chosen;
  for (const wanted of [named, ...(window.navigator.languages ?? [])]) {
    const whole = tags.find((tag) => tag.toLowerCase() === wanted.toLowerCase());
    const found = whole ?? tags.find((tag) => base(tag) === base(wanted));
    if (found) return found;
  }
  return tags[0] ?? null;
}

/** Keep the choice for the next launch, where the browser lets us. */
export function remember(tag: string): void {
  try {
    window.localStorage.setItem(KEY, tag);
  } catch {
    // Blocked or full: the choice lasts as long as the page.
  }
}

/** Fetches languages. The original is in the launch page: it is taken from there, untouched. */
export class Languages {
  private readonly original: Edition;

  constructor(
    course: CourseData,
    private readonly loader: Loader,
  ) {
    const shell = course.languages.length > 0 ? document.body.innerHTML : "";
    this.original = { shell, course };
  }

  async edition(tag: string): Promise<Edition> {
    const { course } = this.original;
    if (tag === course.language) return this.original;
    const entry = course.languages.find((each) => each.tag === tag);
    if (!entry) throw new Error(`the course is not in ${tag}`);
    const [, shell, data] = await this.loader.load(entry.script);
    return { shell: shell as string, course: data as CourseData };
  }
}

/** Put a language in the place of the one that is shown. */
export function mount({ shell, course }: Edition): void {
  const root = document.documentElement;
  root.lang = course.language;
  root.dir = course.direction;
  document.body.innerHTML = shell;
}

/** Where a learner is on a page: at which of its headings, figures and questions, how far below. */
export interface Stand {
  readonly index: number;
  readonly id: string;
  readonly top: number;
  readonly of: number;
}

/** The last section that begins above the upper third of the window. */
export function stand(main: HTMLElement): Stand | null {
  const all = sections(main);
  const above = all.filter((each) => each.getBoundingClientRect().top < window.innerHeight / 3);
  const last = above[above.length - 1];
  if (!last || window.scrollY === 0) return null;
  const { top } = last.getBoundingClientRect();
  return { index: above.length - 1, id: last.id, top, of: all.length };
}

/** Scroll to where a learner was on the same page in another language. */
export function standAt(main: HTMLElement, was: Stand | null): void {
  if (!was) return window.scrollTo(0, 0);
  const all = sections(main);
  const same = was.id ? all.find((each) => each.id === was.id) : undefined;
  const there = same ?? (all.length === was.of ? all[was.index] : undefined);
  if (there) window.scrollBy(0, there.getBoundingClientRect().top - was.top);
}

function sections(main: HTMLElement): HTMLElement[] {
  return findAll(main, "h1, h2, h3, figure, [data-question]");
}

/** The switch: the link of each language asks for it, and leads to the page shown, for a new tab. */
export function followSwitch(
  languages: readonly LanguageEntry[],
  signal: AbortSignal,
  choose: (tag: string) => void,
): void {
  const pressed = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const tag = link?.dataset["language"];
    if (!tag || !languages.some((each) => each.tag === tag)) return;
    event.preventDefault();
    choose(tag);
  };
  document.addEventListener("click", pressed, { signal });
}

/** The link of a language, which keeps the focus when it was pressed. */
export function switchLink(tag: string): HTMLElement | null {
  return find(document, `.languages [data-language="${tag}"]`);
}

function base(tag: string): string {
  return tag.split("-", 1)[0]?.toLowerCase() ?? "";
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
