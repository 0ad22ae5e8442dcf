/** What the server keeps: which backend it delegates to, that backend's state, and how many registrations there were. */

import type { Term } from "../../kernel/index.ts";
import type { RegistryBackend } from "./backend.ts";
import { mapBackend } from "./backends/map-backend.ts";
import { tableBackend } from "./backends/table-backend.ts";

/** Local name of the server, and of its module. */
export const PROCESS_REGISTRY = "process_registry";

export type BackendName = "map" | "table";

export type RegistryState = {
  readonly backend: BackendName;
  /** The backend's own state; nobody else looks into it. */
  readonly data: Term;
  readonly registrations: number;
};

const BACKENDS = { map: mapBackend, table: tableBackend } as const;

/** The backend of this name, its state being a term to everybody else. */
export function backendNamed(name: BackendName): RegistryBackend<Term> {
  return BACKENDS[name] as unknown as RegistryBackend<Term>;
}
