/** The script of the questions that are answered in a form. */

import { startMatching } from "../blocks/matching/matching";
import { startNumeric } from "../blocks/numeric/numeric";
import { startOrdering } from "../blocks/ordering/ordering";
import { startReflection } from "../blocks/reflection/reflection";
import { startShortText } from "../blocks/short_text/short_text";
import type {
  MapData,
  NumericData,
  OrderData,
  ReflectionData,
  ShortTextData,
} from "../course";
import type { Starters } from "./kinds";

const STARTERS: Starters = {
  matching: (root, question, context, kit) =>
    startMatching(root, question as MapData, context, kit),
  ordering: (root, question, context, kit) =>
    startOrdering(root, question as OrderData, context, kit),
  numeric: (root, question, context, kit) =>
    startNumeric(root, question as NumericData, context, kit),
  short_text: (root, question, context, kit) =>
    startShortText(root, question as ShortTextData, context, kit),
  reflection: (root, question, context, kit) =>
    startReflection(root, question as ReflectionData, context, kit),
};

window.scormBuilderKinds?.(STARTERS);
