/**
 * Talking to the process registry of one's own node.
 *
 * Writes are calls to the server. Reads go straight to the tables where the backend allows it, and are calls
 * otherwise; the answers are the same. No answer ever names a process of this node that is dead.
 */

import { err, ok, type Result } from "../../base/index.ts";
import type { Blocking, Context, Pid, Term } from "../../kernel/index.ts";
import { tryCall } from "../../otp/index.ts";
import { NAMESPACES_TABLE } from "./backends/registry-tables.ts";
import { NO_STATE, tableBackend } from "./backends/table-backend.ts";
import { isHeld, type Metadata, type MetadataValue, type RegistryEntry } from "./entry.ts";
import type { RegisterError, Registered } from "./registration.ts";
import type { RegistryRequest } from "./registry-server.ts";
import { PROCESS_REGISTRY } from "./registry-state.ts";

/** The registry did not answer: `noproc`, `timeout`, or what it ended of. A write may or may not have happened. */
export type Unavailable = readonly ["unavailable", Term];

/** What is registered. The caller itself unless `pid` says otherwise; any process may be registered by any other. */
export interface Registration {
  readonly namespace: string;
  readonly key: string;
  readonly pid?: Pid;
  readonly metadata?: Metadata;
}

/** Gives the name to a process; when a living process has it, `["already_registered", pid]` says which. */
export function* register(
  ctx: Context,
  { namespace, key, pid = ctx.self, metadata = {} }: Registration,
): Blocking<Result<Registered, RegisterError | Unavailable>> {
  return yield* ask(ctx, ["register", namespace, key, pid, metadata]);
}

/** Frees the name; the process that had it, or `not_found`. */
export function* unregister(
  ctx: Context,
  namespace: string,
  key: string,
): Blocking<Result<Pid, "not_found" | Unavailable>> {
  return yield* ask(ctx, ["unregister", namespace, key]);
}

/** Replaces the metadata as a whole; what it was before, or `not_found`. */
export function* updateMetadata(
  ctx: Context,
  namespace: string,
  key: string,
  metadata: Metadata,
): Blocking<Result<Metadata, "not_found" | "invalid_metadata" | Unavailable>> {
  return yield* ask(ctx, ["update_metadata", namespace, key, metadata]);
}

/** The entry under a name: its holder, metadata and time of registration. */
export function* lookup(
  ctx: Context,
  namespace: string,
  key: string,
): Blocking<Result<RegistryEntry, "not_found" | Unavailable>> {
  const found = isDirect(ctx)
    ? ok(lookupNow(ctx, namespace, key))
    : yield* read<RegistryEntry | undefined>(ctx, ["find", namespace, key]);
  if (!found.ok) return found;
  return found.value === undefined ? err("not_found") : ok(found.value);
}

/** As `lookup`, at once and without a message; only where the node's registry is on tables. */
export function lookupNow(ctx: Context, namespace: string, key: string): RegistryEntry | undefined {
  const entry = tableBackend.find(ctx, NO_STATE, [namespace, key]);
  return entry !== undefined && isHeld(ctx, entry) ? entry : undefined;
}

/** All entries of a namespace, in order of registration. */
export function* listEntries(
  ctx: Context,
  namespace: string,
): Blocking<Result<readonly RegistryEntry[], Unavailable>> {
  if (!isDirect(ctx)) return yield* read(ctx, ["list", namespace]);
  return ok(tableBackend.list(ctx, NO_STATE, namespace).filter((entry) => isHeld(ctx, entry)));
}

/** How many names of a namespace are held. */
export function* countEntries(ctx: Context, namespace: string): Blocking<Result<number, Unavailable>> {
  const entries = yield* listEntries(ctx, namespace);
  return entries.ok ? ok(entries.value.length) : entries;
}

/** Entries whose metadata has this value in this field, or a list with it; in order of registration. */
export function* findByMetadata(
  ctx: Context,
  namespace: string,
  field: string,
  value: MetadataValue,
): Blocking<Result<readonly RegistryEntry[], Unavailable>> {
  if (!isDirect(ctx)) return yield* read(ctx, ["find_by_metadata", namespace, field, value]);
  const found = tableBackend.findByMetadata(ctx, NO_STATE, namespace, [field, value]);
  return ok(found.filter((entry) => isHeld(ctx, entry)));
}

/** Namespaces that have entries, sorted. */
export function* listNamespaces(ctx: Context): Blocking<Result<readonly string[], Unavailable>> {
  if (!isDirect(ctx)) return yield* read(ctx, ["namespaces"]);
  return ok(tableBackend.namespaces(ctx, NO_STATE));
}

function isDirect(ctx: Context): boolean {
  return ctx.tableExists(NAMESPACES_TABLE);
}

function* read<T>(ctx: Context, request: RegistryRequest): Blocking<Result<T, Unavailable>> {
  const answer = yield* tryCall(ctx, PROCESS_REGISTRY, request);
  return answer.ok ? ok(answer.value as T) : err(["unavailable", answer.error]);
}

/** Requests whose answer is itself a result. */
function* ask<T, E>(ctx: Context, request: RegistryRequest): Blocking<Result<T, E | Unavailable>> {
  const answer = yield* tryCall(ctx, PROCESS_REGISTRY, request);
  return answer.ok ? (answer.value as Result<T, E>) : err(["unavailable", answer.error]);
}
