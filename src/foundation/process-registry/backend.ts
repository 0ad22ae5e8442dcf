/**
 * The contract of a registry backend: where entries are kept. The server decides, the backend remembers.
 *
 * Every backend promises
 * - `insert` is insert-if-absent in one step: it answers with the entry that was there and changes nothing, or puts
 *   the new one in. There is no gap between looking and writing, because one process does both in one turn.
 * - One source of truth: `find`, `list`, `count` and `findByMetadata` agree after every operation.
 * - `list` and `findByMetadata` answer in order of registration; new metadata keeps an entry's place.
 * - `replaceMetadata` replaces the whole; no field of the old metadata is found any more.
 * - `remove` takes the entry out of everything that is searched, and answers with what was removed, or undefined.
 * - Namespaces are isolated: no operation on one is seen in another.
 * - It knows nothing of life and death: evicting dead holders is the server's work.
 *
 * One suite, `backends/backend.conformance.test.ts`, holds every backend to this.
 *
 * State is plain immutable data of the server process. A backend whose rows are in kernel tables may
 * let every process of the node read without asking the server: that is what `isDirect` says.
 */

import type { Blocking, Context, Node, Term } from "../../kernel/index.ts";
import type { Metadata, MetadataValue, RegistryEntry } from "./entry.ts";

/** Where a name is. */
export type Place = readonly [namespace: string, key: string];

/** Reads. Those of a direct backend do not look at `state`, so any process of the node may call them. */
export interface RegistryReads<S extends Term> {
  find(ctx: Context, state: S, place: Place): RegistryEntry | undefined;
  list(ctx: Context, state: S, namespace: string): readonly RegistryEntry[];
  findByMetadata(
    ctx: Context,
    state: S,
    namespace: string,
    wanted: readonly [field: string, value: MetadataValue],
  ): readonly RegistryEntry[];
  namespaces(ctx: Context, state: S): readonly string[];
}

export interface RegistryBackend<S extends Term> extends RegistryReads<S> {
  readonly name: string;
  /** Reads need neither the server nor its state. */
  readonly isDirect: boolean;
  /** State at the start of the server, or why it cannot start. Entries may have survived an earlier server. */
  init(ctx: Context): readonly ["ok", S] | readonly ["error", Term];
  /**
   * Whether the namespace can be written to; else `open` is called first. A function of the state alone: it decides
   * whether a handler waits, and that must come out the same when the handler is rebuilt later.
   */
  isOpen(state: S, namespace: string): boolean;
  open(ctx: Context, state: S, namespace: string): Blocking<S>;
  /** The state after it, and the entry that was in the way. */
  insert(ctx: Context, state: S, entry: RegistryEntry): readonly [S, RegistryEntry | undefined];
  remove(ctx: Context, state: S, place: Place): readonly [S, RegistryEntry | undefined];
  /** The state after it, and the entry as it was; undefined when there is none. */
  replaceMetadata(
    ctx: Context,
    state: S,
    place: Place,
    metadata: Metadata,
  ): readonly [S, RegistryEntry | undefined];
  /** All entries, as observers read them from the node; `state` is that of the server, if it runs. */
  entriesIn(node: Node, state: S | undefined): readonly RegistryEntry[];
}
