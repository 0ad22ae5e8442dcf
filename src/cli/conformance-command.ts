/** `conformance`: scenarios as JSON lines on standard input, traces as JSON lines on standard output. */

import { readFileSync } from "node:fs";
import { conformance } from "./conformance.ts";
import type { Subcommand } from "./subcommand.ts";

const USAGE = `usage: npm run -s cli -- conformance < scenarios.jsonl

Reads one JSON object per line, {"id","suite","scenario"}, and writes {"id","trace"} for each, or {"id","error"} for one
that could not be run. Every scenario starts in a fresh node. The format of scenarios and traces is that of the corpus in
src/sim/conformance/corpus. Exit code 0.`;

export const conformanceCommand: Subcommand = {
  name: "conformance",
  summary: "run OTP scenarios from standard input and write their traces",
  usage: USAGE,
  async run() {
    const lines = readFileSync(0, "utf8").split("\n");
    for (const answer of conformance(lines)) process.stdout.write(`${answer}\n`);
    return 0;
  },
};
