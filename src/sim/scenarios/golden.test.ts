// The first seconds of every scenario, told line by line, with the hash at each whole second. A change here is a change
// of the story: `npm run golden` rewrites the files; commit them only if you understand what caused the difference.

import { expect, test } from "vitest";
import { formatTerm } from "../../kernel/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import { SECOND_US } from "../run.ts";
import { SCENARIOS } from "./index.ts";

const SECONDS = 8;
const SEED = 42;

test.each(SCENARIOS.map(({ id }) => id))("golden trace of %s, seed 42", async (id) => {
  const run = openRun(id, SEED);
  const lines = [`${id}, seed ${SEED}: time, node, domain event; and the hash at each second`, ""];
  let told = 0;
  for (let second = 1; second <= SECONDS; second++) {
    run.advance(second * SECOND_US, Number.POSITIVE_INFINITY);
    for (const { atUs, node, name, data } of run.domain.since(told)) {
      lines.push(
        `${(atUs / SECOND_US).toFixed(6)}  n${node + 1}  ${name.padEnd(28)} ${formatTerm(data, 140)}`,
      );
    }
    told = run.domain.count;
    lines.push(`${second}.000000  ──  hash ${run.hash}  ${run.world.events} events`);
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`./${id}.trace.txt`);
});
