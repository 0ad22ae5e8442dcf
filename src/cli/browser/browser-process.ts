/** A running browser: started on a page, and ended with all the processes it has started. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import type { FoundBrowser } from "./find-browser.ts";

export interface BrowserProcess {
  readonly pid: number | undefined;
  /** As the program tells it; undefined where a page is told. */
  readonly title: string | undefined;
  end(): void;
}

/** How long Xvfb may take to say which screen it serves. */
const SCREEN_TIMEOUT_MS = 20_000;
const VERSION_TIMEOUT_MS = 20_000;

/** `onEnd` hears why the browser ended, also when it was meant to. */
export async function startBrowser(
  browser: FoundBrowser,
  { folder, url }: { readonly folder: string; readonly url: string },
  onEnd: (reason: string) => void,
): Promise<BrowserProcess> {
  const screen = browser.screen === undefined ? undefined : await startScreen(browser.screen);
  const env =
    screen === undefined ? process.env : { ...process.env, DISPLAY: screen.display, GDK_BACKEND: "x11" };
  const { file } = browser;
  const title = browser.hidesVersion === true ? await versionOf(file, env) : undefined;
  // A group of its own, so that it can be ended whole.
  const detached = process.platform !== "win32";
  const child = spawn(file, browser.args(folder, url), { stdio: "ignore", detached, env });
  child.once("error", (error) => onEnd(`${file}: ${error.message}`));
  child.once("exit", (code) => onEnd(`${file} ended with ${code}`));
  return {
    pid: child.pid,
    title,
    end() {
      endGroup(child);
      // Told kindly, it takes its lock away.
      screen?.process.kill("SIGTERM");
    },
  };
}

/** A screen in memory, under a number that nobody else uses. */
async function startScreen(
  file: string,
): Promise<{ readonly display: string; readonly process: ChildProcess }> {
  const args = ["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"];
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "ignore"] });
  const display = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill();
      reject(new Error(`${file} did not start`));
    }, SCREEN_TIMEOUT_MS);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
    child.stdout?.once("data", (number: Buffer) => {
      clearTimeout(late);
      resolve(`:${number.toString("utf8").trim()}`);
    });
  });
  return { display, process: child };
}

/** `WebKitGTK 2.50.6`. */
function versionOf(file: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(file, ["--version"], { env, timeout: VERSION_TIMEOUT_MS }, (error, text) => {
      resolve(error === null && text.trim() !== "" ? text.trim() : undefined);
    });
  });
}

function endGroup(browser: ChildProcess): void {
  if (browser.pid === undefined) return;
  try {
    if (process.platform === "win32") browser.kill();
    else process.kill(-browser.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
