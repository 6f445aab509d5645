/** The player for cmi5. */

import { start } from "../player";
import { cmi5 } from "../tracking/cmi5";

start(cmi5);
