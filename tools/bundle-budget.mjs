// The weight of the page: what a visitor downloads before the first run is on the screen, against a limit.
//
// First load = the entry chunks of dist/.vite/manifest.json, all they import statically, the workers that this
// code starts (Vite leaves workers out of its manifest, so they are found by their file name inside the code), and
// what those workers import statically. Everything else is loaded on demand and has no limit, but is shown.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** JavaScript of the first load, gzipped. 1 kB = 1000 bytes. */
export const firstLoadBytesMax = 200_000;

/**
 * @typedef {{ file: string, isEntry?: boolean, imports?: string[], css?: string[] }} ManifestChunk
 * @typedef {{ file: string, bytes: number, gzipBytes: number, first: boolean }} Weight
 */

/**
 * The JavaScript files of the first load, as paths relative to dist.
 *
 * @param {Record<string, ManifestChunk>} manifest
 * @param {ReadonlyMap<string, string>} sources path relative to dist → its code, for every script of dist
 * @returns {Set<string>}
 */
export function firstLoadFiles(manifest, sources) {
  const listed = new Set(Object.values(manifest).map((chunk) => chunk.file));
  const unlisted = [...sources.keys()].filter((file) => !listed.has(file));
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} file */
  const visit = (file) => {
    if (found.has(file) || !sources.has(file)) return;
    found.add(file);
    const code = sources.get(file) ?? "";
    for (const name of staticImports(code)) visit(join(file, "..", name).replaceAll("\\", "/"));
    for (const other of unlisted) if (startsWorker(code, other)) visit(other);
  };
  for (const chunk of Object.values(manifest)) if (chunk.isEntry === true) visit(chunk.file);
  return found;
}

/**
 * Relative addresses in `import … from "./x.js"`, `import "./x.js"` and `export … from "./x.js"`; not `import()`.
 *
 * @param {string} code minified or not
 * @returns {string[]}
 */
function staticImports(code) {
  const statement = /(?:\bfrom|\bimport)\s*(["'`])(\.[^"'`]+)\1/g;
  return [...code.matchAll(statement)].map((match) => match[2] ?? "");
}

/**
 * Whether the code names this file other than in an import: `new Worker(new URL("name", …))` in any spelling.
 *
 * @param {string} code
 * @param {string} file
 */
function startsWorker(code, file) {
  const name = file.split("/").at(-1) ?? file;
  const at = code.indexOf(name);
  return (
    at >= 0 &&
    /\bnew (?:Shared)?Worker\b/.test(code) &&
    !/import\(\s*["'`][^"'`]*$/.test(code.slice(Math.max(0, at - 80), at))
  );
}

/**
 * Weighs all scripts of a built page, heaviest first.
 *
 * @param {string} dist absolute
 * @returns {Weight[]}
 */
export function weigh(dist) {
  const manifestFile = join(dist, ".vite", "manifest.json");
  if (!existsSync(manifestFile)) throw new Error(`${manifestFile} is missing: build with build.manifest on`);
  const assets = join(dist, "assets");
  const names = existsSync(assets) ? readdirSync(assets).filter((name) => name.endsWith(".js")) : [];
  const sources = new Map(
    names.sort().map((name) => [`assets/${name}`, readFileSync(join(assets, name), "utf8")]),
  );
  const first = firstLoadFiles(JSON.parse(readFileSync(manifestFile, "utf8")), sources);
  return [...sources]
    .map(([file, code]) => ({
      file,
      bytes: Buffer.byteLength(code),
      gzipBytes: gzipSync(code, { level: 9 }).length,
      first: first.has(file),
    }))
    .sort(
      (a, b) => Number(b.first) - Number(a.first) || b.gzipBytes - a.gzipBytes || (a.file < b.file ? -1 : 1),
    );
}

/**
 * The table and the verdict.
 *
 * @param {readonly Weight[]} weights
 * @returns {{ text: string, withinBudget: boolean }}
 */
export function budgetReport(weights) {
  const first = weights.filter((weight) => weight.first);
  const total = first.reduce((sum, weight) => sum + weight.gzipBytes, 0);
  // An empty first load means that the entry was not found: that is no light page but a wrong reading.
  const withinBudget = first.length > 0 && total <= firstLoadBytesMax;
  const rows = weights.map(
    (weight) =>
      `  ${weight.first ? "first load" : "on demand "}  ${kilobytes(weight.gzipBytes)} gzip  ${kilobytes(weight.bytes)} raw  ${weight.file}`,
  );
  const verdict = `First load: ${kilobytes(total).trim()} gzip of at most ${kilobytes(firstLoadBytesMax).trim()}: ${withinBudget ? "within" : "OVER"} the budget.`;
  return { text: [...rows, verdict].join("\n"), withinBudget };
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
}
