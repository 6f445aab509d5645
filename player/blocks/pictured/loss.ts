/** A picture to answer on that cannot be loaded: it is said at its place, with a way to try again. */

import { announce } from "../../access/announce";
import { find, make } from "../../access/dom";
import { focusOn } from "../../access/focus";
import type { Say } from "../../strings/words";

/**
 * Watches the picture of a stage. `lost` is called with true when it cannot be loaded, and with
 * false when it could after all.
 */
export function watchLoss(stage: HTMLElement, say: Say, lost: (gone: boolean) => void): void {
  const image = find<HTMLImageElement>(stage, "img");
  if (!image) return;
  const retry = make("button", { type: "button", class: "button button-quiet" }, say("load_retry"));
  const text = `${say("image_lost")} ${say("image_lost_list")}`;
  const note = make("div", { class: "notice is-wrong" }, make("p", {}, text), make("p", {}, retry));
  let again = false;

  const fail = () => {
    // Said aloud only to who asked for it: the note stands where the picture would.
    if (again) announce(find(document, "#_announce"), say("image_lost"));
    again = false;
    if (note.parentNode) return;
    stage.parentElement?.after(note);
    lost(true);
  };
  const load = () => {
    again = false;
    if (!note.parentNode) return;
    const focused = note.contains(document.activeElement);
    note.remove();
    lost(false);
    if (focused) focusOn(stage);
  };
  retry.addEventListener("click", () => {
    again = true;
    image.src = image.getAttribute("src") ?? "";
  });
  image.addEventListener("error", fail);
  image.addEventListener("load", load);
  // It may have failed before anybody listened. One that is only wanted later is complete in some
  // browsers as well, with no width: decoding tells the two apart.
  if (image.complete && image.naturalWidth === 0) image.decode().catch(fail);
}
