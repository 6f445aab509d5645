/** The player for AICC. */

import { start } from "../player";
import { aicc } from "../tracking/aicc";

start(aicc);
