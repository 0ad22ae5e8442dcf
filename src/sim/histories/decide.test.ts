import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPrng, type Prng } from "../../base/index.ts";
import { prepareHistoryBench } from "./bench-history.ts";
import { isLinearizable } from "./brute-force.ts";
import { decide } from "./decide.ts";
import { generateHistory, type Service } from "./generated-history.ts";
import { createAppendListsModel } from "./models/append-lists.ts";
import { createLockModel } from "./models/lock.ts";
import { createRegisterModel } from "./models/register.ts";
import { createVersionedModel } from "./models/versioned-variable.ts";
import type { Json, Operation } from "./operation.ts";
import type { SequentialModel } from "./sequential-model.ts";
import { verdictText } from "./verdict.ts";

/** `c1 write x 1 → "ok"` from `from` to `to`; without `to` the outcome is unknown. */
function op(
  client: string,
  [name, key, value, result]: readonly Json[],
  from: number,
  to?: number,
): Operation {
  const asked = {
    client,
    op: name as string,
    key: key as string,
    value: value ?? null,
    result: result ?? null,
  };
  return to === undefined ? { ...asked, call: from } : { ...asked, call: from, return: to };
}

const register = createRegisterModel();

function kindOf(history: readonly Operation[], model: SequentialModel<never> = register as never): string {
  return decide(history, model).kind;
}

describe("the decider on registers", () => {
  it("takes an empty history, and one that is in order as it stands", () => {
    expect(kindOf([])).toBe("linearizable");
    expect(kindOf([op("a", ["write", "x", 1], 1, 2), op("a", ["read", "x", null, 1], 3, 4)])).toBe(
      "linearizable",
    );
  });

  it("lets operations that overlap take effect in either order", () => {
    const write = op("a", ["write", "x", 1], 1, 10);
    expect(kindOf([write, op("b", ["read", "x", null, 1], 2, 3)])).toBe("linearizable");
    expect(kindOf([write, op("b", ["read", "x", null, null], 2, 3)])).toBe("linearizable");
  });

  it("objects to a value that goes back", () => {
    const history = [
      op("a", ["write", "x", 1], 1, 10),
      op("b", ["read", "x", null, 1], 2, 3),
      op("c", ["read", "x", null, null], 4, 5),
    ];
    expect(kindOf(history)).toBe("violation");
  });

  it("counts operations that touch as concurrent", () => {
    expect(kindOf([op("a", ["write", "x", 1], 1, 5), op("b", ["read", "x"], 5, 6)])).toBe("linearizable");
    expect(kindOf([op("a", ["write", "x", 1], 1, 5), op("b", ["read", "x"], 6, 7)])).toBe("violation");
  });

  it("lets an unknown outcome take effect late, early or never, but not before its call", () => {
    const lost = op("a", ["write", "x", 1], 5);
    const readAt = (at: number, value: Json): Operation => op("b", ["read", "x", null, value], at, at + 1);
    expect(kindOf([lost, readAt(6, null), readAt(8, 1)])).toBe("linearizable");
    expect(kindOf([lost, readAt(100, 1)])).toBe("linearizable");
    expect(kindOf([lost, readAt(100, null)])).toBe("linearizable");
    expect(kindOf([lost, readAt(1, 1)])).toBe("violation");
    expect(kindOf([lost, readAt(6, 1), readAt(8, null)])).toBe("violation");
  });

  it("does not take a write that changes nothing now for one that never will", () => {
    const history = [
      op("a", ["write", "x", 1], 1, 2),
      op("a", ["write", "x", 1], 3, 20),
      op("b", ["write", "x", 2], 3, 10),
      op("c", ["read", "x", null, 2], 11, 12),
      op("d", ["read", "x", null, 1], 13, 14),
    ];
    expect(kindOf(history)).toBe("linearizable");
  });

  it("chains operations of unknown outcome", () => {
    const lost = [
      op("a", ["cas", "x", [null, 1]], 1),
      op("b", ["cas", "x", [1, 2]], 1),
      op("c", ["cas", "x", [2, 3]], 1),
    ];
    expect(kindOf([...lost, op("d", ["read", "x", null, 3], 9, 10)])).toBe("linearizable");
    expect(kindOf([...lost.slice(1), op("d", ["read", "x", null, 3], 9, 10)])).toBe("violation");
  });

  it("decides keys apart, and names the one at fault", () => {
    const history = [
      op("a", ["write", "x", 1], 1, 2),
      op("a", ["write", "y", 1], 3, 4),
      op("b", ["read", "y", null, 2], 5, 6),
    ];
    const verdict = decide(history, register);
    expect(verdict).toMatchObject({ kind: "violation", evidence: { key: "y", operation: { client: "b" } } });
  });

  it("gives as evidence the shortest beginning that is at fault, and says it in words", () => {
    const history = [
      op("a", ["write", "x", 1, "ok"], 1, 2),
      op("b", ["write", "x", 2, "ok"], 3, 4),
      op("c", ["read", "x", null, 1], 5, 6),
      op("c", ["read", "x", null, 7], 7, 8),
    ];
    const verdict = decide(history, register);
    if (verdict.kind !== "violation") throw new Error(verdict.kind);
    expect(verdict.evidence.prefix).toEqual(history.slice(0, 2));
    expect(verdictText(verdict)).toBe(
      "violation: c read x → 1 (called at 0.000005 s, answered at 0.000006 s) cannot follow on x: 2 operations before " +
        'it can be put in order, the last of them: a write x 1 → "ok"; b write x 2 → "ok"; in none of the states it ' +
        "can meet is this the answer: 2",
    );
  });

  it("says how far it got when its budget is used up", () => {
    const { history } = prepareHistoryBench({ operations: 200, clients: 5, keys: 1 });
    const verdict = decide(history, register, { stepsMax: 100 });
    expect(verdict).toMatchObject({ kind: "undecided", key: "r1", of: 200 });
    if (verdict.kind === "undecided") expect(verdict.ordered).toBeGreaterThan(0);
  });

  it.each([1, 5])("decides 2,000 operations of 10 clients on %i registers", (keys) => {
    expect(prepareHistoryBench({ operations: 2_000, clients: 10, keys }).run()).toBeGreaterThan(1_000);
  });

  it("finds one wrong answer among 2,000", () => {
    const { history } = prepareHistoryBench({ operations: 2_000, clients: 10, keys: 1 });
    const at = history.findIndex(
      ({ op: name, return: end }, i) => i > 1_500 && name === "read" && end !== undefined,
    );
    const wrong = history.map((operation, i) => (i === at ? { ...operation, result: "never" } : operation));
    expect(decide(wrong, register)).toMatchObject({ kind: "violation", evidence: { operation: wrong[at] } });
  });
});

describe("reads that may be stale", () => {
  const stale = { op: "read_stale", readsAs: "read", lagUs: 100 };
  const writes = [op("a", ["write", "x", 1], 0, 10), op("a", ["write", "x", 2], 500, 510)];
  const look = (client: string, value: Json, at: number): Operation =>
    op(client, ["read_stale", "x", null, value], at, at + 1);
  const judge = (...more: Operation[]): string => decide([...writes, ...more], register, { stale }).kind;

  it("may show what was true up to the lag before they were called, and no longer", () => {
    expect(judge(look("b", 1, 600))).toBe("linearizable");
    expect(judge(look("b", 1, 700))).toBe("violation");
    expect(judge(look("b", 3, 600))).toBe("violation");
  });

  it("may differ between sessions, but go back in none", () => {
    expect(judge(look("b", 2, 560), look("c", 1, 570))).toBe("linearizable");
    expect(judge(look("b", 2, 560), look("b", 1, 570))).toBe("violation");
  });

  it("never show less than one's own operations", () => {
    expect(judge(look("b", 1, 560))).toBe("linearizable");
    expect(judge(look("a", 1, 560))).toBe("violation");
  });

  it("cannot see into the future", () => {
    expect(judge(look("b", 2, 300))).toBe("violation");
  });
});

/** A model with services that keep to it, and how an answer is spoilt. */
interface Case {
  readonly name: string;
  readonly model: () => SequentialModel<never>;
  readonly service: (prng: Prng) => Service;
}

const CASES: readonly Case[] = [
  {
    name: "register",
    model: () => createRegisterModel() as never,
    service(prng) {
      const held = new Map<string, Json>();
      return {
        ask() {
          const key = prng.nextBelow(4) === 0 ? "y" : "x";
          const kind = ["read", "write", "cas"][prng.nextBelow(3)] as string;
          const value = [null, prng.nextBelow(3), [prng.nextBelow(3), prng.nextBelow(3)]][
            ["read", "write", "cas"].indexOf(kind)
          ] as Json;
          return { op: kind, key, value };
        },
        answer(_client, { op: kind, key, value }) {
          const now = held.get(key) ?? null;
          if (kind === "read") return now;
          const [expected, next] = kind === "cas" ? (value as readonly [Json, Json]) : [now, value];
          if (expected === now) held.set(key, next);
          return kind === "cas" ? expected === now : "ok";
        },
      };
    },
  },
  {
    name: "lock",
    model: () => createLockModel() as never,
    service(prng) {
      let holder: string | null = null;
      let token = 0;
      return {
        ask: () => {
          const kind = ["acquire", "release", "holder"][prng.nextBelow(3)] as string;
          return {
            op: kind,
            key: "lock",
            value: kind === "release" ? Math.max(1, token - prng.nextBelow(2)) : null,
          };
        },
        answer(client, { op: kind, value }) {
          if (kind === "holder") return holder === null ? null : { client: holder, token };
          if (kind === "acquire") {
            if (holder !== null) return null;
            holder = client;
            token += 1 + prng.nextBelow(2);
            return token;
          }
          const isMine = holder === client && value === token;
          if (isMine) holder = null;
          return isMine;
        },
      };
    },
  },
  {
    name: "versioned variable",
    model: () => createVersionedModel("first") as never,
    service(prng) {
      const values: Json[] = ["first"];
      return {
        ask(_client, number) {
          const base = Math.max(0, values.length - 1 - prng.nextBelow(2));
          const kind = ["propose", "rollback", "read"][prng.nextBelow(3)] as string;
          if (kind === "read") return { op: kind, key: "rate", value: null };
          const value = kind === "propose" ? { base, value: number % 3 } : { base, to: prng.nextBelow(3) };
          return { op: kind, key: "rate", value };
        },
        answer(_client, { op: kind, value }) {
          const version = values.length - 1;
          if (kind === "read") return { version, value: values[version] as Json };
          const { base, value: given, to } = value as { base: number; value?: Json; to?: number };
          const next = kind === "propose" ? given : values[to as number];
          if (base === version && next !== undefined && prng.nextBelow(5) === 0)
            return { ok: false, reason: "rejected" };
          if (base !== version || next === undefined) return { ok: false, version };
          values.push(next);
          return { ok: true, version: version + 1 };
        },
      };
    },
  },
  {
    name: "append lists",
    model: () => createAppendListsModel() as never,
    service(prng) {
      const lists = new Map<string, readonly Json[]>();
      return {
        ask: (_client, number) => ({
          op: "txn",
          key: "",
          value: Array.from({ length: 1 + prng.nextBelow(2) }, (_, i): Json => {
            const list = prng.nextBelow(2) === 0 ? "x" : "y";
            return prng.nextBelow(2) === 0 ? ["append", list, number * 10 + i] : ["r", list, null];
          }),
        }),
        answer: (_client, { value }) =>
          (value as readonly (readonly [string, string, Json])[]).map((step): Json => {
            const [kind, list, item] = step;
            const items = lists.get(list) ?? [];
            if (kind === "r") return ["r", list, items];
            lists.set(list, [...items, item]);
            return step;
          }),
      };
    },
  },
];

/** A history with one thing changed: an answer that another operation got, or times moved. */
function mutate(history: readonly Operation[], prng: Prng): readonly Operation[] {
  const at = prng.nextBelow(history.length);
  const other = history[prng.nextBelow(history.length)] as Operation;
  return history.map((operation, i) => {
    if (i !== at || operation.return === undefined) return operation;
    if (prng.nextBelow(3) > 0) return { ...operation, result: other.result };
    const call = prng.nextBelow(operation.return + 20);
    return { ...operation, call, return: call + prng.nextBelow(4) };
  });
}

describe.each(CASES)("conformance on the model $name", ({ model, service }) => {
  const draw = (
    seed: number,
    operations: number,
    clients: number,
    lostPerMille: number,
  ): readonly Operation[] => {
    const prng = createPrng("conformance", seed);
    return generateHistory(service(prng), { prng, operations, clients, lostPerMille });
  };

  it("finds every history that was drawn from a linearization linearizable", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0, 100),
        (seed, clients, lost) => {
          expect(verdictText(decide(draw(seed, 30, clients, lost), model()))).toMatch(/^linearizable/);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("agrees with trying every order, on histories with one thing changed", () => {
    const found = { linearizable: 0, violation: 0 };
    for (let seed = 1; seed <= 500; seed++) {
      const prng = createPrng("mutation", seed);
      const history = mutate(draw(seed, 4 + (seed % 4), 3, seed % 2 === 0 ? 150 : 0), prng);
      const isFine = isLinearizable(history, model());
      const kind = isFine ? "linearizable" : "violation";
      expect([seed, decide(history, model()).kind]).toEqual([seed, kind]);
      found[kind]++;
    }
    expect(found.linearizable).toBeGreaterThan(50);
    expect(found.violation).toBeGreaterThan(50);
  });

  it("blames an answer before which everything is in order, and with which nothing is", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const prng = createPrng("blame", seed);
      const history = mutate(draw(seed, 6, 3, seed % 2 === 0 ? 150 : 0), prng);
      const verdict = decide(history, model());
      if (verdict.kind !== "violation") continue;
      const { key, operation } = verdict.evidence;
      const called = history.filter(
        (other) => (key === undefined || other.key === key) && other.call <= operation.return,
      );
      const answered = (before: number): Operation[] =>
        called.filter(({ return: end = before }) => end < before);
      expect([seed, canExplain(answered(operation.return), called, model())]).toEqual([seed, true]);
      expect([seed, canExplain(answered(operation.return + 1), called, model())]).toEqual([seed, false]);
    }
  });
});

/** Whether these operations, with any of the others that had been called, have an order. */
function canExplain(
  answered: readonly Operation[],
  called: readonly Operation[],
  model: SequentialModel<never>,
): boolean {
  const open = called.filter((operation) => !answered.includes(operation));
  return Array.from({ length: 2 ** open.length }, (_, subset) =>
    open.filter((_open, i) => Math.floor(subset / 2 ** i) % 2 === 1),
  ).some((more) => isLinearizable([...answered, ...more], model));
}
