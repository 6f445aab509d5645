/**
 * A script of its own, run before anything is painted: who reads in the dark is not shown a white
 * page first. The player's script comes too late for that on a slow line, and a script in the page
 * itself is what some hosts forbid.
 */

import { recall } from "./choices";

recall();
