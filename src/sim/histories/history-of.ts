/**
 * From the domain events of a run to its history: each `client.invoked` with the `client.returned` that belongs to it.
 *
 * Invariants
 * - A pure fold: the same events give the same history, in the order of calls.
 * - What is told wrongly by a client (an answer nobody asked for, two operations at once) is a programmer's error.
 */

import { assert } from "../../base/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import type { Json, Operation } from "./operation.ts";

/** How an operation ended, as its client knows it. */
export type ClientOutcome = "ok" | "failed" | "unknown";

/** Data of `client.invoked`. */
export type Invoked = {
  readonly client: string;
  readonly id: number;
  readonly op: string;
  readonly key: string;
  readonly value: Json;
};

/** Data of `client.returned`; `result` counts for `ok` only. */
export type Returned = {
  readonly client: string;
  readonly id: number;
  readonly outcome: ClientOutcome;
  readonly result: Json;
};

/** The operations of a run's clients. Other events are passed over; operations that certainly failed are left out. */
export function historyOf(events: readonly DomainEvent[]): readonly Operation[] {
  const operations: (Operation | undefined)[] = [];
  /** Per client the operation that is under way: its number and its place in the list. */
  const open = new Map<string, { readonly id: number; readonly place: number }>();
  for (const { name, data, atUs } of events) {
    if (name === "client.invoked") {
      const { client, id, op, key, value } = data as Invoked;
      assert(!open.has(client), `${client} asks for operation ${id} before the last one has ended`);
      open.set(client, { id, place: operations.length });
      operations.push({ client, op, key, value, result: null, call: atUs });
    } else if (name === "client.returned") {
      const { client, id, outcome, result } = data as Returned;
      const asked = open.get(client);
      assert(asked?.id === id, `${client} has an answer to operation ${id}, which is not under way`);
      open.delete(client);
      operations[asked.place] = ended(operations[asked.place] as Operation, outcome, { result, atUs });
    }
  }
  return operations.filter((operation) => operation !== undefined);
}

function ended(
  operation: Operation,
  outcome: ClientOutcome,
  { result, atUs }: { readonly result: Json; readonly atUs: number },
): Operation | undefined {
  if (outcome === "failed") return undefined;
  return outcome === "ok" ? { ...operation, result, return: atUs } : operation;
}
