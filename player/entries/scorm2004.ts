/** The player for SCORM 2004. */

import { start } from "../player";
import { scorm2004 } from "../tracking/scorm2004";

start(scorm2004);
