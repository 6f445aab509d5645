/**
 * A strict LMS as it is met in the field: behind the manners of a host, and with faults. Records
 * every call with what came of it, and says what is stored.
 */

import { cut, type Faults, heard, intercepted, left, refusal, take } from "./faults";
import { type Host, HOSTS, type Port } from "./hosts";
import { SCORM12 } from "./scorm12";
import { SCORM2004 } from "./scorm2004";
import {
  DOING,
  type Doing,
  type Edition,
  functions,
  type Kept,
  type Options,
  Strict,
  type Values,
  type Verb,
} from "./strict";

/** The editions by their names. */
export const EDITIONS: Readonly<Record<Edition["name"], Edition>> = {
  scorm12: SCORM12,
  scorm2004: SCORM2004,
};

/** One call as the course saw it. */
export interface Recorded {
  readonly fn: string;
  readonly args: readonly unknown[];
  /** What the course was given; null for undefined, "(threw)" for an error. */
  result: unknown;
  /** The code that the course would read after it. */
  error: number;
  /** Milliseconds. */
  duration: number;
}

/** What a page, or a test, does for its LMS. */
export interface Surroundings {
  /** Let time pass, blocking. */
  readonly wait: (milliseconds: number) => void;
  readonly now: () => number;
  /** Where values go; left out: they stay here. */
  readonly store?: (values: Values) => Kept;
  /** Run in the middle of every commit. */
  readonly onCommit?: () => void;
  readonly onCall?: (call: Recorded) => void;
  /** Another API object is to be found from now on. */
  readonly onReplaced?: (api: Record<string, unknown>) => void;
}

/** An LMS of one edition on one host. */
export class HostedLms {
  /** The API object as a course finds it. */
  api: Record<string, unknown>;
  readonly calls: Recorded[] = [];
  /** How many times a server was asked. */
  requests = 0;
  faults: Faults = {};
  readonly edition: Edition;
  private readonly strict: Strict;
  private readonly host: Host;
  private port: Port;
  /** The code of a fault of this call; null: the LMS's own code stands. */
  private injected: number | null = null;
  private pending = { code: 0, acts: false };
  private sets = 0;
  /** Goes up when the API object is replaced: those of before throw. */
  private generation = 0;

  constructor(
    edition: Edition["name"],
    host: string,
    options: Options,
    private readonly around: Surroundings,
  ) {
    this.edition = EDITIONS[edition];
    this.host = HOSTS[host] as Host;
    if (!this.host?.editions.includes(edition)) throw new Error(`${host} does not take ${edition}`);
    this.strict = new Strict(this.edition, {
      ...options,
      quirks: this.host.quirks(edition),
      store: (values) => this.store(values),
    });
    this.port = this.mannered();
    this.api = this.made();
  }

  /** What is stored. */
  stored(): Values {
    return this.strict.stored();
  }

  /** From now on this goes wrong, and nothing else. */
  setFaults(faults: Faults): void {
    this.faults = faults;
    for (const [verb, name] of Object.entries(this.edition.names)) {
      if (faults.missing?.includes(verb as Doing)) delete this.api[name];
      else this.api[name] ??= this.made()[name];
    }
  }

  /** The next launch; calls that are made late by the last one find a session not begun. */
  relaunch(): void {
    this.strict.relaunch((kept) => left(this.faults, kept));
    this.sets = 0;
    this.port = this.mannered();
  }

  /** A new attempt: nothing is kept. */
  reset(): void {
    this.strict.reset();
    this.sets = 0;
    this.port = this.mannered();
  }

  private mannered(): Port {
    return this.host.manners?.((verb, args) => this.inner(verb, args), this.strict) ?? this.inner;
  }

  private made(): Record<string, unknown> {
    const generation = this.generation;
    const made: Record<string, unknown> = functions(this.edition, (verb, args) => {
      if (this.generation !== generation) throw new TypeError("API is null");
      return this.record(verb, args);
    });
    if (this.edition.name === "scorm2004") made["version"] = "1.0";
    return made;
  }

  private record(verb: Verb, args: readonly unknown[]): unknown {
    const began = this.around.now();
    const fn = this.edition.names[verb];
    const call: Recorded = { fn, args, result: "(threw)", error: 0, duration: 0 };
    this.calls.push(call);
    try {
      const result = this.answer(verb, args);
      call.result = result ?? null;
      return result;
    } finally {
      call.duration = this.around.now() - began;
      if (isDoing(verb)) call.error = Number(this.port("code", []));
      this.around.onCall?.(call);
    }
  }

  private answer(verb: Verb, args: readonly unknown[]): unknown {
    if (this.faults.silent) return undefined;
    if (!isDoing(verb)) return this.port(verb, args);
    const fault = take(this.faults[verb]);
    this.injected = null;
    if (fault?.delay) this.around.wait(fault.delay);
    if (verb === "init") this.request();
    if (verb === "commit") this.around.onCommit?.();
    if (verb === "set") this.setting();
    this.pending = { code: fault?.code ?? 0, acts: fault?.acts ?? false };
    if (fault?.throws !== undefined) {
      if (fault.acts) this.port(verb, args);
      throw new TypeError(fault.throws);
    }
    const result = this.port(verb, args);
    return fault?.returns === undefined ? result : (fault.returns ?? undefined);
  }

  /** The LMS behind the host's manners. */
  private readonly inner: Port = (verb, args) => {
    if (verb === "code" && this.injected !== null) return String(this.injected);
    if (!isDoing(verb)) return this.strict.call(verb, args);
    const element = verb === "get" || verb === "set" ? String(args[0]) : "";
    const code = this.pending.code || (element && refusal(this.faults, element));
    this.injected = code || null;
    if (!code) return this.strict.call(verb, verb === "set" ? heard(this.faults, args) : args);
    if (this.pending.acts) this.strict.call(verb, args);
    return verb === "get" ? "" : "false";
  };

  private setting(): void {
    this.sets += 1;
    if (this.sets === this.faults.endAtSet) {
      this.strict.call("finish", [""]);
      if (!this.faults.endsForGood) this.strict.relaunch();
    }
    if (this.sets === this.faults.replaceAtSet) {
      this.strict.relaunch();
      this.generation += 1;
      this.api = this.made();
      this.around.onReplaced?.(this.api);
      throw new TypeError("API is null");
    }
  }

  private request(): void {
    this.requests += 1;
    if (this.faults.slow) this.around.wait(this.faults.slow);
  }

  private store(values: Record<string, string>): Kept {
    this.request();
    const became = intercepted(this.faults);
    if (became) return became;
    cut(this.faults, values);
    return this.around.store?.(values) ?? "stored";
  }
}

function isDoing(verb: Verb): verb is Doing {
  return (DOING as readonly Verb[]).includes(verb);
}
