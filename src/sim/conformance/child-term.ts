/** Child specifications of the language as terms the supervisors take, mistakes included. */

import type { Term } from "../../kernel/index.ts";
import { isRecord, type Json, type JsonRecord, list } from "./json.ts";
import type { World } from "./world.ts";

const FIELDS = ["restart", "shutdown", "significant", "type"] as const;

/** `path` is the supervisor's. Under simple_one_for_one the child's own path comes with the start argument. */
export function childSpec(world: World, path: string, child: JsonRecord, isSimple = false): Term {
  if ("raw" in child) return rawSpec(world, child["raw"]);
  const id = child["id"] as string;
  const kind = child["kind"] ?? "worker";
  const childPath = isSimple ? path : `${path}/${id}`;
  const details = kind === "worker" ? child : (child["sup"] as JsonRecord);
  const spec: Record<string, Term> = {
    id: world.decode(id),
    start: ["fixture", kind as string, [childPath, details as Term]],
  };
  if (kind !== "worker") spec["type"] = "supervisor";
  for (const field of FIELDS) if (child[field] !== undefined) spec[field] = world.decode(child[field]);
  for (const field of list(child, "omit")) delete spec[field as string];
  return spec;
}

const TUPLE_FIELDS = ["id", "start", "restart", "shutdown", "type", "modules"];

/** A map of atoms is a record of ours; in the old tuple form, start and modules hold lists; anything else stays. */
function rawSpec(world: World, raw: Json | undefined): Term {
  if (isRecord(raw) && Array.isArray(raw["t"]) && raw["t"].length === TUPLE_FIELDS.length) {
    return raw["t"].map((part: Json, index) => fieldTerm(world, [TUPLE_FIELDS[index] as string, part]));
  }
  if (!isRecord(raw) || !Array.isArray(raw["m"])) return world.decode(raw);
  const spec: Record<string, Term> = {};
  for (const row of raw["m"] as readonly (readonly [string, Json])[]) {
    spec[row[0]] = fieldTerm(world, row);
  }
  return spec;
}

function fieldTerm(world: World, [key, value]: readonly [string, Json]): Term {
  if (key === "start") return startTerm(world, value);
  if (key === "modules" && Array.isArray(value)) return value.map((one: Json) => world.decode(one));
  return world.decode(value);
}

/** {M, F, A}: the argument list is an array for us. */
function startTerm(world: World, json: Json): Term {
  const parts = isRecord(json) && Array.isArray(json["t"]) ? (json["t"] as readonly Json[]) : undefined;
  if (parts === undefined || !Array.isArray(parts[2])) return world.decode(json);
  return [...parts.slice(0, 2).map((part) => world.decode(part)), parts[2].map((part) => world.decode(part))];
}
