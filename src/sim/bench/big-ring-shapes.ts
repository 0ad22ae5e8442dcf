/** A ring of very many living processes with a thousand tokens on their way: what distance in memory costs, and pauses. */

import { type Context, enterLoop, type Module, type Pid, type Term } from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const TOKENS = 1_000;
const MILLION = 1_000_000;
const SLICE_PROCESSES = 100_000;

type Member = { readonly next: Pid; readonly seen: number };
type Token = readonly ["ring", value: number, left: number];

/** Hands a token on, counted up, and remembers its value. */
const member: Module = {
  name: "member",
  functions: { start: (_ctx: Context, next: Pid) => enterLoop("member", { next, seen: 0 }) },
  loop: {
    name: "member",
    handle(ctx: Context, { next, seen }: Member, message: Term): Term {
      const token = message as Token | readonly ["next", Pid];
      if (token[0] === "next") return { next: token[1], seen };
      const value = token[1];
      if (token[2] > 0) ctx.send(next, ["ring", value + 1, token[2] - 1] satisfies Token);
      else ctx.send(MAIN, "done");
      return { next, seen: value };
    },
  },
};

type Plan = readonly [pids: readonly Pid[], tokens: number, lap: number];

/** Builds the ring; on `go` puts the tokens in, evenly spread. */
const bigRing: Module = {
  name: "big_ring",
  functions: {
    [MAIN]: (ctx: Context, length: number, tokens: number, lap: number) => {
      const pids: Pid[] = [ctx.spawn(["member", "start", [ctx.self]])];
      for (let i = 1; i < length; i++) pids.push(ctx.spawn(["member", "start", [pids[i - 1] as Pid]]));
      ctx.send(pids[0] as Pid, ["next", pids[length - 1] as Pid]);
      return enterLoop("big_ring", [pids, tokens, lap]);
    },
  },
  loop: {
    name: "big_ring",
    handle(ctx: Context, state: Plan, message: Term): Term {
      if (message !== "go") return state;
      const [pids, tokens, lap] = state;
      for (let i = 0; i < tokens; i++) {
        const at = Math.floor((i * pids.length) / tokens);
        ctx.send(pids[at] as Pid, ["ring", 0, lap - 1] satisfies Token);
      }
      return state;
    },
  },
};

function bigRingWorld(length: number, hops: number): PreparedShape {
  const tokens = Math.min(TOKENS, length, hops);
  const args = [length, tokens, hops / tokens];
  return preparedWorld({ modules: [bigRing, member], args, operations: hops });
}

export const ringMillion: BenchShape = {
  id: "ring_1m",
  title: "Ring of 1,000,000 living processes, 1,000 tokens",
  unit: "hops",
  size: 3_000_000,
  quickSize: 300_000,
  // A quick look has a tenth of the processes and of the way.
  prepare: (size) => bigRingWorld(Math.min(MILLION, size / 3), size),
  population: { of: "processes", prepare: (population) => bigRingWorld(population, MILLION) },
};

export const slices: BenchShape = {
  id: "slices",
  title: "Slices of 10,000 events among 100,000 living processes",
  unit: "hops",
  size: 3_000_000,
  quickSize: 300_000,
  prepare: (size) => bigRingWorld(Math.min(SLICE_PROCESSES, size / 3), size),
  sliceEvents: 10_000,
};
