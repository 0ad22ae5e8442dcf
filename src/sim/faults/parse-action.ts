/** Checks the shape of an action that came from outside, field by field, as its record says. */

import { err, ok, type Result } from "../../base/index.ts";
import { parseExitReason } from "../exit-reason.ts";
import type { Action } from "./action.ts";
import type { ActionSpec, FieldSpec, FieldType } from "./action-spec.ts";
import { ACTION_KINDS, findSpec } from "./action-specs.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The action without what does not belong to it, or a sentence that says what is wrong. */
export function parseAction(value: unknown): Result<Action> {
  if (typeof value !== "object" || value === null)
    return err("an action must be an object with kind and target");
  const { kind, target } = value as { kind?: unknown; target?: unknown };
  const spec = findSpec(kind);
  if (spec === undefined) return err(`unknown action "${String(kind)}"; known: ${ACTION_KINDS.join(", ")}`);
  if (typeof target !== "string" || target === "")
    return err(`${spec.kind} needs a target, e.g. "n3" or "<n3.17>"`);
  const fields: Record<string, unknown> = { kind: spec.kind, target };
  for (const field of spec.fields) {
    const given = (value as Fields)[field.name];
    if (given === undefined && field.isOptional) continue;
    const problem = problemWith(given, field, spec);
    if (problem !== undefined) return err(problem);
    fields[field.name] = given;
  }
  const problem = problemOf(spec, fields);
  return problem === undefined ? ok(fields as unknown as Action) : err(problem);
}

/** What is wrong with the fields together. */
function problemOf(spec: ActionSpec, fields: Fields): string | undefined {
  const given = spec.fields.filter(({ name }) => fields[name] !== undefined);
  if (spec.kind === "split" && (fields["groups"] as readonly unknown[]).length < 2)
    return "split needs at least two groups";
  if (spec.needsOne === true && given.length === 0)
    return `${spec.kind} needs at least one of ${spec.fields.map(({ name }) => name).join(", ")}`;
  if (fields["state"] === "slow" && fields["syncMs"] === undefined)
    return "storage needs syncMs when the disk is slow";
  return undefined;
}

function problemWith(value: unknown, { name, type }: FieldSpec, { kind }: ActionSpec): string | undefined {
  switch (type.is) {
    case "number":
      return isNumber(value, type)
        ? undefined
        : `${kind} needs ${name} from ${type.min} to ${type.max}${type.isWhole ? ", a whole number" : ""}`;
    case "choice":
      return type.of.some((known) => known === value)
        ? undefined
        : `${kind} needs ${name} ${listText(type.of)}; got ${String(value)}`;
    case "reason": {
      const reason = parseExitReason(value);
      return reason.ok ? undefined : reason.error;
    }
    case "nodes":
      return isNames(value) ? undefined : `${kind} needs a group of node names, e.g. ["n1","n2"]`;
    case "groups":
      return Array.isArray(value) && value.length > 0 && value.every(isNames)
        ? undefined
        : `${kind} needs groups of node names, e.g. [["n1","n2"],["n3"]]`;
    case "links":
      return isNames(value) ? undefined : `${kind} needs a list of links, e.g. ["n1-n2","n3>n1"]`;
    case "value":
      return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)
        ? undefined
        : `${kind} needs a value: a number, text or true/false`;
  }
}

function isNumber(value: unknown, type: Extract<FieldType, { readonly is: "number" }>): boolean {
  if (typeof value !== "number" || !(value >= type.min && value <= type.max)) return false;
  return !type.isWhole || Number.isInteger(value);
}

function isNames(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string" && name !== "")
  );
}

/** kill or crash; drop, reject or kill. */
function listText(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
