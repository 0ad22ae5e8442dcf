// `npm run e2e -- …`: the browser tests against the built page. Builds when dist/ is stale, finds a browser, serves
// dist/ on a free port and hands both to Playwright; further arguments are Playwright's own.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBrowser } from "./browser.mjs";
import { build, dist, isBuilt } from "./build.mjs";
import { filesUnder } from "./fingerprint.mjs";
import { ensureInstalled } from "./install.mjs";
import { installed, root, run } from "./project.mjs";
import { serve } from "./static-server.mjs";

/** The browser tests there are. */
export function specFiles() {
  return filesUnder(join(root, "e2e")).filter((file) => /\.spec\.tsx?$/.test(file));
}

/**
 * Runs Playwright against a page that is already built.
 *
 * @param {readonly string[]} args Playwright's own
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} the exit code
 */
export async function runSpecs(args, env = {}) {
  const browser = await findBrowser();
  const server = await serve(dist, { port: 0 });
  process.stdout.write(`Browser: ${browser}\nPage: ${server.url}\n`);
  try {
    return await run(installed("playwright", ["test", "--config", "e2e/playwright.config.ts", ...args]), {
      env: { ...env, CHROMIUM_PATH: browser, E2E_BASE_URL: server.url },
    });
  } finally {
    await server.close();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
  process.exitCode = isBuilt() ? 0 : await build();
  if (process.exitCode === 0) process.exitCode = await runSpecs(process.argv.slice(2));
}
