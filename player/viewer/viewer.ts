/**
 * The viewer: a picture enlarged, in a dialog that fills the frame.
 *
 * The figure itself is moved into the dialog and back, whole. So there is one state of what is
 * shown and pinned, what is drawn on the picture stays on it, and a hotspot can be answered here.
 * The picture gets its size from its box, never from a scaled drawing: lines and numbers keep
 * theirs.
 */

import { announce } from "../access/announce";
import { find, make } from "../access/dom";
import { focusOn, keepFocus } from "../access/focus";
import { whenResized } from "../access/resized";
import type { PageContext } from "../blocks/part";
import type { Say } from "../strings/words";
import { AdjustPanel, type Adjustment, asFilter, isAdjusted, UNTOUCHED } from "./adjust";
import { startAlign } from "./align";
import { watchHands } from "./hands";
import { wishOf } from "./keys";
import { clearPane, drawPane, findPanes, type Pane } from "./panes";
import { paneAt, pointAt, pointIn } from "./panes";
import { standAt } from "./place";
import { drawScale } from "./scale";
import { type Act, Tools } from "./tools";
import * as shown from "./zoom";
import { type Point, type Room, type Two, type View } from "./zoom";

/** A figure or a hotspot question, and what was last set for it on this visit to its page. */
interface Subject {
  readonly root: HTMLElement;
  readonly opener: HTMLElement;
  adjustment: Adjustment;
}

/** What is to be put back when the viewer closes. */
interface Scene {
  readonly subject: Subject;
  /** Stands on the page as long as the figure is away, and is as large. */
  readonly place: HTMLElement;
  readonly scroll: Point;
  readonly screen: HTMLElement;
  /** The windows, one for each picture that stands beside the other: the first leads. */
  panes: readonly Pane[];
  view: View;
}

/** A heading that takes the focus when its dialog opens. */
const FOCUSED = { tabindex: -1, autofocus: true };

let viewer: Viewer | null = null;

/** Starts the buttons that figures and hotspot questions have in common: Enlarge and Align. */
export function startViewer(root: HTMLElement, context: PageContext): void {
  startAlign(root);
  const opener = find(root, "[data-do=enlarge]");
  const bar = find(root, ".fig-bar, .hs-enlarge");
  if (bar) bar.hidden = false;
  if (!opener || typeof HTMLDialogElement !== "function") return;
  const subject: Subject = { root, opener, adjustment: UNTOUCHED };
  opener.hidden = false;
  opener.addEventListener("click", () => {
    viewer ??= new Viewer(context.say);
    viewer.open(subject, context.signal);
  });
}

class Viewer {
  private readonly dialog: HTMLDialogElement;
  private readonly title = make("h2", { class: "viewer-title", id: "_viewer", ...FOCUSED });
  private readonly note = make("p", { class: "viewer-note" });
  private readonly body = make("div", { class: "viewer-body" });
  private readonly frame: HTMLElement;
  private readonly status = make("p", { class: "visually-hidden", role: "status" });
  private readonly tools: Tools;
  private readonly adjust: AdjustPanel;
  private scene: Scene | null = null;
  private later = 0;

  constructor(private readonly say: Say) {
    this.tools = new Tools(say, (act) => this.act(act));
    this.adjust = new AdjustPanel(say, (adjustment) => this.adjusted(adjustment));
    this.frame = make(
      "div",
      { class: "viewer-frame" },
      make(
        "div",
        { class: "viewer-top" },
        make("div", { class: "viewer-head" }, this.title, this.note),
        this.tools.element,
      ),
      this.tools.end,
      this.adjust.element,
      this.body,
      this.status,
    );
    keepFocus(this.frame);
    this.dialog = make("dialog", { class: "viewer" }, this.frame);
    document.body.append(this.dialog);
    this.showAdjust(false);
    this.listen();
  }

  open(subject: Subject, signal: AbortSignal): void {
    if (this.scene) return;
    const { root, opener } = subject;
    const screen = find(root, ".fig-screen");
    if (!screen) return;
    const place = make("div", { class: "viewer-place" });
    place.style.height = `${root.offsetHeight}px`;
    place.style.margin = getComputedStyle(root).margin;
    const scroll: Point = [window.scrollX, window.scrollY];
    const from = opener.getBoundingClientRect().top;
    this.title.textContent = find(root, ".fig-number, .q-title")?.textContent ?? "";
    this.dialog.setAttribute("aria-labelledby", root.getAttribute("aria-labelledby") ?? "_viewer");
    const other = root.matches(".hotspot") ? "question" : "text";
    const kind = root.matches(".fig-marked") ? "findings" : other;
    this.tools.name("text", this.say(`viewer_${kind}`));
    root.replaceWith(place);
    root.classList.add("is-viewed");
    root.tabIndex = 0;
    this.body.append(root);
    screen.tabIndex = 0;
    screen.setAttribute("role", "group");
    screen.setAttribute("aria-label", this.say("viewer_stage"));
    this.dialog.showModal();
    standAt(this.dialog, scroll[1] + from);
    this.turn();
    this.fold(this.narrow());
    const panes = findPanes(root);
    const [first] = panes;
    if (!first) throw new Error("a figure has no picture to enlarge");
    this.scene = { subject, place, scroll, screen, panes, view: shown.whole(first.room) };
    this.adjust.show(subject.adjustment);
    this.drawAdjustment();
    focusOn(this.title);
    signal.addEventListener("abort", () => this.close(), { once: true });
  }

  close(): void {
    const { scene } = this;
    if (!scene) return;
    this.scene = null;
    window.clearTimeout(this.later);
    const { subject, place, scroll, screen, panes } = scene;
    const { root, opener } = subject;
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    for (const name of ["tabindex", "role", "aria-label"]) screen.removeAttribute(name);
    for (const pane of panes) clearPane(pane);
    root.classList.remove("is-viewed");
    root.removeAttribute("tabindex");
    place.replaceWith(root);
    this.dialog.close();
    opener.focus({ preventScroll: true });
    window.scrollTo({ left: scroll[0], top: scroll[1], behavior: "auto" });
  }

  private listen(): void {
    const { dialog, body } = this;
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    dialog.addEventListener("close", () => this.close());
    window.addEventListener("beforeprint", () => this.close());
    const hold = (event: Event) => {
      const { target } = event;
      if (target instanceof Element && !target.closest(".is-viewed")) event.preventDefault();
    };
    dialog.addEventListener("wheel", hold, { passive: false });
    body.addEventListener("keydown", (event) => this.key(event));
    for (const type of ["click", "keyup", "input"]) {
      body.addEventListener(type, (event) => this.follow(event));
    }
    watchHands(body, ".fig-screen", {
      move: (by) => this.change((view, room) => shown.move(view, room, by)),
      pinch: (from, to) => {
        const pane = paneAt(this.scene?.panes ?? [], from[0]);
        const inside = ([one, other]: Two): Two => [pointIn(pane, one), pointIn(pane, other)];
        this.change((view, room) => shown.pinch(view, room, inside(from), inside(to)));
      },
      zoom: (factor, at) => {
        const point = pointAt(this.scene?.panes ?? [], at);
        this.change((view, room) => shown.zoom(view, room, view.scale * factor, point));
      },
      twice: (at) => this.twice(at),
      leaves: (event) => this.leaves(event),
    });
    whenResized([this.frame, body], () => this.fit());
  }

  private act(wanted: Act): void {
    // A quarter of the window.
    const pan = (x: number, y: number) =>
      this.change((view, room) => {
        return shown.move(view, room, [(x * room.width) / 4, (y * room.height) / 4]);
      });
    switch (wanted) {
      case "close":
        return this.close();
      case "in":
      case "out":
        return this.change((view, room) => shown.step(view, room, wanted === "in" ? 1 : -1), true);
      case "fit":
        return this.change((_, room) => shown.whole(room), true);
      case "full":
        return this.change((view, room) => shown.zoom(view, room, 1), true);
      case "left":
      case "right":
        return pan(wanted === "left" ? 1 : -1, 0);
      case "up":
      case "down":
        return pan(0, wanted === "up" ? 1 : -1);
      case "adjust":
      case "text":
        return this.toggle(wanted);
      case "screen":
        return this.toggleScreen();
    }
  }

  /** Keys on the picture. Those that move the cross of a question are taken by it before. */
  private key(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof Element) || !target.closest(".fig-screen")) return;
    const wish = event.defaultPrevented || target.matches("input, button") ? null : wishOf(event);
    if (!wish) return;
    event.preventDefault();
    if (typeof wish === "string") this.act(wish);
    else this.change((view, room) => shown.move(view, room, wish));
  }

  /** What a press or a key has brought up, beside or on the picture, comes into view. */
  private follow({ target, type }: Event): void {
    const { scene } = this;
    if (!scene || !(target instanceof Element) || target === scene.screen) return;
    this.fit(); // two pictures may stand side by side now, or no longer
    const { root } = scene.subject;
    const onPicture = target.closest(".fig-screen") !== null;
    if (onPicture && type === "click") return; // it is where it was pressed
    const drawn = ".fig-screen .is-on:not(.is-away) .line";
    const finding = onPicture ? null : find<Element>(root, drawn);
    const thing = find<Element>(root, ".cross:is(.is-aimed, .is-chosen)") ?? finding;
    if (!thing) return;
    const pane = scene.panes.find((each) => each.element.contains(thing));
    if (!pane) return;
    const { left, top, right, bottom } = thing.getBoundingClientRect();
    const start = pointIn(pane, [left, top]);
    const end = pointIn(pane, [right, bottom]);
    this.change((view, room) => {
      const own = shown.alike(view, room, pane.room);
      return shown.alike(shown.reveal(own, pane.room, start, end), pane.room, room);
    });
  }

  /** A slider's divider is dragged by itself; slices turn under a finger once they are to. */
  private leaves(event: PointerEvent): boolean {
    const { scene } = this;
    if (!scene) return true;
    const { root } = scene.subject;
    if (find(root, ".is-scrolling")) return event.pointerType !== "mouse";
    const divider = find(root, ".cmp-divider")?.getBoundingClientRect();
    if (!divider?.width) return false;
    const near = Math.abs(event.clientX - divider.left) < 24;
    return near || !this.body.classList.contains("is-movable");
  }

  private twice(at: Point): void {
    // In a question each click is an answer.
    if (this.scene?.subject.root.matches(".hotspot")) return;
    const point = pointAt(this.scene?.panes ?? [], at);
    this.change((view, room) => {
      const whole = shown.isWhole(view, room);
      return whole ? shown.zoom(view, room, 2.5 * view.scale, point) : shown.whole(room);
    });
  }

  /** `asked`: by a button or a key, which is answered even where nothing changes. */
  private change(next: (view: View, room: Room) => View, asked = false): void {
    const { scene } = this;
    if (!scene) return;
    const [first] = scene.panes;
    if (!first) return;
    const before = scene.view;
    scene.view = next(before, first.room);
    this.draw();
    if (asked || before.scale !== scene.view.scale) this.tell();
  }

  /** Once for each action, though a wheel turns and fingers move in many small steps. */
  private tell(): void {
    window.clearTimeout(this.later);
    const n = Math.round(100 * (this.scene?.view.scale ?? 1));
    const words = this.say("viewer_zoomed", { n });
    this.later = window.setTimeout(() => announce(this.status, words), 250);
  }

  private toggle(panel: "adjust" | "text"): void {
    const adjusts = panel === "adjust";
    const opens = adjusts ? !!this.adjust.element.hidden : this.body.matches(".is-folded");
    // Where there is little room, the sliders and the text take turns.
    const turns = opens && this.narrow();
    if (adjusts || turns) this.showAdjust(adjusts && opens);
    if (!adjusts || turns) this.fold(adjusts || !opens);
    this.fit();
  }

  private showAdjust(open: boolean): void {
    this.adjust.element.hidden = !open;
    this.tools.expand("adjust", open);
  }

  private adjusted(adjustment: Adjustment): void {
    if (!this.scene) return;
    this.scene.subject.adjustment = adjustment;
    this.drawAdjustment();
  }

  private drawAdjustment(): void {
    const adjustment = this.scene?.subject.adjustment ?? UNTOUCHED;
    this.body.style.setProperty("--adjust", asFilter(adjustment));
    this.draw();
  }

  private toggleScreen(): void {
    // A dialog itself cannot be the element that fills the screen.
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.frame.requestFullscreen().catch(() => undefined);
  }

  private fold(folded: boolean): void {
    this.body.classList.toggle("is-folded", folded);
    this.tools.expand("text", !folded);
  }

  /** Text stands beside the picture where the frame is wider than it is high, else below it. */
  private turn(): void {
    const { clientWidth, clientHeight } = this.frame;
    this.body.classList.toggle("is-upright", clientWidth <= clientHeight);
  }

  /** Whether the picture would be left too little room beside the text. */
  private narrow(): boolean {
    const { clientWidth, clientHeight } = this.body;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return clientWidth > clientHeight ? clientWidth < 52 * rem : clientHeight < 45 * rem;
  }

  /** The window has another size, the text was folded, or there are more windows or fewer. */
  private fit(): void {
    const { scene } = this;
    const before = scene?.panes[0];
    if (!scene || !before) return;
    this.turn();
    const panes = findPanes(scene.subject.root);
    const after = panes[0];
    if (!after) return;
    for (const pane of scene.panes) {
      if (!panes.some(({ element }) => element === pane.element)) clearPane(pane);
    }
    scene.view = shown.resize(scene.view, before.room, after.room);
    scene.panes = panes;
    this.draw();
  }

  private draw(): void {
    const { scene } = this;
    const first = scene?.panes[0];
    if (!scene || !first) return;
    const { view } = scene;
    const { room } = first;
    for (const pane of scene.panes) {
      const width = drawPane(pane, shown.alike(view, room, pane.room));
      drawScale(pane.element, width, this.say);
    }
    const [sideways, upright] = shown.moves(view, room);
    const [least, most] = shown.limits(room);
    this.tools.dim([
      ...(view.scale <= least ? ["out" as const] : []),
      ...(view.scale >= most ? ["in" as const] : []),
      ...(sideways ? [] : (["left", "right"] as const)),
      ...(upright ? [] : (["up", "down"] as const)),
    ]);
    this.body.classList.toggle("is-movable", sideways || upright);
    const percent = this.say("viewer_percent", { n: Math.round(100 * view.scale) });
    const mark = make("strong", {}, this.say("viewer_adjusted"));
    this.note.replaceChildren(percent, " ", isAdjusted(scene.subject.adjustment) ? mark : "");
    const image = find<HTMLImageElement>(scene.screen, ".fig-stage img");
    if (image) this.tools.link.href = image.currentSrc || image.src;
  }
}
