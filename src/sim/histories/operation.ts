/**
 * Operations: what clients asked a service for and what they were told, with the times between which it must have
 * happened. A history is a list of them; every decider of this room works on nothing else.
 *
 * Invariants
 * - Times are µs of true virtual time, `call` ≤ `return`. Two operations at one instant count as concurrent: only
 *   `a.return < b.call` says that a came before b.
 * - Without `return` the outcome is unknown: the operation may take effect at any time after its call, or never, and
 *   its `result` means nothing.
 * - What certainly did not happen (a refusal before anything was handed on) is no operation and is left out.
 */

/** What JSON can say, and terms too. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Operation {
  /** One session: it waits for an answer before it asks again. A restarted client is a new one. */
  readonly client: string;
  /** The model's name for what was asked, e.g. `write`. */
  readonly op: string;
  /** The register, lock or variable; models that look at several at once give it no meaning. */
  readonly key: string;
  /** What was given with the request; null for none. */
  readonly value: Json;
  /** What was answered; null for nothing. */
  readonly result: Json;
  readonly call: number;
  readonly return?: number;
}

/** An operation whose outcome somebody was told. */
export type Completed = Operation & { readonly return: number };

export function isCompleted(operation: Operation): operation is Completed {
  return operation.return !== undefined;
}

/** Whether two values are the same JSON, whatever the order of their fields. */
export function sameJson(a: Json, b: Json): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && canonical(a) === canonical(b));
}

/** One text per value: fields in the order of their names. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const record = value as { readonly [key: string]: Json };
  const fields = Object.keys(record)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(record[name] as Json)}`);
  return `{${fields.join(",")}}`;
}

/** `c1 write x 3 → ok`, as it stands in evidence. */
export function operationText(operation: Operation): string {
  const { client, op, key, value, result } = operation;
  const given = value === null ? "" : ` ${canonical(value)}`;
  const told = isCompleted(operation) ? canonical(result) : "unknown";
  return `${client} ${op} ${key}${given} → ${told}`;
}
