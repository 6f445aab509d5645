/**
 * One picture out of several on one stage: loaded and decoded ahead, so that nothing flashes, and
 * words where one cannot be loaded.
 */

import { find, make } from "../../access/dom";
import type { Say } from "../../strings/words";

export class Screen {
  private readonly image: HTMLImageElement;
  private readonly kept = new Map<string, HTMLImageElement>();
  private readonly lost = new Set<string>();
  private readonly note = make("p", { class: "fig-note", dir: "auto", hidden: true });
  private wanted: string;
  private name = "";

  constructor(
    stage: HTMLElement,
    private readonly say: Say,
  ) {
    this.image = find<HTMLImageElement>(stage, "img") ?? stage.appendChild(make("img"));
    this.image.decoding = "sync";
    this.wanted = this.image.getAttribute("src") ?? "";
    this.image.addEventListener("error", () => this.fail());
    stage.append(this.note);
  }

  /** What the picture on the stage is called where words stand in for it. */
  call(name: string): void {
    this.name = name;
    if (this.image.complete && this.image.src && !this.image.naturalWidth) this.fail();
  }

  /** Whether a picture can be shown at once. */
  has(path: string): boolean {
    return !!this.kept.get(path)?.naturalWidth;
  }

  /** Whether nothing was tried for a picture yet. */
  lacks(path: string): boolean {
    return !this.kept.has(path) && !this.lost.has(path);
  }

  /** Loads and decodes a picture; whether that worked. */
  async load(path: string): Promise<boolean> {
    let picture = this.kept.get(path);
    if (!picture) {
      picture = new Image();
      picture.src = path;
      this.kept.set(path, picture);
    }
    try {
      await picture.decode();
      this.lost.delete(path);
      return true;
    } catch {
      this.kept.delete(path);
      this.lost.add(path);
      return false;
    }
  }

  /** Lets go of every picture that is not among `paths`. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.kept.keys()) if (!paths.has(path)) this.kept.delete(path);
  }

  /** Shows a picture as soon as it is there. Until then, what it is called stands in its place. */
  async show(path: string, name: string): Promise<void> {
    this.name = name;
    if (path === this.wanted && this.note.hidden) return;
    this.wanted = path;
    if (!this.has(path)) {
      this.write("picture_loading");
      const there = await this.load(path);
      if (this.wanted !== path) return;
      if (!there) return this.fail();
    }
    this.image.removeAttribute("srcset");
    this.image.src = path;
    this.image.classList.remove("is-gone");
    this.note.hidden = true;
  }

  private fail(): void {
    this.image.classList.add("is-gone");
    this.write("picture_lost");
  }

  private write(word: "picture_loading" | "picture_lost"): void {
    this.note.textContent = this.say(word, { name: this.name });
    this.note.classList.toggle("is-late", word === "picture_loading");
    this.note.hidden = false;
  }
}
