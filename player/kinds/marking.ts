/** The script of the questions that are answered on a picture. */

import { startHotspot } from "../blocks/hotspot/hotspot";
import { startLabelling } from "../blocks/labelling/labelling";
import { startMeasure } from "../blocks/measure/measure";
import { startOutline } from "../blocks/outline/outline";
import type { HotspotData, MapData, MeasureData, OutlineData } from "../course";
import type { Starters } from "./kinds";

const STARTERS: Starters = {
  hotspot: (root, question, context, kit) =>
    startHotspot(root, question as HotspotData, context, kit),
  outline: (root, question, context, kit) =>
    startOutline(root, question as OutlineData, context, kit),
  measure: (root, question, context, kit) =>
    startMeasure(root, question as MeasureData, context, kit),
  labelling: (root, question, context, kit) =>
    startLabelling(root, question as MapData, context, kit),
};

window.scormBuilderKinds?.(STARTERS);
