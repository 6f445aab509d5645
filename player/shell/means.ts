/** What a session works with, in a browser. */

import type { CourseData } from "../course";
import { browserHost } from "../host";
import type { Means } from "../session";
import { browserCopies, noCopies } from "../tracking/copy";
import { browserLocks } from "../tracking/lock";
import { probe } from "../tracking/probe";

/** The browser's own, as the course wants them. */
export function browserMeans({ copy, probe: small }: CourseData): Means {
  const host = browserHost();
  const net = {
    // Where there is no fetch this throws, as a fetch that is refused does.
    fetch: (path: string, init: RequestInit) => window.fetch(path, init),
    after: host.after,
    online: host.online,
  };
  return {
    host,
    copies: copy.on ? browserCopies() : noCopies(),
    locks: browserLocks(),
    probe: probe(small.path, small.text, net),
  };
}
