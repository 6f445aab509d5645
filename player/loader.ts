/**
 * Pages by their scripts. A page's script is a classic `<script>` that calls `scormBuilderPage`
 * with the page's body: this works from file://, and in a frame sandboxed without its origin, where
 * `fetch` does not.
 */

import type { PageEntry } from "./course";

declare global {
  interface Window {
    scormBuilderPage?: (page: string, body: string) => void;
  }
}

export class Loader {
  private readonly bodies = new Map<string, string>();
  private readonly underWay = new Map<string, Promise<string>>();

  constructor() {
    window.scormBuilderPage = (page, body) => this.know(page, body);
  }

  /** A body that is there already. */
  know(page: string, body: string): void {
    this.bodies.set(page, body);
  }

  /** Whether a page can be shown without waiting. */
  has(page: string): boolean {
    return this.bodies.has(page);
  }

  /** The body of a page. Fails when its script cannot be had; a later call tries again. */
  load(page: PageEntry): Promise<string> {
    const body = this.bodies.get(page.id);
    if (body !== undefined) return Promise.resolve(body);
    const waiting = this.underWay.get(page.id);
    if (waiting) return waiting;
    const begun = this.request(page);
    this.underWay.set(page.id, begun);
    const over = () => void this.underWay.delete(page.id);
    begun.then(over, over);
    return begun;
  }

  private request(page: PageEntry): Promise<string> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = page.script;
      script.onload = () => {
        script.remove();
        const body = this.bodies.get(page.id);
        if (body === undefined) reject(new Error(`${page.script} did not bring its page`));
        else resolve(body);
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`${page.script} could not be loaded`));
      };
      document.head.append(script);
    });
  }
}
