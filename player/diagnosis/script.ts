/** The script of all that is said of the connection. */

import { Connection } from "../shell/connection";
import { leave } from "../shell/leave";
import { askToTake } from "../shell/offer";
import type { Desk } from "./desk";
import { drawDiagnosis } from "./page";

const connection = new Connection();
let leaving = false;

const desk: Desk = {
  draw: (context) => connection.draw(context),
  offered: askToTake,
  async leave(context) {
    if (leaving) return;
    leaving = true;
    try {
      await leave(context, (message) => {
        connection.farewell = message;
        connection.draw(context);
      });
    } finally {
      leaving = false;
    }
  },
  view: drawDiagnosis,
};

window.scormBuilderDiagnosis?.(desk);
