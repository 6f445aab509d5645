/**
 * What the player loads when it is wanted: pages with the kinds of question on them, languages, the
 * search, the results. Each is a classic `<script>` that hands over its values by a call: this works
 * from file://, and in a frame sandboxed without its origin, where `fetch` does not.
 */

/** A page of the course, or an extra one. */
export interface Loadable {
  readonly id: string;
  readonly script: string;
  /** Scripts that its questions and its pictures need. */
  readonly parts?: readonly string[];
}

type Take = (...values: unknown[]) => void;

declare global {
  interface Window {
    /** A page: its id and its body. */
    scormBuilderPage?: Take;
    /** A language: its tag, what stands in the body, the data of the course. */
    scormBuilderLanguage?: Take;
    /** The search: what starts it, and the index. */
    scormBuilderSearch?: Take;
    /** Kinds of question and of part: how each is started. */
    scormBuilderKinds?: Take;
    /** The results: what draws them. */
    scormBuilderResults?: Take;
    /** The notices and the diagnosis of the connection: what draws them. */
    scormBuilderDiagnosis?: Take;
  }
}

export class Loader {
  private readonly brought = new Map<string, readonly unknown[]>();
  private readonly underWay = new Map<string, Promise<readonly unknown[]>>();

  constructor() {
    // By the script that calls: pages of two languages have one id.
    const take: Take = (...values) => {
      const script = document.currentScript?.getAttribute("src");
      if (script) this.brought.set(script, values);
    };
    window.scormBuilderPage = take;
    window.scormBuilderLanguage = take;
    window.scormBuilderSearch = take;
    window.scormBuilderKinds = take;
    window.scormBuilderResults = take;
    window.scormBuilderDiagnosis = take;
  }

  /** The body of a page that is there already. */
  know(page: Loadable, body: string): void {
    this.brought.set(page.script, [page.id, body]);
  }

  /** What a script handed over that is there. Throws when it is not. */
  held(script: string): readonly unknown[] {
    const values = this.brought.get(script);
    if (!values) throw new Error(`${script} was not loaded`);
    return values;
  }

  /** The body of a page, without the other scripts that it needs. */
  async page(page: Loadable): Promise<string> {
    return String((await this.load(page.script))[1]);
  }

  /** The body of a page, when every other script that it needs is there too. */
  async whole(page: Loadable): Promise<string> {
    const parts = (page.parts ?? []).map((part) => this.load(part));
    const [body] = await Promise.all([this.page(page), ...parts]);
    return body;
  }

  /** Whether a page need not be waited for. */
  ready(page: Loadable): boolean {
    return [page.script, ...(page.parts ?? [])].every((script) => this.brought.has(script));
  }

  /** What a script hands over. Fails when it cannot be had; a later call tries again. */
  load(script: string): Promise<readonly unknown[]> {
    const values = this.brought.get(script);
    if (values) return Promise.resolve(values);
    const waiting = this.underWay.get(script);
    if (waiting) return waiting;
    const begun = this.request(script);
    this.underWay.set(script, begun);
    const over = () => void this.underWay.delete(script);
    begun.then(over, over);
    return begun;
  }

  private request(src: string): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.setAttribute("src", src);
      script.onload = () => {
        script.remove();
        const values = this.brought.get(src);
        if (values) resolve(values);
        else reject(new Error(`${src} brought nothing`));
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`${src} could not be loaded`));
      };
      document.head.append(script);
    });
  }
}
