/** The player on its own: nothing is recorded anywhere. */

import { start } from "../player";
import { local } from "../tracking/local";

start(local);
