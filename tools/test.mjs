// `npm test`: everything that must hold, on a machine that may have nothing but Node. Runs every stage even when an
// earlier one failed, and closes with the line `N passed, N failed`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, checkBudget } from "./build.mjs";
import { runSpecs, specFiles } from "./e2e.mjs";
import { ensureInstalled } from "./install.mjs";
import { installed, root, run } from "./project.mjs";
import { countPlaywright, countStage, countVitest, readReport } from "./test-report.mjs";

await ensureInstalled();

const reports = mkdtempSync(join(tmpdir(), "mabeam-live-"));
let pageBuilt = false;

/** Biome takes no notice of NO_COLOR. */
const colours = process.stdout.isTTY ? "--colors=force" : "--colors=off";

/** Runs that engines are compared by: each scenario in two ways, each way twice or more. */
const engineRuns = 12;

/** @type {readonly [name: string, stage: () => Promise<import("./test-report.mjs").Count>][]} */
const stages = [
  ["lint", async () => countStage(await run(installed("biome", ["ci", colours, "."])))],
  ["types", async () => countStage(await run(installed("tsc", ["-b"])))],
  ["unit, property, golden, conformance", runVitest],
  ["build and bundle budget", buildPage],
  ["browser", runBrowserTests],
  ["engines", runEngines],
];

const startedAtMs = Date.now();
/** @type {({ name: string, seconds: number } & import("./test-report.mjs").Count)[]} */
const rows = [];
for (const [name, stage] of stages) {
  process.stdout.write(`\n=== ${name}\n`);
  const stageStartedAtMs = Date.now();
  const count = await stage().catch((error) => {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    return countStage(1);
  });
  const seconds = (Date.now() - stageStartedAtMs) / 1000;
  rows.push({ name, seconds, ...count });
  process.stdout.write(`=== ${name}: ${count.failed === 0 ? "done" : "FAILED"} in ${seconds.toFixed(1)} s\n`);
}
rmSync(reports, { recursive: true, force: true });
summarise();

async function runVitest() {
  const file = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run(installed("vitest", args));
  return countVitest(readReport(file), code);
}

async function buildPage() {
  const code = await build();
  pageBuilt = code === 0;
  return countStage(code || checkBudget());
}

async function runBrowserTests() {
  const specs = specFiles();
  if (specs.length === 0) {
    process.stdout.write("There are no browser tests yet: e2e/ holds no *.spec.ts.\n");
    return { passed: 0, failed: 0, skipped: 0 };
  }
  if (!pageBuilt) throw new Error("The page was not built, so the browser tests could not run.");
  const file = join(reports, "playwright.json");
  const code = await runSpecs(["--reporter=list,json"], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return countPlaywright(readReport(file), code);
}

/** Equal hashes in every engine that is here, Chromium at least; the whole list is `npm run -s cli -- engines`. */
async function runEngines() {
  const options = ["--engine", "chromium,all", "--runs", String(engineRuns)];
  const args = [join(root, "tools/cli.mjs"), "engines", ...options];
  return countStage(await run([process.execPath, args]));
}

function summarise() {
  const width = Math.max(...rows.map((row) => row.name.length));
  process.stdout.write("\n");
  for (const row of rows) {
    const skipped = row.skipped > 0 ? `, ${row.skipped} skipped` : "";
    process.stdout.write(
      `${row.name.padEnd(width)}  ${row.seconds.toFixed(1).padStart(6)} s  ${row.passed} passed, ${row.failed} failed${skipped}\n`,
    );
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  process.stdout.write(
    `${((Date.now() - startedAtMs) / 1000).toFixed(1)} s in all\n${passed} passed, ${failed} failed\n`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}
