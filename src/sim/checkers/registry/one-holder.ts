/**
 * N1: at most one living process per (node, namespace, key) of the registry, and one per local name of a node.
 *
 * The registry is compared after each message its server has handled, local names when there are more or fewer of them
 * or of processes. Two holders show in the list of whom the server watches: both claims are there, whatever the entry
 * says.
 */

import { PROCESS_REGISTRY, readHolders } from "../../../foundation/process-registry/index.ts";
import type { Node, Pid } from "../../../kernel/index.ts";
import type { Checker, RunningChecker, Violation } from "../checker.ts";

interface Seen {
  /** Messages the registry server had handled, and the server itself. */
  server: Pid | undefined;
  handled: number;
  names: number;
  serial: number;
}

export const oneHolder: Checker = {
  id: "one_holder",
  title: "A name has at most one living holder",
  source: "Naming invariant N1",
  create: ({ nodes }) => createHolderChecking(nodes.length),
};

function createHolderChecking(nodeCount: number): RunningChecker {
  const seen: Seen[] = Array.from({ length: nodeCount }, () => ({
    server: undefined,
    handled: -1,
    names: -1,
    serial: -1,
  }));
  let checked = 0;
  let violation: Violation | undefined;
  return {
    afterEvent(node) {
      const last = seen[node.index] as Seen;
      if (violation !== undefined) return;
      let text: string | undefined;
      if (hasServerMoved(node, last)) {
        checked++;
        text = secondHolder(node);
      }
      if (text === undefined && (last.names !== node.names.size || last.serial !== node.serial)) {
        last.names = node.names.size;
        last.serial = node.serial;
        checked++;
        text = misnamed(node);
      }
      if (text !== undefined) {
        violation = { atUs: node.nowUs, text, event: { node: node.index, seq: node.trace.seq } };
      }
    },
    get checked() {
      return checked;
    },
    get violation() {
      return violation;
    },
  };
}

function hasServerMoved(node: Node, last: Seen): boolean {
  const server = node.names.get(PROCESS_REGISTRY);
  const handled = server === undefined ? -1 : (node.find(server)?.handled ?? -1);
  if (last.server === server && last.handled === handled) return false;
  last.server = server;
  last.handled = handled;
  return server !== undefined;
}

function secondHolder(node: Node): string | undefined {
  const holders = new Map<string, Pid>();
  for (const [pid, places] of readHolders(node)) {
    if (pid.node === node.index && node.find(pid) === undefined) continue;
    for (const [namespace, name] of places) {
      const place = `${namespace}/${name}`;
      const other = holders.get(place);
      if (other !== undefined) {
        return `${place} on ${node.name} has two living holders: ${other.toString()} and ${pid.toString()}`;
      }
      holders.set(place, pid);
    }
  }
  return undefined;
}

/** A local name whose process is dead, or goes by another name. */
function misnamed(node: Node): string | undefined {
  for (const [name, pid] of node.names) {
    const process = node.find(pid);
    if (process === undefined) return `the name ${name} of ${node.name} is that of a dead process`;
    if (process.name !== name) {
      return `${pid.toString()} holds the name ${name} of ${node.name} and the name ${process.name ?? "none"}`;
    }
  }
  return undefined;
}
