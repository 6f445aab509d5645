/** The page of diagnosis: tables, a test, and a report to copy. */

import { announce } from "../access/announce";
import { find, heading, make } from "../access/dom";
import { scrollable } from "../results/table";
import { copyField, copyFrom } from "../shell/copying";
import { button } from "../shell/dialog";
import type { Logged } from "../tracking/log";
import type { DeskContext } from "./desk";
import { asText, callRows, type Row, type Section, sections } from "./report";
import { roundTrip } from "./trip";

/** The page, which tests the connection once as it opens. */
export function drawDiagnosis(context: DeskContext): HTMLElement {
  const { session, say } = context;
  const body = make("div");
  let trip: readonly Row[] = [];
  let persisted: boolean | null = null;
  const all = () => sections(context, trip, persisted);
  const draw = () => {
    const tables = all().flatMap((section) => [heading(2, {}, section.title), facts(section)]);
    body.replaceChildren(...tables, heading(2, {}, say("check_calls")), calls(context));
  };
  const test = async () => {
    trip = [[say("check_result"), say("check_testing")]];
    draw();
    trip = await roundTrip(context);
    draw();
  };
  const said = make("p", { role: "status", class: "said" });
  const field = copyField(say("check_report"), 8);
  field.hidden = true;
  const copy = button(say("check_copy"), false, () => {
    const called = { title: say("check_calls"), rows: callRows(session.tracking.log()) };
    field.value = asText(say("check_title"), all(), called);
    said.textContent = copyFrom(field, copy, say);
  });
  const again = button(say("check_again"), true, () => {
    void test().then(() => announce(find(document, "#_announce"), trip[0]?.[1] ?? ""));
  });
  void test();
  void storage().then((known) => {
    persisted = known;
    draw();
  });
  return make(
    "article",
    { class: "page diagnosis" },
    heading1(say("check_title")),
    make("p", {}, say("check_lead")),
    make("p", { class: "actions" }, copy, again),
    said,
    field,
    body,
  );
}

function heading1(text: string): HTMLElement {
  return make("h1", { tabindex: -1 }, text);
}

function facts({ title, rows }: Section): HTMLElement {
  const lines = rows.map(([label, value]) =>
    make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, ltr(value))),
  );
  return scrollable(make("table", {}, make("tbody", {}, ...lines)), title);
}

function calls({ session, say }: DeskContext): HTMLElement {
  const log = session.tracking.log();
  if (log.length === 0) return make("p", {}, say("check_no_calls"));
  const titles = ["check_at", "check_call", "check_result", "check_error", "check_took"];
  const head = make("tr", {}, ...titles.map((each) => make("th", { scope: "col" }, say(each))));
  const rows = log.map(({ at, call, result, error, took }: Logged) => {
    const cells = [String(at), call, result, error, String(took)];
    return make("tr", {}, ...cells.map((cell) => make("td", {}, ltr(cell))));
  });
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  return scrollable(table, say("check_calls"));
}

/** Most of it is code, from left to right in every language. */
function ltr(text: string): HTMLElement {
  return make("bdi", {}, text);
}

/** Whether the browser promises to keep what is stored; null where it does not say. */
async function storage(): Promise<boolean | null> {
  try {
    return await window.navigator.storage.persisted();
  } catch {
    // No such thing here, or not in a frame without an origin.
    return null;
  }
}
