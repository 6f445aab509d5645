/**
 * Bundles the player: one classic script for each file in `entries/`, one style sheet, and the
 * test LMS that preview serves. The same sources give the same bytes.
 *
 *     node build.mjs [folder]      writes into `folder`, or `dist` beside this file
 *
 * Classic scripts, because module scripts load neither from file:// nor in a frame sandboxed
 * without its origin. ASCII, because some hosts serve scripts without naming their encoding.
 */

import { copyFile, mkdir, readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = resolve(process.argv[2] ?? join(here, "dist"));

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "none",
  charset: "ascii",
  logLevel: "warning",
};
const script = { ...shared, format: "iife", platform: "browser", target: "es2019" };
// Fonts and pictures stay files of the theme; the sheet only points at them.
const sheet = { ...shared, target: ["chrome90", "firefox90", "safari14"], external: ["*.woff2"] };

const entries = (await readdir(join(here, "entries")))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => basename(name, ".ts"))
  .sort();

await mkdir(out, { recursive: true });

await Promise.all([
  ...entries.map((name) =>
    build({
      ...script,
      entryPoints: [`entries/${name}.ts`],
      outfile: join(out, `player-${name}.js`),
    }),
  ),
  existsSync(join(here, "player.css")) &&
    build({ ...sheet, entryPoints: ["player.css"], outfile: join(out, "player.css") }),
  build({ ...script, entryPoints: ["lms/lms.ts"], outfile: join(out, "lms.js") }),
  build({ ...sheet, entryPoints: ["lms/lms.css"], outfile: join(out, "lms.css") }),
  copyFile(join(here, "lms/lms.html"), join(out, "lms.html")),
]);
