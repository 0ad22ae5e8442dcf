/**
 * Supervisor of the registry: the holder of the tables, then the server.
 *
 * rest_for_one: the server may die alone, and its entries stay; when the holder dies the tables are gone, and the
 * server has to begin anew.
 */

import type { Context } from "../../kernel/index.ts";
import { type ChildSpec, defineSupervisor } from "../../otp/index.ts";
import { TABLE_HOLDER } from "./backends/registry-tables.ts";
import { type BackendName, PROCESS_REGISTRY } from "./registry-state.ts";

/** Module and local name of the supervisor. */
export const REGISTRY_SUPERVISOR = "registry_sup";

/** How a node's registry is started. */
export type RegistryConfig = {
  /** `table` unless said. */
  readonly backend?: BackendName;
};

export const registrySupervisorModule = defineSupervisor(
  REGISTRY_SUPERVISOR,
  (_ctx: Context, { backend = "table" }: RegistryConfig) => {
    const holder = worker(TABLE_HOLDER, null);
    const server = worker(PROCESS_REGISTRY, { backend });
    return ["ok", [{ strategy: "rest_for_one" }, backend === "table" ? [holder, server] : [server]]];
  },
);

/** The registry of a node, to be put under its root supervisor. */
export function registryChild(config: RegistryConfig = {}): ChildSpec {
  const start = [
    "supervisor",
    "start_link",
    [REGISTRY_SUPERVISOR, config, { name: REGISTRY_SUPERVISOR }],
  ] as const;
  return { id: REGISTRY_SUPERVISOR, start, type: "supervisor" };
}

function worker(module: string, args: { readonly backend: string } | null): ChildSpec {
  return { id: module, start: ["gen_server", "start_link", [module, args, { name: module }]] };
}
