/**
 * Any action by its kind and fields, for those that have no verb of their own:
 * `link_quality:n1%3En2=delayMs~50,lossPercent~5`, a list as `!n1!n2`, a list of lists as `*n1!n2*n3!n4`.
 *
 * Nothing here knows a kind: what the fields mean is the worker's to judge.
 */

import type { Action } from "../bridge/index.ts";
import {
  parseName,
  parseTarget,
  parseValue,
  type Scalar,
  splitOnce,
  writeName,
  writeTarget,
  writeValue,
} from "./codec-words.ts";

type Field = Scalar | readonly string[] | readonly (readonly string[])[];

export function writeFields(action: Action): string {
  const { kind, target, ...rest } = action as { kind: string; target: string } & Record<string, Field>;
  const fields = Object.entries(rest).map(([name, value]) => `${writeName(name)}~${writeField(value)}`);
  return `${writeName(kind)}:${writeTarget(target)}${fields.length === 0 ? "" : `=${fields.join(",")}`}`;
}

export function parseFields(text: string): Action | null {
  const [kind, object = ""] = splitOnce(text, ":");
  const [name, list] = splitOnce(object, "=");
  const target = parseTarget(name);
  if (target === null || !/^[a-z_]+$/.test(kind)) return null;
  const action: Record<string, unknown> = { kind, target };
  for (const part of list?.split(",") ?? []) {
    const [field, value = ""] = splitOnce(part, "~");
    const parsed = parseField(value);
    if (!/^[a-zA-Z]+$/.test(field) || parsed === null) return null;
    action[field] = parsed;
  }
  return action as unknown as Action;
}

function writeField(value: Field): string {
  if (!Array.isArray(value)) return writeValue(value as Scalar);
  if (value.every((item) => typeof item === "string"))
    return value.map((item) => `!${writeName(item)}`).join("");
  return value.map((items) => `*${(items as readonly string[]).map(writeName).join("!")}`).join("");
}

function parseField(text: string): Field | null {
  if (text.startsWith("!")) return parseNames(text.slice(1));
  if (!text.startsWith("*")) return parseValue(text);
  const lists = text.slice(1).split("*").map(parseNames);
  return lists.some((list) => list === null) ? null : (lists as (readonly string[])[]);
}

function parseNames(text: string): readonly string[] | null {
  const names = text.split("!").map(parseName);
  return names.some((name) => name === null) ? null : (names as string[]);
}
