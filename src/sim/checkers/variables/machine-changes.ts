/**
 * How the replicated variables of each server change from event to event, found once for all checkers of a world.
 *
 * The checkers of a world are created together and share one reader: the first one asked after an event looks, the
 * others get the same answer for two comparisons.
 */

import { CONSENSUS, consensusStateOf } from "../../../foundation/consensus/index.ts";
import type { Node, Process } from "../../../kernel/index.ts";
import type { Proposal, Variable, VariablesState } from "../../../mabeam/variables/index.ts";
import { variablesOf } from "../../../mabeam/variables/index.ts";
import type { WorldView } from "../checker.ts";

/** The variables of one server after an event that has changed them. */
export interface MachineChange {
  readonly node: Node;
  /** Undefined when the server has just started, or is seen for the first time. */
  readonly before: VariablesState | undefined;
  readonly after: VariablesState;
  /** Those that are other objects than before. */
  readonly proposals: readonly Proposal[];
  readonly variables: readonly Variable[];
}

interface Seen {
  process: Process | undefined;
  /** State of the whole process: the cheapest test for "nothing has happened". */
  outer: unknown;
  state: VariablesState | undefined;
}

export class MachineChanges {
  readonly members = new Set<string>();
  readonly #seen: Seen[];
  #node: Node | undefined = undefined;
  #seq = 0;
  #change: MachineChange | undefined = undefined;

  constructor(nodeCount: number) {
    this.#seen = Array.from({ length: nodeCount }, () => {
      return { process: undefined, outer: undefined, state: undefined };
    });
  }

  /** The change made by the event that has just happened in `node`. */
  of(node: Node): MachineChange | undefined {
    if (node === this.#node && node.trace.seq === this.#seq) return this.#change;
    this.#node = node;
    this.#seq = node.trace.seq;
    this.#change = this.#look(node);
    return this.#change;
  }

  #look(node: Node): MachineChange | undefined {
    const seen = this.#seen[node.index] as Seen;
    const pid = node.names.get(CONSENSUS);
    const process = pid === undefined ? undefined : node.find(pid);
    if (process === undefined || process.state === seen.outer) return undefined;
    const server = consensusStateOf(process);
    if (server?.machine.startsWith("variables_machine") !== true) return undefined;
    const after = server.replicated.machineState as unknown as VariablesState;
    const before = seen.process === process ? seen.state : undefined;
    seen.process = process;
    seen.outer = process.state;
    seen.state = after;
    return after === before ? undefined : changeOf(node, before, after);
  }
}

function changeOf(node: Node, before: VariablesState | undefined, after: VariablesState): MachineChange {
  const known = new Set(before?.proposals);
  const proposals =
    before?.proposals === after.proposals ? [] : after.proposals.filter((proposal) => !known.has(proposal));
  const variables =
    before?.variables === after.variables
      ? []
      : variablesOf(after).filter((variable) => before?.variables[variable.spec.name] !== variable);
  return { node, before, after, proposals, variables };
}

const readers = new WeakMap<WorldView, MachineChanges>();

/** The reader shared by the checkers of a world; a checker that is created again starts a new one. */
export function joinMachineChanges(world: WorldView, checkerId: string): MachineChanges {
  let reader = readers.get(world);
  if (reader === undefined || reader.members.has(checkerId)) {
    reader = new MachineChanges(world.nodes.length);
    readers.set(world, reader);
  }
  reader.members.add(checkerId);
  return reader;
}
