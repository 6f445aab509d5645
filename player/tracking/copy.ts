/**
 * The safety copy: what a learner did, on their own device, until the LMS has confirmed it.
 *
 * In IndexedDB, because what localStorage is given is still lost seconds later when the browser is
 * killed, and what an IndexedDB transaction has completed is not. The record holds bits, scores and
 * times: no name, and no text that a learner wrote unless the author allows it. It goes by a hash of
 * the course and the learner's id, so that the learners of one ward PC do not get each other's.
 *
 * Where storage is blocked (private windows, frames without an origin) there is no copy, and the
 * player says so; nothing else changes.
 */

import type { Status, Telling } from "./tracking";

/** What is kept of one attempt. */
export interface Copy {
  readonly format: 1;
  /** When it was written, by the device's clock: milliseconds since 1970. */
  readonly at: number;
  /** Of which attempt: the random number that it was begun with. */
  readonly epoch: number;
  readonly sequence: number;
  /** The sequence up to which the LMS said that it has it. */
  readonly sent: number;
  readonly state: string;
  readonly status: Status;
  /** Answers that the LMS is not known to have been told. */
  readonly untold: readonly Telling[];
  /** A state that the LMS gave and that could not be read, kept in case somebody can. */
  readonly aside?: string;
}

/** Where copies are kept. No method throws; without storage all of them say so by their value. */
export interface Copies {
  /** Whether anything can be kept here: asked once, by trying. */
  works(): Promise<boolean>;
  read(key: string): Promise<Copy | null>;
  /** True once the transaction is complete. `strict`: it has reached the disk, too. */
  write(key: string, copy: Copy, strict: boolean): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** Remove all copies written before `time`, of whatever course. */
  sweep(time: number): Promise<void>;
}

/** Days that a copy is kept at most. */
export const DAYS = 30;
const NAME = "scorm-builder";
const STORE = "attempts";
/** Milliseconds that opening may take: another window may hold an older version open. */
const PATIENCE = 3_000;

/** By what a copy is kept: a course and a learner, told apart and not to be read back. */
export function copyKey(course: string, learner: string): string {
  return `${course}.${learner === "" ? "unknown" : hash(`${course}\n${learner}`)}`;
}

/**
 * 128 bits of a text as hexadecimal digits: FNV-1a (Fowler, Noll, Vo) four times over its UTF-16
 * units, each from another beginning. Not by crypto.subtle, which is missing where an intranet is
 * served without encryption; it only has to tell the learners of one device apart.
 */
function hash(text: string): string {
  return [1, 2, 3, 4].map((lane) => fnv(text, lane).toString(16).padStart(8, "0")).join("");
}

function fnv(text: string, lane: number): number {
  let sum = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b1);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    sum = Math.imul(sum ^ (unit & 0xff), 0x01000193);
    sum = Math.imul(sum ^ (unit >>> 8), 0x01000193);
  }
  return sum >>> 0;
}

/** Copies in the browser's own storage. */
export function browserCopies(): Copies {
  let opened: Promise<IDBDatabase | null> | null = null;
  const database = () => (opened ??= open().catch(() => null));

  /** One transaction; `fallback` when there is no storage or it fails. */
  const within = async <T>(
    mode: IDBTransactionMode,
    strict: boolean,
    fallback: T,
    run: (store: IDBObjectStore) => () => T,
  ): Promise<T> => {
    const found = await database();
    if (!found) return fallback;
    return new Promise<T>((done) => {
      try {
        const durability = strict ? "strict" : "relaxed";
        const transaction = found.transaction(STORE, mode, { durability });
        const result = run(transaction.objectStore(STORE));
        transaction.oncomplete = () => done(result());
        transaction.onabort = transaction.onerror = () => done(fallback);
      } catch {
        // Closed under us, or the storage was cleared while the course was open.
        opened = null;
        done(fallback);
      }
    });
  };

  return {
    works: async () => (await database()) !== null,
    read: (key) =>
      within("readonly", false, null, (store) => {
        const request = store.get(key) as IDBRequest<unknown>;
        return () => copyOf(request.result);
      }),
    write: (key, copy, strict) =>
      within("readwrite", strict, false, (store) => {
        store.put(copy, key);
        return () => true;
      }),
    remove: (key) =>
      within("readwrite", false, undefined, (store) => {
        store.delete(key);
        return () => undefined;
      }),
    sweep: (time) =>
      within("readwrite", false, undefined, (store) => {
        const request = store.openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (!cursor) return;
          const copy = copyOf(cursor.value);
          // One from the future was written while the clock was wrong: it ages from now on.
          if (!copy || copy.at < time) cursor.delete();
          cursor.continue();
        };
        return () => undefined;
      }),
  };
}

/** No copies at all: the course, or its author, wants none. */
export function noCopies(): Copies {
  return {
    works: () => Promise.resolve(false),
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(false),
    remove: () => Promise.resolve(),
    sweep: () => Promise.resolve(),
  };
}

function open(): Promise<IDBDatabase | null> {
  return new Promise((done, failed) => {
    // In a frame without an origin the very mention of it throws.
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => {
      // Another window wants to change or clear the store: it must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = () => failed(request.error);
    setTimeout(() => done(null), PATIENCE);
  });
}

/** A record as it was written, or null for anything else: others may write into this store. */
function copyOf(value: unknown): Copy | null {
  const copy = value as Partial<Copy> | null | undefined;
  const numbers = [copy?.at, copy?.epoch, copy?.sequence, copy?.sent];
  const whole =
    copy?.format === 1 &&
    numbers.every(Number.isFinite) &&
    typeof copy.state === "string" &&
    typeof copy.status === "string" &&
    Array.isArray(copy.untold);
  return whole ? (copy as Copy) : null;
}
