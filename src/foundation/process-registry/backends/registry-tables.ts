/**
 * The process "registry_tables": owner of the tables of the table backend, and nothing else.
 *
 * A table ends with its owner. If the first one to write owned it, its end would erase every registration; a process
 * that only holds has nothing to die of. It opens a namespace when the registry asks for it.
 */

import type { Context, Term } from "../../../kernel/index.ts";
import { type CallResult, defineServer, reply, started } from "../../../otp/index.ts";

/** Module and local name of the holder. */
export const TABLE_HOLDER = "registry_tables";

/** Has a row for each open namespace. */
export const NAMESPACES_TABLE = "process_registry";

/** Key → entry. */
export function entryTable(namespace: string): string {
  return `registry_entries/${namespace}`;
}

/** Field and value → keys, in the order in which they came. */
export function indexTable(namespace: string): string {
  return `registry_index/${namespace}`;
}

type State = { readonly opened: number };

export const registryTablesModule = defineServer<State>(TABLE_HOLDER, {
  init(ctx: Context) {
    ctx.tableNew(NAMESPACES_TABLE, { access: "public" });
    return started({ opened: 0 });
  },

  handleCall(ctx: Context, request: Term, _from, state): CallResult<State> {
    const [verb, namespace] = request as readonly Term[];
    if (verb !== "open" || typeof namespace !== "string") return reply(["error", "unknown_request"], state);
    if (ctx.tableHas(NAMESPACES_TABLE, namespace)) return reply("ok", state);
    ctx.tableNew(entryTable(namespace), { access: "public" });
    ctx.tableNew(indexTable(namespace), { access: "public" });
    ctx.tablePut(NAMESPACES_TABLE, namespace, true);
    return reply("ok", { opened: state.opened + 1 });
  },
});
