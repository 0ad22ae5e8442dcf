/**
 * The gen_server "process_registry": one name, one living process, agreed in one place per node.
 *
 * Requests are carried out one after another, each in one turn, so two contenders can never both be told that a name
 * is theirs. The server watches every holder; a name whose process dies is free again before the clock moves on.
 *
 * Invariant: no read or write passes by the backend.
 */

import { type Blocking, type Context, isTagged, type Pid, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  defineServer,
  type NoreplyResult,
  noreply,
  reply,
  started,
  stopInit,
} from "../../otp/index.ts";
import { recorder } from "../telemetry/index.ts";
import type { Place } from "./backend.ts";
import { isHeld, type MetadataValue } from "./entry.ts";
import { REGISTRY_EVENTS } from "./events.ts";
import { addPlace, HOLDERS_TABLE, takeHolder } from "./holders.ts";
import { freeName, register, unregister, updateMetadata } from "./registration.ts";
import { type BackendName, backendNamed, PROCESS_REGISTRY, type RegistryState } from "./registry-state.ts";

/** What the server is asked. */
export type RegistryRequest =
  | readonly ["register", ...Place, pid: Pid, metadata: Term]
  | readonly ["unregister", ...Place]
  | readonly ["update_metadata", ...Place, metadata: Term]
  | readonly ["find", ...Place]
  | readonly ["list", namespace: string]
  | readonly ["find_by_metadata", namespace: string, field: string, value: MetadataValue]
  | readonly ["namespaces"];

const record = recorder(REGISTRY_EVENTS);

export const processRegistryModule = defineServer<RegistryState>(PROCESS_REGISTRY, {
  init(ctx: Context, { backend: name }: { readonly backend: BackendName }) {
    const backend = backendNamed(name);
    const [verdict, data] = backend.init(ctx);
    if (verdict === "error") return stopInit(["backend_init_failed", data]);
    ctx.tableNew(HOLDERS_TABLE);
    const entries = backend.namespaces(ctx, data).flatMap((namespace) => backend.list(ctx, data, namespace));
    for (const { pid, namespace, key } of entries) addPlace(ctx, pid, [namespace, key]);
    if (entries.length > 0) record(ctx, "registry.recovered", { entries: entries.length, backend: name });
    const registrations = entries.reduce((last, entry) => Math.max(last, entry.serial), 0);
    return started({ backend: name, data, registrations });
  },

  handleCall(ctx: Context, request: RegistryRequest, _from, state) {
    const isWrite = request[0] === "register";
    if (isWrite && !backendNamed(state.backend).isOpen(state.data, request[1])) {
      return openThenAnswer(ctx, request, state);
    }
    return answer(ctx, request, state);
  },

  handleInfo(ctx: Context, message: Term, state): NoreplyResult<RegistryState> {
    if (!isTagged(message, "DOWN")) return noreply(state);
    const [, , , pid, reason] = message as readonly Term[];
    const places = takeHolder(ctx, pid as Pid);
    return noreply(places.reduce((next, place) => freeName(ctx, next, place, [pid as Pid, reason]), state));
  },
});

function* openThenAnswer(
  ctx: Context,
  request: readonly ["register", ...Place, Pid, Term],
  state: RegistryState,
): Blocking<CallResult<RegistryState>> {
  const data = yield* backendNamed(state.backend).open(ctx, state.data, request[1]);
  return answer(ctx, request, { ...state, data });
}

function answer(ctx: Context, request: RegistryRequest, state: RegistryState): CallResult<RegistryState> {
  const backend = backendNamed(state.backend);
  switch (request[0]) {
    case "register": {
      const [next, result] = register(ctx, state, [request[1], request[2]], [request[3], request[4]]);
      return reply(result, next);
    }
    case "unregister": {
      const [next, result] = unregister(ctx, state, [request[1], request[2]]);
      return reply(result, next);
    }
    case "update_metadata": {
      const [next, result] = updateMetadata(ctx, state, [request[1], request[2]], request[3]);
      return reply(result, next);
    }
    case "find": {
      const entry = backend.find(ctx, state.data, [request[1], request[2]]);
      return reply(entry !== undefined && isHeld(ctx, entry) ? entry : undefined, state);
    }
    case "list":
      return reply(
        backend.list(ctx, state.data, request[1]).filter((entry) => isHeld(ctx, entry)),
        state,
      );
    case "find_by_metadata": {
      const wanted = [request[2], request[3]] as const;
      const found = backend.findByMetadata(ctx, state.data, request[1], wanted);
      return reply(
        found.filter((entry) => isHeld(ctx, entry)),
        state,
      );
    }
    case "namespaces":
      return reply(backend.namespaces(ctx, state.data), state);
    default:
      return reply(["error", "unknown_request"], state);
  }
}
