/** The registry of a node as observers see it: read from the process and the tables, without a message. */

import type { Node, Pid } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import type { Place } from "./backend.ts";
import { tableBackend } from "./backends/table-backend.ts";
import type { RegistryEntry } from "./entry.ts";
import { HOLDERS_TABLE, type HolderRow } from "./holders.ts";
import { type BackendName, backendNamed, PROCESS_REGISTRY, type RegistryState } from "./registry-state.ts";

export interface RegistryView {
  /** The server; undefined while it is down. Entries on tables outlive it. */
  readonly server: Pid | undefined;
  readonly backend: BackendName;
  readonly entries: readonly RegistryEntry[];
  /** Whom the server watches, and for which names. */
  readonly holders: readonly Holder[];
}

/** A process and the names it was told it has. */
export type Holder = readonly [holder: Pid, places: readonly Place[]];

/** What the registry of a node holds; undefined when the node has none. */
export function readRegistry(node: Node): RegistryView | undefined {
  const pid = node.names.get(PROCESS_REGISTRY);
  const process = pid === undefined ? undefined : node.find(pid);
  const state =
    process === undefined ? undefined : (serverStateOf(process)?.state as RegistryState | undefined);
  if (state === undefined) {
    const entries = tableBackend.entriesIn(node, undefined);
    return entries.length === 0 ? undefined : { server: undefined, backend: "table", entries, holders: [] };
  }
  return {
    server: pid,
    backend: state.backend,
    entries: backendNamed(state.backend).entriesIn(node, state.data),
    holders: readHolders(node),
  };
}

/** Whom the registry server of a node watches, and for which names. */
export function readHolders(node: Node): readonly Holder[] {
  const rows = node.tables.get(HOLDERS_TABLE)?.rows ?? [];
  return Array.from(rows, ([pid, row]) => [pid as Pid, (row as HolderRow).places] as const);
}
