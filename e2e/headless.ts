/** The headless runtime, for comparing it with the page. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a subcommand and returns its JSON answer. */
export function headless(...args: readonly string[]): Record<string, unknown> {
  const output = execFileSync(process.execPath, ["tools/cli.mjs", ...args, "--json"], {
    cwd: root,
    encoding: "utf8",
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "{}") as Record<string, unknown>;
}
