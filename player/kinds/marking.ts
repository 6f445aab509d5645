/** The script of the questions that are answered on a picture. */

import { startHotspot } from "../blocks/hotspot/hotspot";
import type { HotspotData } from "../course";
import type { Starters } from "./kinds";

const STARTERS: Starters = {
  hotspot: (root, question, context, kit) =>
    startHotspot(root, question as HotspotData, context, kit),
};

window.scormBuilderKinds?.(STARTERS);
