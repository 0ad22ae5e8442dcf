/**
 * The processes of a registry: a supervisor that owns its options and meta data, and the partition that owns the
 * entries. Registered processes are linked to the partition, which takes their entries out when they end.
 */

import {
  type Blocking,
  type Context,
  error,
  isTagged,
  type Module,
  type Pid,
  type Term,
} from "../kernel/index.ts";
import { defineServer } from "./gen-server.ts";
import { putMeta } from "./registry-names.ts";
import {
  dropProcess,
  entriesTable,
  keysTable,
  OPTIONS_ROW,
  partitionName,
  type RegistryKind,
} from "./registry-tables.ts";
import { noreply, type StartResult, started } from "./server-results.ts";
import { startLink } from "./server-start.ts";
import { defineSupervisor, startSupervisor } from "./supervisor.ts";

const REGISTRY = "registry";
const PARTITION = "registry_partition";

export type RegistryStart = {
  readonly name: string;
  readonly keys: RegistryKind;
  /** Registered names of processes that are told of entries made and unmade. */
  readonly listeners?: readonly string[];
  readonly meta?: readonly (readonly [Term, Term])[];
};

/** Registry.start_link. As MFA in child specifications: `["registry", "start_link", [{name, keys}]]`. */
export function* startRegistry(ctx: Context, options: RegistryStart): Blocking<StartResult> {
  const { name } = options;
  if (options.meta?.some(([key]) => typeof key !== "string") === true) {
    return error(["argument_error", "meta data of a registry is a keyword list"]);
  }
  const result = yield* startSupervisor(ctx, REGISTRY, options, { name });
  if (isTagged(result, "ok")) for (const [key, value] of options.meta ?? []) putMeta(ctx, name, key, value);
  return result;
}

const registrySupervisor = defineSupervisor(REGISTRY, (ctx, options: RegistryStart) => {
  const { name, keys, listeners = [] } = options;
  ctx.tableNew(name, { access: "public" });
  ctx.tablePut(name, OPTIONS_ROW, { keys, listeners });
  const start = [REGISTRY, "start_partition", [name]] as const;
  return ["ok", [{ strategy: "one_for_all" }, [{ id: "partition", start, type: "worker" }]]];
});

export const registryModule: Module = {
  ...registrySupervisor,
  functions: {
    start_link: startRegistry as never,
    start_partition: ((ctx: Context, name: string) =>
      startLink(ctx, PARTITION, name, { name: partitionName(name) })) as never,
  },
};

export const registryPartitionModule: Module = defineServer<string>(PARTITION, {
  init(ctx: Context, name: string) {
    ctx.trapExit(true);
    ctx.tableNew(entriesTable(name), { access: "public" });
    ctx.tableNew(keysTable(name), { access: "public" });
    return started(name);
  },
  handleInfo(ctx, message, name) {
    if (isTagged(message, "EXIT")) dropProcess(ctx, name, message[1] as Pid);
    return noreply(name);
  },
});
