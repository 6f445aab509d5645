/**
 * A strict LMS in one object, whichever edition of SCORM: the data model with its types, limits and
 * vocabularies, the state machine, and the error codes, with none of the leniency of real ones.
 *
 * Preview runs courses on it and the tests run the player on it. What is set counts only once it
 * is committed or the session ended, so that a killed browser loses here what it would lose
 * elsewhere. An `Edition` says what a standard asks; `Quirks` say where a host strays from it.
 */

/** What may be called, whatever an edition names it. */
export type Verb = "init" | "finish" | "get" | "set" | "commit" | "code" | "text" | "why";

/** The verbs that do something; the others ask about the last of these. */
export const DOING = ["init", "finish", "get", "set", "commit"] as const;
/** One of those verbs. */
export type Doing = (typeof DOING)[number];

/** Values by element. */
export type Values = Readonly<Record<string, string>>;

/** An element of the data model. */
export interface Element {
  /** May be read, may be written; "keyword" for `_children`, `_count` and `_version`. */
  readonly access: "r" | "w" | "rw" | "keyword";
  /** The error code of a value, 0 when it fits; `kind` is the interaction's type, if any. */
  readonly fault: (value: string, kind: string) => number;
  /** What a read gives before anything was written; null where that is an error. */
  readonly initial: string | null;
}

/** Every element by its name, with `n` and `m` for the indexes of arrays. */
export type Model = Readonly<Record<string, Element>>;

/** One call of the API, as it came in. */
export interface Call {
  readonly fn: string;
  readonly args: readonly unknown[];
  readonly result: string;
  /** The error code after the call. */
  readonly error: number;
}

/** What became of values on their way to where they are kept. "lied": said to be kept, and lost. */
export type Kept = "stored" | "offline" | "logged-out" | "lied";

/** How an LMS is set up. */
export interface Options {
  /** 1.2: the manifest's mastery score. 2004: the passing score in per cent. Null: none. */
  readonly mastery?: number | null;
  /** 2004: the share of the course that makes it completed, 0 to 1. */
  readonly threshold?: number | null;
  /** 2004: which of its editions, 2, 3 or 4. */
  readonly year?: number;
  readonly mode?: "normal" | "review" | "browse";
  readonly credit?: "credit" | "no-credit";
  /** Values that the LMS gives, by element: a name, launch data. */
  readonly given?: Values;
  /** What an earlier page's `stored` gave. */
  readonly stored?: Values;
  /** Where committed values go; it may cut short what it is handed. */
  readonly store?: (values: Record<string, string>) => Kept;
  /** Called after every call. */
  readonly onCall?: (call: Call) => void;
  readonly quirks?: Quirks;
}

/** Where a host strays from the standard. */
export interface Quirks {
  /** Elements that it has otherwise, or (null) not at all. */
  readonly elements?: Readonly<Record<string, Element | null>>;
  /** Its code for an element that it does not know. */
  readonly unknown?: number;
  /** What the next session gets of what the last one left. */
  readonly keeps?: (last: Values) => Values;
  /** Each value that changes is stored at once, without a commit. */
  readonly eager?: boolean;
  /** A commit sends only what differs from what was sent before, whatever became of that. */
  readonly sendsChanges?: boolean;
  /** Without a network a commit says that all is well. */
  readonly trustsNetwork?: boolean;
  /** A session that was cut short still counts as begun: the next beginning answers an error. */
  readonly staysBegun?: boolean;
  /** How it adds this session's time to the total. */
  readonly adds?: (total: string, session: string) => string;
  /** The status of a session that set none, where that is not "completed" (1.2). */
  readonly silence?: string;
  /** False where a passing score changes no status. */
  readonly masters?: boolean;
}

/** What a standard asks of an LMS. */
export interface Edition {
  readonly name: "scorm12" | "scorm2004";
  /** What the API is called in its window. */
  readonly object: string;
  readonly names: Readonly<Record<Verb, string>>;
  readonly model: (options: Options) => Model;
  readonly errors: Readonly<Record<number, string>>;
  /** Error codes of a call before, in and after a session. */
  readonly phases: Readonly<Record<Doing, readonly [number, number, number]>>;
  readonly codes: {
    readonly argument: number;
    /** For a name that is none: reading, writing. */
    readonly noName: readonly [number, number];
    /** For an index outside its array: reading, writing. */
    readonly range: readonly [number, number];
    readonly keyword: number;
    readonly readOnly: number;
    readonly writeOnly: number;
    readonly type: number;
    /** For a value that was never written. */
    readonly empty: number;
    /** When values could not be stored: by a commit, at the end. */
    readonly storing: readonly [number, number];
  };
  /** The code for a name that is not of the model. */
  readonly unknown: (name: string, model: Model) => number;
  /** What else stands against a value; 0 if nothing. */
  readonly refuses: (name: string, value: string, values: Values) => number;
  /** The values without those that a new one makes void. */
  readonly voids: (name: string, value: string, values: Values) => Record<string, string>;
  /** What a session holds from its first moment: an exit of which nothing was said. */
  readonly begins: Values;
  /** What the options say of elements. */
  readonly given: (options: Options) => Values;
  /** The values at the end of a session, with statuses worked out and times added up. */
  readonly ended: (values: Values, options: Options) => Record<string, string>;
  /** What is kept when a session is over, whether it was ended or cut short. */
  readonly over: (values: Values) => Record<string, string>;
  /** Whether values are those of a session that was cut short. */
  readonly cutShort: (values: Values) => boolean;
  /** What the standard has the next session get. */
  readonly keeps: (last: Values) => Values;
}

/** An element's name in the table: its indexes replaced by n and, the second, by m. */
export function modelName(element: string): string {
  let index = 0;
  return element
    .replace(/\{target=.+\}$/, "{target=}") // 2004: whether one may go to an item
    .replace(/\.(0|[1-9]\d{0,5})(?=\.)/g, () => (index++ === 0 ? ".n" : ".m"));
}

/** How many entries an array has in these values. */
export function count(values: Values, array: string): number {
  const indexes = Object.keys(values)
    .filter((key) => key.startsWith(`${array}.`))
    .map((key) => Number(key.slice(array.length + 1).split(".")[0]));
  return Math.max(-1, ...indexes) + 1;
}

const PHASES = ["waiting", "running", "finished"] as const;

/** The LMS of an edition, called by verbs: `Recording` and `HostedLms` give it an API. */
export class Strict {
  phase: (typeof PHASES)[number] = "waiting";
  private error = 0;
  private readonly model: Model;
  /** Set in this session, committed or not. */
  private values: Record<string, string> = {};
  /** Kept. */
  private kept: Record<string, string>;
  /** What was handed to be stored, whatever became of it. */
  private sent: Record<string, string> = {};
  private begun = false;

  constructor(
    readonly edition: Edition,
    readonly options: Options = {},
  ) {
    const changed = { ...edition.model(options), ...options.quirks?.elements };
    const present = Object.entries(changed).filter((entry) => entry[1] !== null);
    this.model = Object.fromEntries(present) as Model;
    this.kept = { ...options.stored };
    this.relaunch();
  }

  /** What is kept: everything committed so far. */
  stored(): Values {
    return { ...this.kept };
  }

  /**
   * A new session on what is kept. What was not committed is lost, as when a browser is killed.
   * `lost` says what else goes missing meanwhile.
   */
  relaunch(lost: (kept: Values) => Values = (kept) => kept): void {
    const short = this.edition.cutShort(this.kept);
    this.begun = short && this.quirks.staysBegun === true;
    const last = lost(short ? this.edition.over(this.kept) : this.kept);
    this.kept = { ...(this.quirks.keeps ?? this.edition.keeps)(last) };
    this.start();
  }

  /** A new attempt: nothing is kept. */
  reset(): void {
    this.kept = {};
    this.begun = false;
    this.start();
  }

  /** Do what a call asks, by the standard. */
  call(verb: Verb, args: readonly unknown[]): string {
    const [first, second] = args;
    if (verb === "code") return String(this.error);
    if (verb === "text" || verb === "why") return this.edition.errors[Number(first)] ?? "";
    this.error = this.edition.phases[verb][PHASES.indexOf(this.phase)]!;
    const wrong = verb === "get" || verb === "set" ? false : first !== "";
    if (wrong) this.error = this.edition.codes.argument;
    if (this.error) return verb === "get" ? "" : "false";
    if (verb === "get") return this.get(first);
    if (verb === "set") return this.set(first, second);
    return verb === "init" ? this.begin() : verb === "finish" ? this.finish() : this.commit();
  }

  private get quirks(): Quirks {
    return this.options.quirks ?? {};
  }

  private start(): void {
    this.phase = "waiting";
    this.error = 0;
    this.values = { ...this.kept };
    this.sent = { ...this.kept };
  }

  private fail(code: number, result = "false"): string {
    this.error = code;
    return result;
  }

  private begin(): string {
    this.phase = "running";
    this.values = { ...this.values, ...this.edition.begins };
    return this.begun ? this.fail(101) : "true";
  }

  private finish(): string {
    const final = this.edition.ended(this.values, this.options);
    if (!this.put(this.edition.over(final))) return this.fail(this.edition.codes.storing[1]);
    this.phase = "finished";
    return "true";
  }

  private commit(): string {
    return this.put(this.values) ? "true" : this.fail(this.edition.codes.storing[0]);
  }

  /** Whether these are stored now, or are believed to be. */
  private put(values: Readonly<Record<string, string>>): boolean {
    const next: Record<string, string> = { ...values };
    if (this.quirks.sendsChanges) {
      for (const [name, value] of Object.entries(values)) {
        if (this.sent[name] !== value) continue;
        if (name in this.kept) next[name] = this.kept[name]!;
        else delete next[name];
      }
    }
    const became = this.options.store?.(next) ?? "stored";
    if (became === "stored") this.kept = next;
    else if (became !== "lied" && !(became === "offline" && this.quirks.trustsNetwork)) return false;
    this.sent = { ...values };
    return true;
  }

  private get(name: unknown): string {
    const { codes, unknown } = this.edition;
    if (typeof name !== "string" || name === "") return this.fail(codes.noName[0], "");
    const element = this.model[modelName(name)];
    if (!element) return this.fail(this.quirks.unknown ?? unknown(name, this.model), "");
    if (element.access === "w") return this.fail(codes.writeOnly, "");
    if (!this.inRange(name, 0)) return this.fail(codes.range[0], "");
    if (name.endsWith("._count")) return String(count(this.values, name.slice(0, -"._count".length)));
    const value =
      this.values[name] ?? this.edition.given(this.options)[name] ?? element.initial;
    return value ?? this.fail(codes.empty, "");
  }

  private set(name: unknown, value: unknown): string {
    const { codes, unknown, refuses, voids } = this.edition;
    if (typeof name !== "string" || name === "") return this.fail(codes.noName[1]);
    const element = this.model[modelName(name)];
    if (!element) return this.fail(this.quirks.unknown ?? unknown(name, this.model));
    if (element.access === "keyword") return this.fail(codes.keyword);
    if (element.access === "r") return this.fail(codes.readOnly);
    if (!this.inRange(name, 1)) return this.fail(codes.range[1]);
    if (typeof value !== "string") return this.fail(codes.type);
    const kind = this.values[name.replace(/^(cmi\.interactions\.\d+)\..*/, "$1.type")] ?? "";
    const code = refuses(name, value, this.values) || element.fault(value, kind);
    if (code) return this.fail(code);
    const same = this.values[name] === value;
    this.values = { ...voids(name, value, this.values), [name]: value };
    if (this.quirks.eager && !same && !this.put(this.values)) return this.fail(codes.storing[0]);
    return "true";
  }

  /** Whether every index is at most `room` beyond what its array holds. */
  private inRange(name: string, room: 0 | 1): boolean {
    const steps = name.split(".");
    return steps.every((step, i) => {
      if (!/^\d+$/.test(step)) return true;
      return Number(step) < count(this.values, steps.slice(0, i).join(".")) + room;
    });
  }
}

/** The functions of an API, each answered by `answer`. */
export function functions<Result>(
  edition: Edition,
  answer: (verb: Verb, args: readonly unknown[]) => Result,
): Record<string, (...args: unknown[]) => Result> {
  const entries = Object.entries(edition.names) as Array<[Verb, string]>;
  return Object.fromEntries(
    entries.map(([verb, name]) => [name, (...args: unknown[]) => answer(verb, args)]),
  );
}

/** An LMS of one edition with its API: every call that does something is noted. */
export class Recording extends Strict {
  readonly calls: Call[] = [];
  /** The API's functions by name. */
  readonly functions = functions(this.edition, (verb, args) => this.record(verb, args));

  private record(verb: Verb, args: readonly unknown[]): string {
    const result = this.call(verb, args);
    if ((DOING as readonly Verb[]).includes(verb)) {
      const error = Number(this.call("code", []));
      const call = { fn: this.edition.names[verb], args, result, error };
      this.calls.push(call);
      this.options.onCall?.(call);
    }
    return result;
  }
}
