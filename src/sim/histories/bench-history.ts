/**
 * What the decider is measured with: a history of registers, drawn once, and the decision about it. No clock inside.
 */

import { assert, createPrng } from "../../base/index.ts";
import { decide } from "./decide.ts";
import { generateHistory, type Service } from "./generated-history.ts";
import { createRegisterModel } from "./models/register.ts";
import type { Json, Operation } from "./operation.ts";
import { applyToRegisters, type Registers } from "./register-machine.ts";

export interface HistoryBench {
  readonly history: readonly Operation[];
  /** Decides the history; the steps it took. */
  run(): number;
}

export interface HistoryBenchPlan {
  readonly operations: number;
  readonly clients: number;
  /** 1: all clients on one hot register. */
  readonly keys: number;
}

/** Answers that are lost in the measured history, per thousand. */
const LOST_PER_MILLE = 1;

/** Half reads, a third writes of values that are written once, the rest compare-and-set. */
export function prepareHistoryBench({ operations, clients, keys }: HistoryBenchPlan): HistoryBench {
  const prng = createPrng("history bench", operations, clients, keys);
  let registers: Registers = {};
  const service: Service = {
    ask(_client, number) {
      const key = `r${1 + prng.nextBelow(keys)}`;
      const kind = prng.nextBelow(6);
      if (kind < 3) return { op: "read", key, value: null };
      if (kind < 5) return { op: "write", key, value: number };
      return { op: "cas", key, value: [1 + prng.nextBelow(number), -number] };
    },
    answer(_client, { op, key, value }) {
      const given = op === "cas" ? (value as readonly Json[]) : [value];
      const { state, answer } = applyToRegisters(registers, [op, key, ...given]);
      registers = state;
      return answer as Json;
    },
  };
  const history = generateHistory(service, { prng, clients, operations, lostPerMille: LOST_PER_MILLE });
  const model = createRegisterModel();
  return {
    history,
    run() {
      const verdict = decide(history, model);
      assert(verdict.kind === "linearizable", `a history drawn from a linearization is ${verdict.kind}`);
      return verdict.steps;
    },
  };
}
