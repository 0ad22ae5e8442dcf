/**
 * How the consensus servers of a world change from event to event, found once for all checkers that want to know.
 *
 * The checkers of a world are created together and share one reader: the first one asked after an event looks at the
 * server, the others get the same answer for two comparisons.
 */

import { CONSENSUS, type ConsensusState, consensusStateOf } from "../../../foundation/consensus/index.ts";
import type { Node, Pid } from "../../../kernel/index.ts";
import type { WorldView } from "../checker.ts";

/** A consensus server whose state is another object than before. */
export interface ConsensusChange {
  /** Undefined when the server has just started, or is seen for the first time. */
  readonly before: ConsensusState | undefined;
  readonly after: ConsensusState;
}

interface Seen {
  pid: Pid | undefined;
  /** State of the process around the server. */
  outer: unknown;
  state: ConsensusState | undefined;
}

export class ConsensusChanges {
  readonly members = new Set<string>();
  readonly #seen: Seen[];
  #node: Node | undefined = undefined;
  #seq = 0;
  #change: ConsensusChange | undefined = undefined;

  constructor(nodeCount: number) {
    this.#seen = Array.from({ length: nodeCount }, () => ({
      pid: undefined,
      outer: undefined,
      state: undefined,
    }));
  }

  /** The change made by the event that has just happened in `node`. */
  of(node: Node): ConsensusChange | undefined {
    if (node === this.#node && node.trace.seq === this.#seq) return this.#change;
    this.#node = node;
    this.#seq = node.trace.seq;
    this.#change = this.#look(node);
    return this.#change;
  }

  #look(node: Node): ConsensusChange | undefined {
    const seen = this.#seen[node.index] as Seen;
    const pid = node.names.get(CONSENSUS);
    const process = pid === undefined ? undefined : node.find(pid);
    if (process === undefined || process.state === seen.outer) return undefined;
    const after = consensusStateOf(process);
    if (after === undefined) return undefined;
    const before = seen.pid === pid ? seen.state : undefined;
    seen.pid = pid;
    seen.outer = process.state;
    seen.state = after;
    return after === before ? undefined : { before, after };
  }
}

const readers = new WeakMap<WorldView, ConsensusChanges>();

/** The reader shared by the checkers of a world; a checker that is created again starts a new one. */
export function joinChanges(world: WorldView, checkerId: string): ConsensusChanges {
  let reader = readers.get(world);
  if (reader === undefined || reader.members.has(checkerId)) {
    reader = new ConsensusChanges(world.nodes.length);
    readers.set(world, reader);
  }
  reader.members.add(checkerId);
  return reader;
}
