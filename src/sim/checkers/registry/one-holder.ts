/**
 * N1: at most one living process per (node, namespace, key) of the registry, and one per local name of a node.
 *
 * The registry is compared after each message its server has handled, local names when there are more or fewer of them
 * or of processes. Two holders show in the list of whom the server watches: both claims are there, whatever the entry
 * says.
 */

import { PROCESS_REGISTRY, readHolders } from "../../../foundation/process-registry/index.ts";
import type { Node, Pid } from "../../../kernel/index.ts";
import type { Checker, RunningChecker } from "../checker.ts";
import { Cell } from "../memory/memory.ts";
import { watch } from "../watch.ts";

/** The registry server, and how many messages it has handled. */
interface SeenServer {
  readonly server: Pid | undefined;
  readonly handled: number;
}

/** How many local names there are, and how many processes were born. */
interface SeenNames {
  readonly names: number;
  readonly serial: number;
}

const NO_SERVER: SeenServer = { server: undefined, handled: -1 };
const NO_NAMES: SeenNames = { names: -1, serial: -1 };

export const oneHolder: Checker = {
  id: "one_holder",
  title: "A name has at most one living holder",
  source: "Naming invariant N1",
  create: ({ nodes }) => createHolderChecking(nodes.length),
};

function createHolderChecking(nodeCount: number): RunningChecker {
  const servers = Array.from({ length: nodeCount }, () => new Cell(NO_SERVER));
  const names = Array.from({ length: nodeCount }, () => new Cell(NO_NAMES));
  return watch({
    memory: [...servers, ...names],
    look(node, compared) {
      if (hasServerMoved(node, servers[node.index] as Cell<SeenServer>)) {
        compared();
        const text = secondHolder(node);
        if (text !== undefined) return text;
      }
      const last = names[node.index] as Cell<SeenNames>;
      if (last.value.names === node.names.size && last.value.serial === node.serial) return undefined;
      last.value = { names: node.names.size, serial: node.serial };
      compared();
      return misnamed(node);
    },
  });
}

function hasServerMoved(node: Node, last: Cell<SeenServer>): boolean {
  const server = node.names.get(PROCESS_REGISTRY);
  const handled = server === undefined ? -1 : (node.find(server)?.handled ?? -1);
  if (last.value.server === server && last.value.handled === handled) return false;
  last.value = { server, handled };
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
