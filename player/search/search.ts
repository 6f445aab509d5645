/** The script of the search. The builder writes the index behind it, which it hands over. */

import { startSearch } from "./panel";

declare global {
  interface Window {
    scormBuilderIndex?: (index: unknown) => void;
  }
}

window.scormBuilderIndex = (index) => window.scormBuilderSearch?.(startSearch, index);
