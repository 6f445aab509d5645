/**
 * The index of a course's words, as `render/search.py` writes it: words in order, each with the
 * pages on which it stands and its rank there (0 title, 1 heading, 2 finding, 3 text).
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** What a word is worth by its rank. */
const WORTH = [12, 6, 3, 1];
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Small letters without accents. */
export function folded(text: string): string {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
}

/** The words of a text, each with its place. */
export function wordsIn(text: string): ReadonlyArray<{ at: number; end: number; word: string }> {
  return Array.from(text.matchAll(WORD), (found) => {
    const at = found.index ?? 0;
    return { at, end: at + found[0].length, word: folded(found[0]) };
  });
}

/** What a learner asks for: words, of which each may be the beginning of another. */
export function asked(query: string): string[] {
  const words = wordsIn(query).flatMap(({ word }) => word.match(/[\p{L}\p{N}]+/gu) ?? []);
  return [...new Set(words)];
}

export class Index {
  private readonly words: readonly string[];
  private readonly places: readonly string[];

  constructor([words, places]: readonly [string, string]) {
    let last = "";
    this.words = words.split(" ").map((each) => {
      last = last.slice(0, parseInt(each.charAt(0), 36)) + each.slice(1);
      return last;
    });
    this.places = places.split(" ");
  }

  /** The numbers of the pages that have all words, the most fitting first. */
  find(query: readonly string[]): number[] {
    if (query.length === 0) return [];
    const [first = new Map<number, number>(), ...rest] = query.map((each) => this.beginning(each));
    const worth = (page: number): number =>
      rest.reduce((sum, found) => sum + (found.get(page) ?? 0), first.get(page) ?? 0);
    return [...first.keys()]
      .filter((page) => rest.every((found) => found.has(page)))
      .sort((a, b) => worth(b) - worth(a) || a - b);
  }

  /** The pages with a word that begins so, each with the worth of its best one. */
  private beginning(start: string): Map<number, number> {
    const found = new Map<number, number>();
    for (let i = this.first(start); (this.words[i] ?? "").startsWith(start); i++) {
      const whole = this.words[i] === start ? 2 : 1;
      for (const [page, rank] of pages(this.places[i] ?? "")) {
        const worth = (WORTH[rank] ?? 0) * whole;
        if (worth > (found.get(page) ?? 0)) found.set(page, worth);
      }
    }
    return found;
  }

  /** The place of the first word that is not before `start`. */
  private first(start: string): number {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.words[middle] ?? "", start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Order by code point, as Python sorts: not by the halves of characters, as `<` does. */
function before(a: string, b: string): boolean {
  const [x, y] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const by = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (by !== 0) return by < 0;
  }
  return x.length < y.length;
}

function pages(places: string): Array<[page: number, rank: number]> {
  const found: Array<[number, number]> = [];
  let [page, number, factor] = [-1, 0, 1];
  for (const digit of places) {
    const value = DIGITS.indexOf(digit);
    number += (value % 32) * factor;
    factor *= 32;
    if (value >= 32) continue;
    page += number >> 2;
    found.push([page, number & 3]);
    [number, factor] = [0, 1];
  }
  return found;
}
