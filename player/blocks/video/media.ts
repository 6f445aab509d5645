/** Audio and video: the browser plays them; what is done here is for when it cannot. */

import { find, findAll } from "../../access/dom";
import type { StartPart } from "../part";

export const startMedia: StartPart = (root, { signal }) => {
  const player = find<HTMLMediaElement>(root, "video, audio");
  const transcript = find<HTMLDetailsElement>(root, "details");
  if (!player || !transcript) return;
  const tell = (name: string) => {
    const line = find(root, `[data-${name}]`);
    if (line) line.hidden = false;
  };
  // A page from file:// is allowed to play a video and not to read its captions.
  if (window.location.protocol === "file:") tell("no-captions");
  const fails = () => {
    tell("fault");
    transcript.open = true;
  };
  // The last file's error says that none of them can be played; it does not bubble.
  findAll(player, "source").pop()?.addEventListener("error", fails);
  player.addEventListener("error", fails);
  // Browsers leave closed details out of print.
  let closed = false;
  const printing = () => {
    closed = !transcript.open;
    transcript.open = true;
  };
  window.addEventListener("beforeprint", printing, { signal });
  window.addEventListener("afterprint", () => (transcript.open = !closed), { signal });
};
