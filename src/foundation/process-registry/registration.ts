/**
 * What the registry does with a request: pure decisions over the backend's answers, one function per request.
 *
 * Every read and every write goes through the backend; who may have a name is decided here.
 */

import { err, ok, type Result } from "../../base/index.ts";
import { type Context, Pid, type Term } from "../../kernel/index.ts";
import { recorder } from "../telemetry/index.ts";
import type { Place } from "./backend.ts";
import { isHeld, type Metadata, type RegistryEntry } from "./entry.ts";
import { REGISTRY_EVENTS } from "./events.ts";
import { addPlace, dropPlace } from "./holders.ts";
import { backendNamed, type RegistryState } from "./registry-state.ts";

/** Planted defect: a registration overwrites a living holder, and both are told that the name is theirs. */
export const TWO_HOLDERS = "registry_two_holders";

/** Why a registration was refused; of a name that is taken, who has it. */
export type RegisterError =
  | readonly ["already_registered", Pid]
  | "invalid_name"
  | "invalid_pid"
  | "invalid_metadata"
  | "process_not_alive";

/** `updated`: the process had the name already, and its metadata was replaced. */
export type Registered = "registered" | "updated";

/** A request with the state after it and its answer. */
export type Answered<T, E> = readonly [RegistryState, Result<T, E>];

const record = recorder(REGISTRY_EVENTS);

/** Gives the name to `pid` unless a living process has it. */
export function register(
  ctx: Context,
  state: RegistryState,
  place: Place,
  [pid, metadata]: readonly [pid: Term, metadata: Term],
): Answered<Registered, RegisterError> {
  const [namespace, key] = place;
  const problem = problemWith(ctx, place, pid, metadata);
  if (problem !== undefined) return [state, err(problem)];
  const calm = evictDead(ctx, state, place);
  const entry: RegistryEntry = {
    namespace,
    key,
    pid: pid as Pid,
    metadata: metadata as Metadata,
    registeredUs: ctx.now(),
    serial: calm.registrations + 1,
  };
  const [data, holder] = backendNamed(calm.backend).insert(ctx, calm.data, entry);
  if (holder?.pid === entry.pid) return updateOwn(ctx, calm, entry);
  if (holder !== undefined && !ctx.hasDefect(TWO_HOLDERS)) {
    record(ctx, "registry.name_taken", { namespace, key, pid: entry.pid, holder: holder.pid });
    return [calm, err(["already_registered", holder.pid])];
  }
  addPlace(ctx, entry.pid, place);
  record(ctx, "registry.registered", { namespace, key, pid: entry.pid });
  const next = { ...calm, data, registrations: entry.serial };
  return [holder === undefined ? next : overwritten(ctx, next, entry), ok("registered")];
}

/** Frees the name; the process that had it. */
export function unregister(ctx: Context, state: RegistryState, place: Place): Answered<Pid, "not_found"> {
  const calm = evictDead(ctx, state, place);
  const [data, entry] = backendNamed(calm.backend).remove(ctx, calm.data, place);
  if (entry === undefined) return [calm, err("not_found")];
  dropPlace(ctx, entry.pid, place);
  recordFreed(ctx, entry, "request", "normal");
  return [{ ...calm, data }, ok(entry.pid)];
}

/** Replaces the whole metadata; what it was before. */
export function updateMetadata(
  ctx: Context,
  state: RegistryState,
  place: Place,
  metadata: Term,
): Answered<Metadata, "not_found" | "invalid_metadata"> {
  if (!isMetadata(metadata)) return [state, err("invalid_metadata")];
  const calm = evictDead(ctx, state, place);
  const [data, before] = backendNamed(calm.backend).replaceMetadata(ctx, calm.data, place, metadata);
  if (before === undefined) return [calm, err("not_found")];
  const [namespace, key] = place;
  record(ctx, "registry.metadata_updated", { namespace, key, pid: before.pid });
  return [{ ...calm, data }, ok(before.metadata)];
}

/** Takes the name from a holder that has died; the holder's monitor may not have told yet. */
export function freeName(
  ctx: Context,
  state: RegistryState,
  place: Place,
  [pid, reason]: readonly [pid: Pid, reason: Term],
): RegistryState {
  const backend = backendNamed(state.backend);
  if (backend.find(ctx, state.data, place)?.pid !== pid) return state;
  const [data, entry] = backend.remove(ctx, state.data, place);
  if (entry !== undefined) recordFreed(ctx, entry, "down", reason);
  return { ...state, data };
}

function evictDead(ctx: Context, state: RegistryState, place: Place): RegistryState {
  const entry = backendNamed(state.backend).find(ctx, state.data, place);
  if (entry === undefined || isHeld(ctx, entry)) return state;
  dropPlace(ctx, entry.pid, place);
  return freeName(ctx, state, place, [entry.pid, "noproc"]);
}

function updateOwn(
  ctx: Context,
  state: RegistryState,
  { namespace, key, metadata, pid }: RegistryEntry,
): Answered<Registered, RegisterError> {
  const [data] = backendNamed(state.backend).replaceMetadata(ctx, state.data, [namespace, key], metadata);
  record(ctx, "registry.metadata_updated", { namespace, key, pid });
  return [{ ...state, data }, ok("updated")];
}

/** The planted defect at work: the entry changes hands, and the old holder is neither asked nor told. */
function overwritten(ctx: Context, state: RegistryState, entry: RegistryEntry): RegistryState {
  const backend = backendNamed(state.backend);
  const [emptied] = backend.remove(ctx, state.data, [entry.namespace, entry.key]);
  const [data] = backend.insert(ctx, emptied, entry);
  return { ...state, data };
}

function recordFreed(ctx: Context, entry: RegistryEntry, cause: "request" | "down", reason: Term): void {
  const { namespace, key, pid } = entry;
  record(ctx, "registry.unregistered", { namespace, key, pid, cause, reason });
}

function problemWith(ctx: Context, place: Place, pid: Term, metadata: Term): RegisterError | undefined {
  if (!place.every((part) => typeof part === "string" && part !== "")) return "invalid_name";
  if (!(pid instanceof Pid)) return "invalid_pid";
  if (!isMetadata(metadata)) return "invalid_metadata";
  return pid.node === ctx.node && !ctx.isAlive(pid) ? "process_not_alive" : undefined;
}

function isMetadata(value: Term): value is Metadata {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
