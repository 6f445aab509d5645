/** The player for SCORM 1.2. */

import { start } from "../player";
import { scorm12 } from "../tracking/scorm12";

start(scorm12);
