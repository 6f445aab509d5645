/**
 * What the course found out about the LMS, this device and itself, for whoever looks after them.
 *
 * Nothing about the learner: the adapters' facts and calls hold none, of the page's address neither
 * what follows a "?" nor a "#" is told, and answers are counted by the length of the state alone.
 */

import type { Logged } from "../tracking/log";
import { encode } from "../tracking/state";
import type { DeskContext } from "./desk";

export type Row = readonly [label: string, value: string];

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** All but the calls. `trip`: what a test brought; `persisted`: null where it is not known. */
export function sections(
  context: DeskContext,
  trip: readonly Row[],
  persisted: boolean | null,
): Section[] {
  const { say } = context;
  return [
    { title: say("check_trip"), rows: trip },
    { title: say("check_platform"), rows: platform(context) },
    { title: say("check_life"), rows: life(context) },
    { title: say("check_device"), rows: device(context, persisted) },
    { title: say("check_versions"), rows: versions(context) },
  ];
}

function platform({ session, say }: DeskContext): Row[] {
  const word = say(`status_${session.saveStatus.replace("-", "_")}`);
  const facts = session.tracking.facts().map(({ name, value }): Row => {
    const label = say(`diagnosis_${name}`);
    return [label === `diagnosis_${name}` ? name : label, value || "-"];
  });
  return [[say("check_status"), word], ...facts];
}

function life({ session, say }: DeskContext): Row[] {
  const { phase, stamp, kept, sent, failures, trouble } = session.life;
  return [
    [say("check_phase"), phase],
    [say("check_stamp"), String(stamp)],
    [say("check_kept"), String(kept)],
    [say("check_sent"), String(sent)],
    [say("check_failures"), String(failures)],
    [say("check_trouble"), trouble || "-"],
  ];
}

function device({ course, session, say }: DeskContext, persisted: boolean | null): Row[] {
  const { navigator } = window;
  const works = session.life.copies ? "check_copies_work" : "check_copies_blocked";
  const strict = "IDBTransaction" in window && "durability" in IDBTransaction.prototype;
  const yes = (known: boolean | null) =>
    say(known === null ? "check_unknown" : known ? "check_yes" : "check_no");
  return [
    [say("check_copies"), say(course.copy.on ? works : "check_copies_off")],
    [say("check_locks"), yes("locks" in navigator && window.isSecureContext)],
    [say("check_durability"), yes(strict)],
    [say("check_persisted"), yes(persisted)],
    [say("check_cookies"), yes(navigator.cookieEnabled)],
    [say("check_secure"), yes(window.isSecureContext)],
    [say("check_online"), yes(navigator.onLine)],
  ];
}

function versions({ course, session, say }: DeskContext): Row[] {
  const { innerWidth, innerHeight, screen, location, devicePixelRatio } = window;
  const length = encode(course, session.attempt).length;
  // The origin of a file is "null".
  const place = location.origin === "null" ? location.protocol : location.origin;
  return [
    [say("check_builder"), course.diagnosis.builder],
    [say("check_course"), `${course.id} ${course.version}`],
    [say("check_fingerprint"), course.fingerprint],
    [say("check_state"), say("check_state_length", { n: length })],
    [say("check_browser"), window.navigator.userAgent],
    [say("check_window"), `${innerWidth} × ${innerHeight} (${devicePixelRatio})`],
    [say("check_screen"), `${screen.width} × ${screen.height}`],
    [say("check_framed"), say(window.parent === window ? "check_no" : "check_yes")],
    [say("check_address"), `${place}${location.pathname}`],
  ];
}

/** All of it as plain text. */
export function asText(title: string, all: readonly Section[], calls: Section): string {
  const lines = [...all, calls].flatMap((section) => [
    "",
    section.title,
    ...section.rows.map(([label, value]) => `${label}: ${value}`),
  ]);
  return [title, ...lines].join("\n");
}

/** The calls as rows of the plain text. */
export function callRows(calls: readonly Logged[]): Row[] {
  return calls.map(({ at, call, result, error, took }) => [
    `${at} ms`,
    [call, "→", result, error && `(${error})`, `${took} ms`].filter(Boolean).join(" "),
  ]);
}
