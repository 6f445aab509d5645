/**
 * A labelling question: a label for each place on a picture. Either from the list in each place's
 * row, or with mouse or finger: a label, then its place, or the other way round. The lists hold the
 * answer; labels and places on the picture only set them, and stay out of the tab order.
 */

import { announce } from "../../access/announce";
import { find, findAll, make, svg } from "../../access/dom";
import type { MapData } from "../../course";
import { Rows } from "../matching/rows";
import { watchLoss } from "../pictured/loss";
import type { PageContext } from "../part";

const SIGNS = { "is-right": "M8 -9l3 3 5 -6", "is-wrong": "M8.5 -12l6 6M14.5 -12l-6 6" };

export class Labels extends Rows {
  private readonly labels: HTMLElement[];
  private readonly places: HTMLElement[];
  private readonly how: HTMLElement | null;
  /** What waits for its other half; -1 for nothing. */
  private label = -1;
  private place = -1;
  private locked = false;

  constructor(form: HTMLFormElement, data: MapData, context: PageContext, changed: () => void) {
    super(form, data, context, changed);
    this.how = find(form, "[data-how]");
    this.labels = findAll(form, "[data-choice]").map((entry) => {
      const index = Number(entry.dataset["choice"]);
      const attributes = { type: "button", class: "button button-quiet", tabindex: -1 };
      const button = make("button", { ...attributes, "data-label": index }, this.name(index));
      button.addEventListener("click", () => this.takeLabel(index));
      return button;
    });
    this.places = findAll(form, ".badge").map((badge, index) => {
      const attributes = { type: "button", class: "badge place", tabindex: -1, "data-place": index };
      const button = make("button", { ...attributes, style: badge.getAttribute("style") ?? "" });
      badge.removeAttribute("style");
      badge.setAttribute("class", "slot-1");
      badge.replaceWith(button);
      button.append(badge);
      return button;
    });
    const group = find(form, "[data-labels]");
    group?.append(...this.labels);
    if (group) group.hidden = false;
    find(form, "[data-stage]")?.addEventListener("click", ({ target }) => {
      const at = target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;
      if (at) this.takePlace(Number(at.dataset["place"]));
    });
    // The row that is worked at, shown on the picture.
    form.addEventListener("focusin", () => this.drawn());
    form.addEventListener("focusout", () => this.drawn());
    if (this.how) this.how.hidden = false;
    const stage = find(form, "[data-stage]");
    if (stage) watchLoss(stage, context.say, (gone) => this.lost(gone));
    this.drawn();
  }

  /** Without the picture there are only the lists. */
  private lost(gone: boolean): void {
    this.label = this.place = -1;
    const off = gone || this.locked;
    for (const button of this.places) (button as HTMLButtonElement).disabled = off;
    for (const each of [this.how, find(this.form, "[data-labels]")]) if (each) each.hidden = off;
    this.drawn();
  }

  override lock(): void {
    super.lock();
    this.locked = true;
    this.label = this.place = -1;
    for (const button of this.places) (button as HTMLButtonElement).disabled = true;
    for (const each of [this.how, find(this.form, "[data-labels]")]) if (each) each.hidden = true;
    this.drawn();
  }

  private takeLabel(label: number): void {
    if (this.place >= 0) return this.put(this.place, label);
    this.label = this.label === label ? -1 : label;
    this.tell(this.label < 0 ? "" : this.context.say("label_chosen", { label: this.name(label) }));
  }

  private takePlace(place: number): void {
    if (this.selects[place]?.disabled) return;
    if (this.label >= 0) return this.put(place, this.label);
    this.place = this.place === place ? -1 : place;
    this.tell(this.place < 0 ? "" : this.context.say("place_chosen", { n: place + 1 }));
  }

  private put(place: number, label: number): void {
    this.choose(place, label);
    this.label = this.place = -1;
    this.changed();
    this.tell("", this.called(place));
  }

  private called(place: number): string {
    const label = this.name(Number(this.selects[place]?.value || -1));
    return this.context.say(label ? "place_has" : "place_free", { n: place + 1, label });
  }

  /** What is to be done next, or else how it is done; and what was done, for the ear alone. */
  private tell(next: string, done = next): void {
    if (this.how) this.how.textContent = next || this.context.say("label_how");
    if (done) announce(find(document, "#_announce"), done);
    this.drawn();
  }

  protected override drawn(): void {
    const used = this.selects.map(({ value }) => value);
    for (const button of this.labels) {
      const index = button.dataset["label"] ?? "";
      button.setAttribute("aria-pressed", String(Number(index) === this.label));
      button.classList.toggle("is-used", used.includes(index));
    }
    this.places.forEach((button, place) => {
      const on = place === this.place;
      button.setAttribute("aria-pressed", String(on));
      button.setAttribute("aria-label", this.called(place));
      const select = this.selects[place];
      button.classList.toggle("is-on", on || document.activeElement === select);
      button.classList.toggle("is-free", !select?.value);
      this.sign(button, this.verdict(place));
    });
  }

  /** A tick or a cross at the number, by its shape. */
  private sign(button: HTMLElement, verdict: string): void {
    find(button, "g")?.remove();
    const d = verdict in SIGNS ? SIGNS[verdict as keyof typeof SIGNS] : "";
    if (!d) return;
    const disc = svg("circle", { cx: 11.5, cy: -9, r: 7.5 });
    find(button, "svg")?.append(svg("g", { class: "sign" }, disc, svg("path", { d })));
  }
}
