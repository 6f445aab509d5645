/**
 * The notice above the page about the way to the LMS: one place, in which only what matters most
 * stands. It is spoken when it appears, and never takes the focus.
 */

import { find, make } from "../access/dom";
import type { DeskContext } from "../diagnosis/desk";
import type { SaveStatus } from "../saving";
import { isPreview } from "../tracking/discovery";
import { button } from "./dialog";
import { sayLost } from "./lost";

/** What can be done about it. */
type Remedy = "retry" | "continue" | "close" | "";

const NOTICES: Readonly<Partial<Record<SaveStatus, Remedy>>> = {
  untracked: "close",
  "not-sent": "retry",
  "not-kept": "retry",
  "logged-out": "retry",
  partly: "close",
  elsewhere: "continue",
  closed: "",
};
/** Failures in a row after which the learner is asked what to do. */
const LOST = 5;

/** Milliseconds in which a failed try finds out why it failed. */
const SETTLES = 500;

/** A notice by its name in the words of the interface. */
interface Notice {
  readonly name: string;
  readonly remedy: Remedy;
}

export class Connection {
  private readonly live = make("div", { role: "status" });
  private readonly actions = make("p", { class: "actions" });
  private readonly box = make("div", { id: "_connection" }, this.live, this.actions);
  /** What stands there, by its name and its words. */
  private shown = "";
  private readonly closed = new Set<string>();
  private lost = false;
  /** The message on leaving, which says all there is to say while it stands. */
  farewell: Element | null = null;

  private retrying = false;
  private waiting = 0;

  /** Bring it up to date. `now`: also from one trouble to another, which a try in between shows. */
  draw(context: DeskContext, now = false): void {
    const main = find(document, "#_page");
    if (!main) return;
    // Another language brings another page.
    if (!this.box.isConnected) main.before(this.box);
    const notice = this.wanted(context);
    const text = notice ? context.say(`notice_${notice.name}`) : "";
    window.clearTimeout(this.waiting);
    if (text !== this.shown && this.shown && text && !now) {
      if (!this.retrying) this.waiting = window.setTimeout(() => this.draw(context, true), SETTLES);
    } else if (text !== this.shown) {
      this.shown = text;
      this.write(text, notice, context);
    }
    if (context.session.life.failures < LOST || this.lost) return;
    // Not on top of another question.
    if (find(document, "dialog[open]")) return;
    this.lost = true;
    void sayLost(context);
  }

  private wanted({ session }: DeskContext): Notice | null {
    const status = session.saveStatus;
    if (this.farewell?.isConnected) return null;
    const remedy = NOTICES[status];
    if (remedy === undefined) {
      const restored = session.begun.restored && !this.closed.has("restored");
      return restored ? { name: "restored", remedy: "close" } : null;
    }
    // Where no LMS can be, none is missed: a preview, or a course on the web.
    if (status === "untracked" && isPreview(window)) return null;
    const name = status.replace("-", "_");
    const both = !/^(not_|else)/.test(name);
    const whole = both && session.onDevice ? `${name}_kept` : name;
    return this.closed.has(whole) ? null : { name: whole, remedy };
  }

  private write(text: string, notice: Notice | null, context: DeskContext): void {
    const { box, live, actions } = this;
    const held = box.contains(document.activeElement);
    const calm = notice?.name === "restored";
    box.className = notice ? `notice connection ${calm ? "is-right" : "is-wrong"}` : "";
    live.replaceChildren(...(notice ? [make("p", {}, text)] : []));
    const act = notice?.remedy ? this.button(notice, context) : null;
    actions.replaceChildren(...(act ? [act] : []));
    // The button that was pressed has gone: what is read next is the page.
    if (held) (act ?? find(document, "#_page"))?.focus({ preventScroll: true });
  }

  private button({ name, remedy }: Notice, context: DeskContext): HTMLElement {
    const { session, say } = context;
    if (remedy === "retry") {
      const retry = button(say("load_retry"), false, () => void this.retry(context, retry));
      return retry;
    }
    if (remedy === "continue") {
      return button(say("notice_continue"), false, () => void session.continueHere());
    }
    return button(say("notice_close"), true, () => {
      this.closed.add(name);
      this.draw(context);
    });
  }

  private async retry(context: DeskContext, pressed: HTMLElement): Promise<void> {
    const { session, say } = context;
    if (this.retrying) return;
    this.retrying = true;
    pressed.textContent = say("notice_trying");
    await session.retry();
    this.retrying = false;
    pressed.textContent = say("load_retry");
    this.draw(context);
    if (!pressed.isConnected) return;
    const [text] = this.live.children;
    this.live.replaceChildren(...(text ? [text] : []), make("p", {}, say("notice_failed")));
  }
}
