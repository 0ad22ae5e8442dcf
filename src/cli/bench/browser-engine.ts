/**
 * A browser as an engine: builds the worker, opens a page in a headless browser, and has it carry out tasks.
 *
 * The builder and the search for a browser are development tools, which the bundled program must not contain; they are
 * loaded when this is asked for, from the folder of the project.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserServer, serveBrowser } from "./browser-server.ts";
import { type Engine, sampleOf } from "./engine.ts";
import { processorTimeMs } from "./processor-time.ts";
import { isOnPath } from "./programs.ts";

export type BrowserName = "chromium" | "firefox";

interface Builder {
  build(config: object): Promise<unknown>;
}

interface BrowserSearch {
  findBrowser(): Promise<string>;
  launchArguments(): string[];
}

const FIREFOX_NAMES = ["firefox", "firefox-esr"];

/** How long a browser may take to open the page. */
const OPEN_TIMEOUT_MS = 60_000;

const load = <T>(name: string): Promise<T> => import(/* @vite-ignore */ name) as Promise<T>;

/** The browser's file is searched for; CHROMIUM_PATH and FIREFOX_PATH name another. */
export function browserEngine(name: BrowserName): Engine {
  const folder = mkdtempSync(join(tmpdir(), "mabeam-bench-"));
  let opened: Promise<BrowserServer> | undefined;
  let browser: ChildProcess | undefined;
  const open = async (): Promise<BrowserServer> => {
    await buildWorker(folder);
    const server = await serveBrowser(folder, () => processorTimeMs(browser?.pid, isContent));
    const [file, args] = await commandOf(name, folder, server.url);
    browser = spawn(file, args, { stdio: "ignore", detached: process.platform !== "win32" });
    browser.once("error", (error) => server.fail(`${file}: ${error.message}`));
    browser.once("exit", (code) => server.fail(`${file} ended with ${code}`));
    return server;
  };
  const server = (): Promise<BrowserServer> => {
    opened ??= open();
    return opened;
  };
  let userAgent = "";
  const leave = (): void => {
    if (browser?.pid !== undefined) endGroup(browser);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once("exit", leave);
  return {
    name,
    title: () => titleOf(name, userAgent),
    async openIsolate() {
      const current = await server();
      const late = setTimeout(
        () => current.fail(`${name} did not open the page within ${OPEN_TIMEOUT_MS / 1e3} s`),
        OPEN_TIMEOUT_MS,
      );
      await current.ask({ kind: "open" });
      clearTimeout(late);
      userAgent = current.userAgent();
    },
    async warmUp() {
      const answer = await (await server()).ask({ kind: "warm_up" });
      if ("error" in answer) throw new Error(answer.error);
    },
    measure: async (order) => sampleOf(await (await server()).ask({ kind: "measure", order }), order),
    async close() {
      leave();
      if (opened !== undefined) (await opened.catch(() => undefined))?.close();
    },
  };
}

/** `Mozilla/5.0 … HeadlessChrome/156.0.0.0 …` becomes `Chromium 156.0.0.0`. */
export function titleOf(name: BrowserName, userAgent: string): string {
  const version = /(?:Chrome|Firefox)\/([\d.]+)/.exec(userAgent)?.[1] ?? "";
  return `${name === "chromium" ? "Chromium" : "Firefox"} ${version}`.trim();
}

/** The processes of a browser that run pages and their workers, by how they were started. */
function isContent(commandLine: string): boolean {
  return commandLine.includes("--type=renderer") || commandLine.includes("-contentproc");
}

/** The profile is kept in `folder`. */
async function commandOf(
  name: BrowserName,
  folder: string,
  url: string,
): Promise<readonly [file: string, args: readonly string[]]> {
  const profile = mkdtempSync(join(folder, "profile-"));
  if (name === "firefox") {
    const file = process.env["FIREFOX_PATH"] ?? FIREFOX_NAMES.find(isOnPath) ?? "firefox";
    return [file, ["--headless", "--no-remote", "--profile", profile, url]];
  }
  const search = await load<BrowserSearch>(pathToFileURL(join(process.cwd(), "tools/browser.mjs")).href);
  const flags = [
    "--headless=new",
    `--user-data-dir=${profile}`,
    "--js-flags=--expose-gc",
    // Weighing a worker takes milliseconds instead of half a minute.
    "--enable-blink-features=ForceEagerMeasureMemory",
  ];
  return [await search.findBrowser(), [...search.launchArguments(), ...flags, url]];
}

/** Ends a browser with all its processes. */
function endGroup(browser: ChildProcess): void {
  try {
    if (process.platform === "win32") browser.kill();
    else process.kill(-(browser.pid as number), "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Built as the product is built, minified and for the same target: this is the code that visitors run. */
async function buildWorker(folder: string): Promise<void> {
  const { build } = await load<Builder>("vite");
  const root = process.cwd();
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "es2022",
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, "src/cli/bench/bench.worker.ts"),
        output: { entryFileNames: "bench.worker.js", format: "es" },
      },
    },
  });
}
