/**
 * Nobody is lost: whenever the node has come to rest, the living are those the keepers have seen born, less those they
 * have seen die. It also says that with a dead keeper all of its residents are dead: nobody is left behind unlinked.
 */

import type { Node } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import type { Checker, RunningChecker, Violation } from "../checkers/checker.ts";
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
  let nextUs = 0;
  let seenSerial = -1;
  let seenCount = -1;
  let checked = 0;
  let violation: Violation | undefined;
  return {
    afterEvent(node) {
      if (node.nowUs < nextUs || node.arrivals.length > 0 || node.ready.length > 0) return;
      if (node.serial === seenSerial && node.processCount === seenCount) return;
      nextUs = node.nowUs + EVERY_US;
      const expected = node.up ? expectedCount(node) : undefined;
      if (expected === undefined) return;
      seenSerial = node.serial;
      seenCount = node.processCount;
      checked++;
      if (expected === node.processCount) return;
      const text = `${node.processCount} processes are alive on ${node.name}, but the keepers count ${expected}`;
      violation = { atUs: node.nowUs, text, event: { node: node.index, seq: node.trace.seq } };
    },
    get checked() {
      return checked;
    },
    get violation() {
      return violation;
    },
  };
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
