/** A registry as a place for names of servers (`via`), and its meta data. */

import { type Context, error, isTagged, type Pid, type Term } from "../kernel/index.ts";
import { lookupKey, registerKey, unregisterKey } from "./registry.ts";
import { entriesOf, isUnique, optionsOf } from "./registry-tables.ts";
import { termKey } from "./term-order.ts";

/** A name in a registry, in place of a local one: `["via", registry, key]`. */
export type Via = readonly ["via", registry: string, key: Term];

export function isVia(name: unknown): name is Via {
  return Array.isArray(name) && name[0] === "via";
}

/** The calling process takes the name: `"yes"` or `"no"`. */
export function registerName(ctx: Context, [, registry, key]: Via): "yes" | "no" {
  return isTagged(registerKey(ctx, registry, key, null), "ok") ? "yes" : "no";
}

export function unregisterName(ctx: Context, [, registry, key]: Via): "ok" {
  return unregisterKey(ctx, registry, key);
}

/** Who has the name. Only unique keys are names. */
export function whereisName(ctx: Context, [, registry, key]: Via): Pid | undefined {
  if (!isUnique(ctx, registry)) error(["argument_error", "only unique keys are names"]);
  const entries = entriesOf(ctx, registry, key);
  for (const [pid] of entries) if (ctx.isAlive(pid)) return pid;
  return undefined;
}

/** Sends to the holder of a key, whatever its kind; fails when there is none, or more than one. */
export function sendVia(ctx: Context, [, registry, key]: Via, message: Term): void {
  const [holder, ...others] = lookupKey(ctx, registry, key);
  if (others.length > 0) error(["case_clause", lookupKey(ctx, registry, key) as Term]);
  ctx.send(holder?.[0] ?? error("badarg"), message);
}

function metaRow(key: Term): string {
  return `meta ${termKey(key)}`;
}

/** `["ok", value]` or `"error"`. */
export function readMeta(ctx: Context, registry: string, key: Term): readonly ["ok", Term] | "error" {
  optionsOf(ctx, registry);
  return ctx.tableHas(registry, metaRow(key)) ? ["ok", ctx.tableGet(registry, metaRow(key))] : "error";
}

export function putMeta(ctx: Context, registry: string, key: Term, value: Term): "ok" {
  optionsOf(ctx, registry);
  ctx.tablePut(registry, metaRow(key), value);
  return "ok";
}

export function deleteMeta(ctx: Context, registry: string, key: Term): "ok" {
  optionsOf(ctx, registry);
  ctx.tableDelete(registry, metaRow(key));
  return "ok";
}
