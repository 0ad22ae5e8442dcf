// How the browser tests run. `npm run e2e` and `npm test` build the page, find a browser, serve dist/ and tell this
// file through E2E_BASE_URL and CHROMIUM_PATH; started by hand, it finds a browser and serves the page itself.
//
// Invariants: no retries (a test that passes at the second try is a bug to look at), no test is left out by `.only`.
import { defineConfig } from "playwright/test";
import { findBrowser, launchArguments } from "../tools/browser.mjs";

const servedByHand = "http://localhost:4179/";
const baseUrl = process.env["E2E_BASE_URL"] ?? servedByHand;
const executablePath = process.env["CHROMIUM_PATH"] ?? (await findBrowser());

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Generous, for a machine that is busy with something else; a wait ends when its state is reached, never later.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: baseUrl,
    headless: true,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    // What is kept for a visit without network has its own tests (offline.spec.ts).
    serviceWorkers: "block",
    launchOptions: { executablePath, args: launchArguments() },
  },
  projects: [{ name: "chromium" }],
  ...(baseUrl === servedByHand
    ? {
        webServer: {
          command: "node ../tools/start.mjs",
          url: servedByHand,
          env: { PORT: "4179" },
          reuseExistingServer: true,
          timeout: 300_000,
        },
      }
    : {}),
});
