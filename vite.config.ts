// How the page is built, served and tested.
//
// Invariants: every address in dist/ is relative, so the folder works from any sub-path of any static server;
// dist/.vite/manifest.json exists, because the bundle budget (tools/bundle-budget.mjs) reads it.
import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { contentSecurityPolicy, offline } from "./tools/page-plugins.mjs";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as {
  version: string;
};

export default defineConfig({
  base: "./",
  plugins: [react(), contentSecurityPolicy(), offline()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  worker: {
    format: "es",
    rolldownOptions: {
      output: {
        // One chunk for what every run needs: many small ones weigh more when each is compressed by itself.
        codeSplitting: {
          groups: [{ name: "engine", test: /\/src\/(base|numeric|kernel|foundation|mabeam)\// }],
        },
      },
    },
  },
  build: {
    target: "es2022",
    manifest: true,
    // The budget prints its own table, with what is loaded first kept apart from what is loaded on demand.
    reportCompressedSize: false,
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}", "tools/**/*.test.{ts,mjs}"],
    // Machines differ; a test may be slow but never wrong by the clock.
    testTimeout: 120_000,
    setupFiles: ["./src/testkit/setup.ts"],
    pool: "threads",
  },
});
