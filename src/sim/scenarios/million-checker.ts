/**
 * Nobody is lost: whenever the node has come to rest, the living are those the keepers have seen born, less those they
 * have seen die. It also says that with a dead keeper all of its residents are dead: nobody is left behind unlinked.
 */

import type { Node } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import { censusOf, isSameCensus, NO_CENSUS } from "../checkers/census.ts";
import type { Checker, RunningChecker } from "../checkers/checker.ts";
import { Cell } from "../checkers/memory/memory.ts";
import { watch } from "../checkers/watch.ts";
import { type KeeperState, keeperName } from "./million-town.ts";

/** Named processes beside the keepers. */
const FIXED = ["root", "houses", "districts", "builder", "crier"];
/** Between two counts; each asks all keepers. */
const EVERY_US = 10_000;

export const nobodyLost: Checker = {
  id: "nobody_lost",
  title: "The living are the born less the dead",
  source: "Erlang reference manual, links: the residents of a dead keeper die with it",
  create: createCount,
};

function createCount(): RunningChecker {
  const nextUs = new Cell(0);
  const counted = new Cell(NO_CENSUS);
  return watch({
    memory: [nextUs, counted],
    look(node, compared) {
      if (node.nowUs < nextUs.value || node.arrivals.length > 0 || node.ready.length > 0) return undefined;
      if (isSameCensus(node, counted.value)) return undefined;
      nextUs.value = node.nowUs + EVERY_US;
      const expected = node.up ? expectedCount(node) : undefined;
      if (expected === undefined) return undefined;
      counted.value = censusOf(node);
      compared();
      if (expected === node.processCount) return undefined;
      return `${node.processCount} processes are alive on ${node.name}, but the keepers count ${expected}`;
    },
  });
}

/** Undefined while a keeper has not yet heard all news, because it is suspended or still starting. */
function expectedCount(node: Node): number | undefined {
  let expected = 1;
  for (const name of FIXED) if (node.names.has(name)) expected++;
  for (let district = 1; ; district++) {
    const pid = node.names.get(keeperName(district));
    if (pid === undefined) break;
    const keeper = node.find(pid);
    const server = keeper === undefined ? undefined : serverStateOf(keeper);
    if (keeper === undefined || server === undefined || keeper.mailboxLength > 0) return undefined;
    const { born, died } = server.state as KeeperState;
    expected += 1 + born - died;
  }
  return expected;
}
