/** What the course shows of an attempt besides its pages. */

import type { Attempt } from "../attempt";
import type { CourseData } from "../course";
import type { DIAGNOSIS, View } from "../navigation";
import type { Session } from "../session";
import type { Say } from "../strings/words";
import { drawCertificate } from "./certificate";
import { drawPractice } from "./practice";
import { drawResults } from "./results";

/** What these views are given. */
export interface ViewContext {
  readonly course: CourseData;
  readonly session: Session;
  readonly attempt: Attempt;
  readonly say: Say;
  /** The name of a page. */
  name(page: string): string;
  /** Show a page or a view. */
  show(name: string): void;
  /**
   * A question of a page that may be another than the one shown, as the builder wrote it and
   * started: for practice when `practised` is given, which is told whether it was right at once.
   */
  question(page: string, question: string, practised: (right: boolean) => void): Promise<HTMLElement>;
}

/** Draws a view of the attempt as it stands. */
export type DrawView = (view: Exclude<View, typeof DIAGNOSIS>, context: ViewContext) => HTMLElement | Promise<HTMLElement>;

export const drawView: DrawView = (view, context) => {
  switch (view) {
    case "_results":
      return drawResults(context);
    case "_practice":
      return drawPractice(context);
    case "_certificate":
      return drawCertificate(context);
  }
};
