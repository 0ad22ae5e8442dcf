/**
 * How something in each node changes from event to event, found once for all checkers of a world that want to know.
 *
 * The checkers of a world are created together and share one reader: the first one asked after an event looks, the
 * others get the same answer for two comparisons. Each of them captures and restores it; all captures of one moment
 * are the same object.
 */

import type { Node } from "../../kernel/index.ts";
import type { WorldView } from "./checker.ts";
import type { Captured, Memory } from "./memory/memory.ts";

/** Looks at a node with what was seen there last: what is seen now, and the change; undefined while nothing is new. */
export type LookAgain<S, C> = (node: Node, last: S | undefined) => Seen<S, C> | undefined;

export interface Seen<S, C> {
  readonly seen: S;
  readonly change: C | undefined;
}

interface CapturedReader<S, C> {
  readonly seen: readonly (S | undefined)[];
  readonly node: number;
  readonly seq: number;
  readonly change: C | undefined;
}

export class SharedReader<S, C> implements Memory {
  /** Checkers that use it. */
  readonly members = new Set<string>();
  readonly #look: LookAgain<S, C>;
  #seen: (S | undefined)[];
  #node = -1;
  #seq = 0;
  #change: C | undefined = undefined;
  #captured: CapturedReader<S, C> | undefined = undefined;

  constructor(nodeCount: number, look: LookAgain<S, C>) {
    this.#look = look;
    this.#seen = new Array<S | undefined>(nodeCount).fill(undefined);
  }

  /** The change made by the event that has just happened in `node`. */
  of(node: Node): C | undefined {
    if (node.trace.seq === this.#seq && node.index === this.#node) return this.#change;
    this.#captured = undefined;
    this.#node = node.index;
    this.#seq = node.trace.seq;
    const found = this.#look(node, this.#seen[node.index]);
    if (found !== undefined) this.#seen[node.index] = found.seen;
    this.#change = found?.change;
    return this.#change;
  }

  capture(): Captured {
    this.#captured ??= { seen: this.#seen.slice(), node: this.#node, seq: this.#seq, change: this.#change };
    return this.#captured;
  }

  restore(captured: Captured): void {
    this.#captured = captured as CapturedReader<S, C>;
    const { seen, node, seq, change } = this.#captured;
    this.#seen = seen.slice();
    this.#node = node;
    this.#seq = seq;
    this.#change = change;
  }
}

/** Gives the checkers of a world one reader; a checker that is created again starts a new one. */
export function sharedReaders<S, C>(look: LookAgain<S, C>) {
  const readers = new WeakMap<WorldView, SharedReader<S, C>>();
  return (world: WorldView, checkerId: string): SharedReader<S, C> => {
    let reader = readers.get(world);
    if (reader === undefined || reader.members.has(checkerId)) {
      reader = new SharedReader(world.nodes.length, look);
      readers.set(world, reader);
    }
    reader.members.add(checkerId);
    return reader;
  };
}
