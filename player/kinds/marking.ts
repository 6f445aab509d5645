/** The script of the questions that are answered on a picture. */

import { HotspotInput } from "../blocks/hotspot/hotspot";
import { Labels } from "../blocks/labelling/labelling";
import { MeasureInput } from "../blocks/measure/measure";
import { OutlineInput } from "../blocks/outline/outline";
import { bring, startsWith } from "./kinds";

bring({
  questions: {
    hotspot: startsWith(HotspotInput),
    outline: startsWith(OutlineInput),
    measure: startsWith(MeasureInput),
    labelling: startsWith(Labels),
  },
});
