// Where things are, and how another program is run from the launchers.
//
// Why: the launchers must work on a machine that has Node and nothing else, so this folder imports only `node:`
// modules; whatever lives in node_modules is reached by path, after install.mjs has seen to it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository's top folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Programs of node_modules that the launchers use, by the file that starts them. */
const entryFiles = {
  biome: "@biomejs/biome/bin/biome",
  playwright: "playwright/cli.js",
  tsc: "typescript/bin/tsc",
  vite: "vite/bin/vite.js",
  vitest: "vitest/vitest.mjs",
};

/**
 * The command line of an installed program. It is started with this very Node, not through node_modules/.bin: no
 * shell is needed on Windows, and a signal reaches the program itself.
 *
 * @param {keyof typeof entryFiles} name
 * @param {readonly string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function installed(name, args) {
  return [process.execPath, [join(root, "node_modules", entryFiles[name]), ...args]];
}

/**
 * How a command is run. `output`: to this terminal (inherit), all of it to standard error, or dropped.
 *
 * @typedef {{ env?: Record<string, string>, timeoutMs?: number, output?: "inherit" | "stderr" | "ignore", shell?: boolean }} RunOptions
 */

/**
 * Runs a command in the top folder. The answer is its exit code: 124 when the time limit ended it, 127 when it
 * could not be started, 128 when a signal did.
 *
 * @param {readonly [command: string, args: readonly string[]]} command
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function run([command, args], { env = {}, timeoutMs, output = "inherit", shell = false } = {}) {
  return new Promise((resolve) => {
    const sink = { inherit: "inherit", ignore: "ignore", stderr: 2 }[output];
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...colourEnvironment(), ...env },
      stdio: ["ignore", /** @type {"inherit"} */ (sink), output === "ignore" ? "ignore" : "inherit"],
      shell,
      windowsHide: true,
    });
    let timedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill("SIGKILL");
          }, timeoutMs);
    child.once("error", () => {
      clearTimeout(timer);
      resolve(127);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      resolve(timedOut ? 124 : (code ?? 128));
    });
  });
}

/**
 * Colours only where a person looks: several programs switch them on as soon as CI is set, which fills a log with
 * escape codes.
 *
 * @returns {Record<string, string | undefined>}
 */
function colourEnvironment() {
  return process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };
}
