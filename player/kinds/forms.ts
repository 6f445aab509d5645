/** The script of the questions that are answered in a form. */

import type { Starters } from "./kinds";

const STARTERS: Starters = {};

window.scormBuilderKinds?.(STARTERS);
