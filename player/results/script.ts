/** The script of the results, the certificate and practice. */

import { drawView } from "./views";

window.scormBuilderResults?.(drawView);
