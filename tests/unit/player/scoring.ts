/**
 * The player's scoring by itself, driven by lines of JSON: `{op: "all", calls}` in, where each call
 * is a name and what it is given, `{value}` or `{error}` out.
 */

import { createInterface } from "node:readline";
import { quantity } from "../../../player/blocks/numeric/numeric";
import { inRun } from "../../../player/blocks/ordering/run";
import * as score from "../../../player/score";
import { certainty } from "../../../player/scoring/certainty";
import * as lots from "../../../player/scoring/lots";
import { between } from "../../../player/scoring/measures";
import { agreement, areas } from "../../../player/scoring/overlap";
import { normalised } from "../../../player/scoring/words";
import * as standing from "../../../player/standing";

const FUNCTIONS: Record<string, (...given: any[]) => unknown> = {
  ...score,
  ...lots,
  agreement,
  areas,
  between,
  certainty,
  courseScore,
  inRun,
  normalised,
  quantity,
};

/** `given`: page, question, points and how sure. */
function courseScore(course: any, given: any[], seed: number, go: number, pages?: string[]) {
  const attempt: any = { seed, go, pages: new Map() };
  for (const [page, question, points, sure] of given) {
    if (!attempt.pages.has(page)) attempt.pages.set(page, { given: new Map() });
    attempt.pages.get(page).given.set(question, { points, sure });
  }
  return standing.score(course, attempt, pages && { title: "", passMark: 50, pages });
}

createInterface({ input: process.stdin }).on("line", (line) => {
  let reply: unknown;
  try {
    const { calls } = JSON.parse(line) as { calls: Array<[string, ...unknown[]]> };
    reply = { value: calls.map(([name, ...given]) => FUNCTIONS[name]!(...given) ?? null) };
  } catch (error) {
    reply = { error: String((error as Error).stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
});
