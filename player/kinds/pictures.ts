/**
 * The script of all that shows a picture: figures, two to compare, stacks; and the viewer, which the
 * pictures of questions open in as well.
 */

import { startCompare } from "../blocks/compare/compare";
import { startFigure } from "../blocks/figure/figure";
import { startWindows } from "../blocks/figure/windows";
import { startStack } from "../blocks/stack/stack";
import { startViewer } from "../viewer/viewer";
import { bring } from "./kinds";

bring({
  parts: [
    [".fig-marked:not(.compare):not(.stack)", startFigure],
    [".fig-windowed", startWindows],
    [".compare", startCompare],
    [".stack", startStack],
    [".fig, .hotspot", startViewer],
  ],
});
