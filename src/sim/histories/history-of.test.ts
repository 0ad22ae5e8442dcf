import { describe, expect, it } from "vitest";
import type { Term } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import { historyOf } from "./history-of.ts";

let seq = 0;

function event(atUs: number, name: string, data: Term): DomainEvent {
  return { atUs, node: 0, seq: seq++, name, data };
}

function invoked(atUs: number, client: string, id: number, op = "read", value: Term = null): DomainEvent {
  return event(atUs, "client.invoked", { client, id, op, key: "x", value });
}

function returned(
  atUs: number,
  client: string,
  id: number,
  outcome: string,
  result: Term = null,
): DomainEvent {
  return event(atUs, "client.returned", { client, id, outcome, result });
}

describe("the history of a run", () => {
  it("pairs what clients asked with what they were told, in the order of calls, past all other events", () => {
    const events = [
      invoked(5, "a", 1, "write", 7),
      event(6, "raft.committed", { index: 1 }),
      invoked(7, "b", 1),
      returned(8, "b", 1, "ok", 7),
      returned(9, "a", 1, "ok", "ok"),
      invoked(10, "a", 2),
      returned(12, "a", 2, "ok", 7),
    ];
    expect(historyOf(events)).toEqual([
      { client: "a", op: "write", key: "x", value: 7, result: "ok", call: 5, return: 9 },
      { client: "b", op: "read", key: "x", value: null, result: 7, call: 7, return: 8 },
      { client: "a", op: "read", key: "x", value: null, result: 7, call: 10, return: 12 },
    ]);
  });

  it("has no return for what ended unknown or has not ended", () => {
    const events = [
      invoked(1, "a", 1, "write", 1),
      returned(4, "a", 1, "unknown"),
      invoked(5, "b", 1, "write", 2),
    ];
    expect(historyOf(events)).toEqual([
      { client: "a", op: "write", key: "x", value: 1, result: null, call: 1 },
      { client: "b", op: "write", key: "x", value: 2, result: null, call: 5 },
    ]);
  });

  it("leaves out what certainly did not happen", () => {
    expect(historyOf([invoked(1, "a", 1), returned(2, "a", 1, "failed")])).toEqual([]);
  });

  it("takes a client that tells nonsense for a mistake in the program", () => {
    expect(() => historyOf([returned(1, "a", 1, "ok")])).toThrow("a has an answer to operation 1");
    expect(() => historyOf([invoked(1, "a", 1), returned(2, "a", 2, "ok")])).toThrow("operation 2");
    expect(() => historyOf([invoked(1, "a", 1), invoked(2, "a", 2)])).toThrow(
      "before the last one has ended",
    );
  });
});
