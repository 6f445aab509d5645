/**
 * What an LMS says when it launches a course by cmi5: the launch URL, the document LMS.LaunchData,
 * the learner's preferences. And what is kept of a session over a reload, since the token can be
 * fetched only once.
 */

import { idOf } from "./xapiid";
import { type Json, object } from "./xapi";

/** The parameters of the launch URL (cmi5 8.1). */
export interface Address {
  /** With a slash at its end. */
  readonly endpoint: string;
  readonly fetch: string;
  readonly actor: Json;
  readonly registration: string;
  readonly activity: string;
}

/** The parameters in an address; null when it is no launch by cmi5. */
export function addressOf(href: string): Address | null {
  try {
    const given = new URL(href).searchParams;
    const endpoint = web(given.get("endpoint")).replace(/\/*$/, "/");
    const fetch = web(given.get("fetch"));
    const actor = actorOf(given.get("actor") ?? "");
    const registration = given.get("registration") ?? "";
    const activity = given.get("activityId") ?? "";
    const whole = endpoint !== "/" && fetch && registration && activity;
    return whole && actor ? { endpoint, fetch, actor, registration, activity } : null;
  } catch {
    return null; // The address or the actor is not to be read.
  }
}

/** An address of the web as it is; "" for any other. */
function web(address: unknown): string {
  try {
    return /^https?:$/.test(new URL(String(address)).protocol) ? String(address) : "";
  } catch {
    return "";
  }
}

/** The actor as it was given; some LMSs still write the arrays of xAPI 0.9. */
function actorOf(text: string): Json | null {
  const actor = object(JSON.parse(text) as unknown);
  if (!Array.isArray(actor.account) && !Array.isArray(actor.name)) {
    return Object.keys(actor).length > 0 ? actor : null;
  }
  const account = object(first(actor.account));
  const homePage = account.homePage ?? account.accountServiceHomePage;
  const name = first(actor.name);
  const known = { homePage, name: account.name ?? account.accountName };
  return {
    objectType: "Agent",
    ...(typeof name === "string" && { name }),
    ...(homePage === undefined ? { mbox: first(actor.mbox) } : { account: known }),
  };
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

/** By what the LMS knows the learner. */
export function learnerIdOf(actor: Json): string {
  const { homePage, name } = object(actor.account);
  if (name !== undefined) return `${String(homePage)}|${String(name)}`;
  return String(actor.mbox ?? actor.mbox_sha1sum ?? actor.openid ?? "");
}

/** Longest name of a learner that is shown. */
const LONGEST_NAME = 255;

/** The learner's name. */
export function nameOf(actor: Json): string {
  return typeof actor.name === "string" ? actor.name.slice(0, LONGEST_NAME) : "";
}

/** LMS.LaunchData (cmi5 10), as far as it matters here. */
export interface LaunchData {
  readonly template: Json;
  /** "Normal", "Browse" or "Review". */
  readonly mode: string;
  readonly moveOn: string;
  readonly mastery: number | null;
  /** "" when the learner need not be sent anywhere. */
  readonly returnTo: string;
}

/** The document in our words; null for what is none. */
export function launchDataOf(text: string): LaunchData | null {
  const data = parsed(text);
  if (typeof data.contextTemplate !== "object" || data.contextTemplate === null) return null;
  const mastery = Number(data.masteryScore ?? Number.NaN);
  return {
    template: object(data.contextTemplate),
    mode: String(data.launchMode ?? "Normal"),
    moveOn: String(data.moveOn ?? ""),
    mastery: mastery >= 0 && mastery <= 1 ? mastery : null,
    returnTo: web(data.returnURL),
  };
}

/** The first language of the learner's preferences (cmi5 11.1) that is written as one, or "". */
export function languageOf(preferences: Json): string {
  const wanted = preferences.languagePreference;
  const tags = typeof wanted === "string" ? wanted.split(",").map((tag) => tag.trim()) : [];
  return tags.find((tag) => /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag)) ?? "";
}

/** A text of JSON as an object; an empty one for anything else. */
export function parsed(text: string): Json {
  try {
    return object(JSON.parse(text) as unknown);
  } catch {
    return {};
  }
}

/** What must outlive a reload of the page, but not the session. */
export interface Kept {
  /** Of which launch it is: a sum of the fetch URL, which itself is not kept. */
  readonly launch: string;
  readonly token: string;
  /** LMS.LaunchData as it came; "" until it was read. */
  data: string;
  /** A name for the session, should the LMS give none. */
  readonly session: string;
  /** Milliseconds of all sessions before this one; below 0 until that is known. */
  spent: number;
  /** Milliseconds that earlier pages of the session ran. */
  ran: number;
  /** The time of the latest statement, in milliseconds since 1970. */
  last: number;
  initialized: boolean;
  /** passed or failed, once it is on its way: there is one of them in a session (cmi5 9.3). */
  judged: "" | "passed" | "failed";
  /** `terminated` is on its way. */
  ended: boolean;
}

/** Somewhere to keep it, as `sessionStorage`. */
export type Drawer = Pick<Storage, "getItem" | "setItem">;

/** The place of a session's record in the browser's storage. Nothing here throws. */
export class Keeper {
  private readonly key: string;
  readonly launch: string;

  constructor(
    private readonly drawer: Drawer | null,
    address: Address,
  ) {
    this.key = `scorm-builder.cmi5 ${address.registration} ${address.activity}`;
    this.launch = idOf(address.fetch);
  }

  /** The record of this very launch, when there is one. */
  read(): Kept | null {
    try {
      const found = parsed(this.drawer?.getItem(this.key) ?? "");
      return found.launch === this.launch && found.token ? (found as unknown as Kept) : null;
    } catch {
      return null;
    }
  }

  /** Whether it is kept now. */
  write(kept: Kept): boolean {
    try {
      this.drawer?.setItem(this.key, JSON.stringify(kept));
      return this.drawer !== null;
    } catch {
      return false;
    }
  }
}
