/**
 * Where the page of the strict LMS keeps what is committed: in this tab, or with a server that is
 * asked in the middle of a commit, so that what was committed outlives a browser that is killed.
 */

import type { Kept, Values } from "./strict";

/** Something that keeps values between launches. */
export interface Store {
  /** What was kept; nothing for a first launch. */
  readonly read: () => Values;
  readonly write: (values: Values) => Kept;
}

/** In this tab's sessionStorage: a reload is a relaunch. */
export function inTab(key: string): Store {
  let last: Values = {};
  return {
    read() {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Values;
      } catch {
        return last; // Storage is blocked: it lasts as long as the page.
      }
    },
    write(values) {
      last = values;
      try {
        sessionStorage.setItem(key, JSON.stringify(values));
      } catch {
        // Storage may be blocked or full: then a reload is a new attempt.
      }
      return "stored";
    },
  };
}

/** With a server that answers JSON; anything else, such as a page for logging in, is a refusal. */
export function onServer(address: string, isLeaving: () => boolean): Store {
  return {
    read() {
      const { status, type, text } = asked("GET", address);
      if (status !== 200 || type !== "application/json") {
        throw new Error(`what is stored cannot be read: ${status} ${type}`);
      }
      return JSON.parse(text) as Values;
    },
    write(values) {
      const body = JSON.stringify(values);
      try {
        const { status, type } = asked("PUT", address, body);
        return status === 200 && type === "application/json" ? "stored" : "logged-out";
      } catch {
        // A request that blocks is refused while a page goes away; a beacon may still go.
        return isLeaving() && navigator.sendBeacon(address, body) ? "stored" : "offline";
      }
    },
  };
}

function asked(
  method: string,
  address: string,
  body: string | null = null,
): { status: number; type: string; text: string } {
  const request = new XMLHttpRequest();
  request.open(method, address, false);
  request.send(body);
  const type = (request.getResponseHeader("Content-Type") ?? "").split(";")[0]!;
  return { status: request.status, type, text: request.responseText };
}
