/**
 * The headless runtime: the same worlds without a screen. Every subcommand documents itself with --help, speaks JSON
 * with --json, and exits non-zero on failure. The formats are public interfaces.
 */

import { benchCommand } from "./bench/bench.ts";
import { campaignCommand } from "./campaign.ts";
import { conformanceCommand } from "./conformance-command.ts";
import { enginesCommand } from "./engines/engines.ts";
import { exportCommand } from "./export.ts";
import { historyCommand } from "./history.ts";
import { runCommand } from "./run.ts";
import { studyCommand } from "./study.ts";
import type { Subcommand } from "./subcommand.ts";
import { travelCommand } from "./travel.ts";
import { workersCommand } from "./workers/workers.ts";

const SUBCOMMANDS: readonly Subcommand[] = [
  runCommand,
  campaignCommand,
  studyCommand,
  exportCommand,
  historyCommand,
  conformanceCommand,
  benchCommand,
  workersCommand,
  enginesCommand,
  travelCommand,
];

export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  const subcommand = SUBCOMMANDS.find((candidate) => candidate.name === name);
  if (subcommand === undefined) {
    const wantsHelp = name === undefined || name === "--help" || name === "help";
    if (!wantsHelp) process.stderr.write(`there is no subcommand "${name}"\n\n`);
    process.stdout.write(overview());
    return wantsHelp ? 0 : 2;
  }
  if (args.includes("--help")) {
    process.stdout.write(`${subcommand.usage}\n`);
    return 0;
  }
  return subcommand.run(args);
}

function overview(): string {
  const lines = SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`);
  return `usage: npm run -s cli -- SUBCOMMAND [options]\n\n${lines.join("\n")}\n\nEach subcommand explains itself with --help.\n`;
}
