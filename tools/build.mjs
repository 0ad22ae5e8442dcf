// `npm run build`: the page into dist/, then its weight against the budget. Also answers, for the other launchers,
// whether dist/ still belongs to the sources.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { budgetReport, weigh } from "./bundle-budget.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { ensureInstalled } from "./install.mjs";
import { installed, root, run } from "./project.mjs";

/** Absolute path of the built page. */
export const dist = join(root, "dist");

/** Written after a good build only; Vite empties dist/ first, so a broken build leaves none. */
const stampFile = join(dist, ".vite", "fingerprint");

/** Everything that a built page depends on. */
const sources = [
  ...["index.html", "src", "public", "vite.config.ts", "package.json", "package-lock.json"],
  ...["tools/page-plugins.mjs", "tools/service-worker.js"],
];

/** Whether dist/ is there and was built from these very sources. */
export function isBuilt() {
  if (!existsSync(join(dist, "index.html")) || !existsSync(stampFile)) return false;
  return readFileSync(stampFile, "utf8") === fingerprint(root, sources);
}

/**
 * Builds the page.
 *
 * @param {readonly string[]} [args] more options for `vite build`
 * @returns {Promise<number>} the exit code
 */
export async function build(args = []) {
  // Taken before the build: a file that is edited meanwhile makes the result stale, not fresh.
  const before = fingerprint(root, sources);
  const code = await run(installed("vite", ["build", ...args]));
  if (code === 0) writeFileSync(stampFile, before);
  return code;
}

/**
 * Prints what the built page weighs.
 *
 * @returns {number} the exit code: 1 when the first load is over its budget
 */
export function checkBudget() {
  const { text, withinBudget } = budgetReport(weigh(dist));
  process.stdout.write(`${text}\n`);
  return withinBudget ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
  process.exitCode = (await build(process.argv.slice(2))) || checkBudget();
}
