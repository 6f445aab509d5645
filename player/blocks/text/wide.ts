/** Tables and formulas that are wider than the page scroll, and only then take the focus. */

import { whenResized } from "../../access/resized";
import type { StartPart } from "../part";

export const startWide: StartPart = (element, { signal }) => {
  const fit = (): void => {
    const wide = element.scrollWidth > element.clientWidth + 1;
    if (wide) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
    // A name stays allowed, without another landmark on the page.
    if (element.hasAttribute("role")) element.setAttribute("role", wide ? "region" : "group");
  };
  whenResized([element], fit, signal);
};
