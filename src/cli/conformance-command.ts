/** `conformance`: scenarios as JSON lines on standard input, traces as JSON lines on standard output. */

import { once } from "node:events";
import { createInterface } from "node:readline";
import { answerLine } from "./conformance.ts";
import type { Subcommand } from "./subcommand.ts";

const USAGE = `usage: npm run -s cli -- conformance < scenarios.jsonl

Reads one JSON object per line, {"id","suite","scenario"}, and writes {"id","trace"} for each as soon as it has run, in the
order of the lines, or {"id","error"} for one that could not be run. Every scenario starts in a fresh node. The format of
scenarios and traces is that of the corpus in src/sim/conformance/corpus.
Exit code 0 when every scenario has run, 1 when one has not; standard error names the line and says why.`;

export const conformanceCommand: Subcommand = {
  name: "conformance",
  summary: "run OTP scenarios from standard input and write their traces",
  usage: USAGE,
  async run() {
    let number = 0;
    let failures = 0;
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      const answer = answerLine(line);
      if (answer === undefined) continue;
      if (answer.failure !== undefined) {
        failures++;
        process.stderr.write(`conformance: line ${number}: ${answer.failure}\n`);
      }
      if (!process.stdout.write(`${answer.line}\n`)) await once(process.stdout, "drain");
    }
    return failures === 0 ? 0 : 1;
  },
};
