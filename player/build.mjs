/**
 * Bundles the player: one classic script for each file in `entries/`, one style sheet, and the
 * test LMS and the gallery that preview serves. The same sources give the same bytes.
 *
 *     node build.mjs [folder]      writes into `folder`, or `dist` beside this file
 *
 * Classic scripts, because module scripts load neither from file:// nor in a frame sandboxed
 * without its origin. ASCII, because some hosts serve scripts without naming their encoding.
 */

import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
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
const script = { ...shared, format: "iife", platform: "browser", target: "es2020" };
// Fonts and pictures stay files of the theme; the sheet only points at them.
const sheet = { ...shared, target: ["chrome90", "firefox90", "safari14.1"], external: ["*.woff2"] };

const entries = (await readdir(join(here, "entries")))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => basename(name, ".ts"))
  .sort();

/** Writes a file whole or not at all, and only when it changes: others may be reading it. */
async function put(path, bytes) {
  const before = await readFile(path).catch(() => null);
  if (before?.equals(bytes)) return;
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
}

async function bundle(options, entry, name) {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [entry],
    outfile: join(out, name),
    write: false,
  });
  await Promise.all(outputFiles.map((file) => put(file.path, Buffer.from(file.contents))));
}

await mkdir(out, { recursive: true });

await Promise.all([
  ...entries.map((name) => bundle(script, `entries/${name}.ts`, `player-${name}.js`)),
  bundle(script, "search/search.ts", "search.js"),
  bundle(script, "kinds/marking.ts", "marking.js"),
  bundle(script, "kinds/forms.ts", "forms.js"),
  bundle(script, "kinds/pictures.ts", "pictures.js"),
  bundle(script, "results/script.ts", "results.js"),
  bundle(script, "diagnosis/script.ts", "diagnosis.js"),
  bundle(script, "shell/look.ts", "look.js"),
  bundle(sheet, "player.css", "player.css"),
  ...["lms", "gallery"].flatMap((name) => [
    bundle(script, `lms/${name}.ts`, `${name}.js`),
    bundle(sheet, `lms/${name}.css`, `${name}.css`),
    readFile(join(here, `lms/${name}.html`)).then((page) => put(join(out, `${name}.html`), page)),
  ]),
]);
