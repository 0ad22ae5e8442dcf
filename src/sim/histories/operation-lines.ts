/**
 * Histories as text: one JSON object a line, `{client, op, key, value, result, call, return}`. A public format that
 * outside linearizability checkers read; `return` is left out where the outcome is unknown.
 *
 * Invariant: reading what was written gives the same operations. A damaged line is refused with its number; empty
 * lines are passed over.
 */

import { err, ok, type Result } from "../../base/index.ts";
import type { Json, Operation } from "./operation.ts";

const FIELDS: readonly string[] = ["client", "op", "key", "value", "result", "call", "return"];

/** The operation as one line, without the line's end. */
export function writeOperation(operation: Operation): string {
  const { client, op, key, value, result, call } = operation;
  const line = { client, op, key, value, result, call };
  return JSON.stringify(operation.return === undefined ? line : { ...line, return: operation.return });
}

/** All of them, each line ended. */
export function writeHistory(history: readonly Operation[]): string {
  return history.map((operation) => `${writeOperation(operation)}\n`).join("");
}

/** The operations of a text, or the first line that is wrong and why. */
export function readHistory(text: string): Result<readonly Operation[]> {
  const operations: Operation[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readOperation(line);
    if (!read.ok) return err(`line ${i + 1}: ${read.error}`);
    operations.push(read.value);
  }
  return ok(operations);
}

function readOperation(line: string): Result<Operation> {
  const parsed = parseLine(line);
  if (!parsed.ok) return parsed;
  const fields = parsed.value;
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) return err(`there is no field "${unknown}"; known: ${FIELDS.join(", ")}`);
  const { client, op, key, value = null, result = null, call, return: returned } = fields;
  if (typeof client !== "string") return err(`client must be a text; got ${shown(client)}`);
  if (typeof op !== "string") return err(`op must be a text; got ${shown(op)}`);
  if (typeof key !== "string") return err(`key must be a text; got ${shown(key)}`);
  if (!isTime(call)) return err(`call must be a whole number of µs from 0; got ${shown(call)}`);
  const operation = { client, op, key, value, result, call };
  if (returned === undefined) return ok(operation);
  if (!isTime(returned)) return err(`return must be a whole number of µs from 0; got ${shown(returned)}`);
  if (returned < call) return err(`return (${returned}) is before call (${call})`);
  return ok({ ...operation, return: returned });
}

function parseLine(line: string): Result<{ readonly [name: string]: Json }> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return err("this is not JSON");
  }
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
    return ok(parsed as { readonly [name: string]: Json });
  return err(`an operation is an object with ${FIELDS.join(", ")}`);
}

function isTime(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function shown(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
