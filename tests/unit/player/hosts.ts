/**
 * The strict LMS, its hosts and its faults, driven by lines of JSON as harness.ts is; beside it
 * scorm-again for SCORM 2004, as a second opinion.
 */

import { createInterface } from "node:readline";
import { Scorm2004API } from "scorm-again/scorm2004";
import type { Faults } from "../../../player/lms/faults";
import { HostedLms } from "../../../player/lms/hosted";
import { HOSTS, throughShim } from "../../../player/lms/hosts";
import { model2004 } from "../../../player/lms/model2004";
import { MODEL } from "../../../player/lms/model12";
import { StrictLms } from "../../../player/lms/scorm12";
import { StrictLms2004 } from "../../../player/lms/scorm2004";
import { bench } from "./profiles";

type Json = Record<string, any>;
type Functions = Record<string, (...args: unknown[]) => unknown>;
type Calls = Array<[string, ...unknown[]]>;

const OPS: Record<string, (request: Json) => unknown> = {
  lms: ({ options, calls }) => played(new StrictLms(options), calls, "LMSGetLastError"),
  lms2004: ({ options, calls }) => played(new StrictLms2004(options), calls, "GetLastError"),
  again2004: ({ calls }) => again2004(calls),
  hosted: (request) => hosted(request),
  bench: ({ profile, faults, edition, calls }) => benched(profile, faults, edition, calls),
  hosts: () => Object.fromEntries(Object.entries(HOSTS).map(([name, host]) => [name, host.editions])),
  models: () => ({ 12: MODEL, 2: model2004(2), 3: model2004(3), 4: model2004(4) }),
  throughShim: ({ text }) => throughShim(text),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  let reply: Json;
  try {
    const request = JSON.parse(line) as Json;
    reply = { value: OPS[request.op]!(request) ?? null };
  } catch (error) {
    reply = { error: String((error as Error).stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
});

/** Each call's result and code. A step "relaunch" or "reset" is the LMS's own. */
function played(lms: StrictLms | StrictLms2004, calls: Calls, code: string): Json {
  const api = lms.api as unknown as Functions;
  const results = calls.map(([fn, ...args]) => {
    if (fn === "relaunch" || fn === "reset") return void lms[fn]();
    return [api[fn]!(...args), Number(api[code]!())];
  });
  return { results, stored: lms.stored(), calls: lms.calls };
}

function again2004(calls: Calls): Json {
  const api = new Scorm2004API({ autocommit: false, logLevel: 5 });
  const functions = api as unknown as Functions;
  return calls.map(([fn, ...args]) => [
    String(functions[fn]!(...args)),
    Number(api.GetLastError()),
  ]);
}

/** Steps beside calls: ["relaunch"], ["reset"], ["faults", {}], ["api"] (take the API in place). */
function hosted({ edition, host, options = {}, faults = {}, calls }: Json): Json {
  let time = 0;
  let entered = 0;
  const lms = new HostedLms(edition, host, options, {
    wait: (milliseconds) => (time += milliseconds),
    now: () => time,
    onCommit: () => (entered += 1),
  });
  lms.setFaults(faults as Faults);
  let api = lms.api as Functions;
  const code = lms.edition.names.code;
  const results = (calls as Calls).map(([fn, ...args]) => {
    if (fn === "relaunch" || fn === "reset") return void lms[fn]();
    if (fn === "faults") return void lms.setFaults(args[0] as Faults);
    if (fn === "api") return void (api = lms.api as Functions);
    if (!api[fn]) return "(missing)";
    try {
      const result = api[fn](...args);
      return [result === undefined ? "(undefined)" : result, api[code]!() ?? "(undefined)"];
    } catch (error) {
      return `(threw) ${(error as Error).message}`;
    }
  });
  const { calls: recorded, requests } = lms;
  return { results, stored: lms.stored(), calls: recorded, requests, time, entered };
}

function benched(profile: string, faults: Faults, edition: "scorm12", calls: Calls): Json {
  const made = bench(profile, faults, {}, () => undefined, edition);
  const results = calls.map(([fn, ...args]) => {
    try {
      return (made.api[fn] as (...args: unknown[]) => unknown)(...args) ?? "(undefined)";
    } catch {
      return "(threw)";
    }
  });
  return { results, stored: made.stored(), calls: made.calls };
}
