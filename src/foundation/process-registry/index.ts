/** Door of the process registry: names of processes by namespace, with metadata, behind a backend contract. */

import type { Module } from "../../kernel/index.ts";
import { registryTablesModule } from "./backends/registry-tables.ts";
import { processRegistryModule } from "./registry-server.ts";
import { registrySupervisorModule } from "./registry-supervisor.ts";

export type { Place, RegistryBackend, RegistryReads } from "./backend.ts";
export type { Metadata, MetadataValue, RegistryEntry } from "./entry.ts";
export { REGISTRY_EVENTS } from "./events.ts";
export type { RegisterError, Registered } from "./registration.ts";
export { TWO_HOLDERS } from "./registration.ts";
export type { Registration, Unavailable } from "./registry-client.ts";
export {
  countEntries,
  findByMetadata,
  listEntries,
  listNamespaces,
  lookup,
  lookupNow,
  register,
  unregister,
  updateMetadata,
} from "./registry-client.ts";
export type { BackendName } from "./registry-state.ts";
export { PROCESS_REGISTRY } from "./registry-state.ts";
export type { RegistryConfig } from "./registry-supervisor.ts";
export { REGISTRY_SUPERVISOR, registryChild } from "./registry-supervisor.ts";
export type { Holder, RegistryView } from "./registry-view.ts";
export { readHolders, readRegistry } from "./registry-view.ts";

/** Code a node needs to run a registry. */
export const REGISTRY_MODULES: readonly Module[] = [
  registryTablesModule,
  processRegistryModule,
  registrySupervisorModule,
];
