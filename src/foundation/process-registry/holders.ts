/**
 * Which process holds which names, and the monitor that tells when it dies.
 *
 * Kept in a table that the server owns: monitors end with the process that set them, and so must this list. One
 * monitor per holder, however many names it has.
 */

import type { Context, Pid, Ref } from "../../kernel/index.ts";
import type { Place } from "./backend.ts";

/** Name of the table: pid → its monitor and its names. */
export const HOLDERS_TABLE = "registry_holders";

export type HolderRow = { readonly monitor: Ref; readonly places: readonly Place[] };

/** Notes that `pid` holds the name, and watches it from its first name on. */
export function addPlace(ctx: Context, pid: Pid, place: Place): void {
  const row = ctx.tableGet(HOLDERS_TABLE, pid) as HolderRow | undefined;
  const monitor = row?.monitor ?? ctx.monitor(pid);
  ctx.tablePut(HOLDERS_TABLE, pid, { monitor, places: [...(row?.places ?? []), place] });
}

/** Notes that `pid` no longer holds the name, and stops watching it after its last one. */
export function dropPlace(ctx: Context, pid: Pid, [namespace, key]: Place): void {
  const row = ctx.tableGet(HOLDERS_TABLE, pid) as HolderRow | undefined;
  if (row === undefined) return;
  const places = row.places.filter((place) => place[0] !== namespace || place[1] !== key);
  if (places.length > 0) {
    ctx.tablePut(HOLDERS_TABLE, pid, { monitor: row.monitor, places });
    return;
  }
  ctx.demonitor(row.monitor, { flush: true });
  ctx.tableDelete(HOLDERS_TABLE, pid);
}

/** Forgets a dead holder; the names it had. */
export function takeHolder(ctx: Context, pid: Pid): readonly Place[] {
  const row = ctx.tableGet(HOLDERS_TABLE, pid) as HolderRow | undefined;
  ctx.tableDelete(HOLDERS_TABLE, pid);
  return row?.places ?? [];
}
