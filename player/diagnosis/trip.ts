/** A round trip to the LMS: save, look whether it is still there, and say what came of it. */

import type { DeskContext } from "./desk";
import type { Row } from "./report";

/** Save all of it once more, changed or not: a snapshot that is saved twice does no harm. */
export async function roundTrip({ session, say }: DeskContext): Promise<Row[]> {
  const { tracking } = session;
  if (session.life.phase !== "running") return [[say("check_result"), say("check_nothing")]];
  const before = tracking.log().slice(-1)[0];
  const begun = window.performance.now();
  tracking.doubt();
  await session.retry();
  const took = Math.round(window.performance.now() - begun);
  const log = tracking.log();
  const called = before ? log.length - 1 - log.lastIndexOf(before) : log.length;
  const last = log[log.length - 1];
  return [
    [say("check_result"), say(`status_${session.saveStatus.replace("-", "_")}_long`)],
    [say("check_took"), `${took} ms`],
    [say("check_called"), String(called)],
    [say("check_last"), last ? [last.call, last.result, last.error].join(" ").trim() : ""],
  ];
}
