/**
 * The shape of a simulated network: a thousand processes on ten nodes in pairs that write to each other. Every message
 * draws its delay, passes the checks for loss and cuts, waits in the queue of its node, and leaves two records.
 */

import {
  type Context,
  enterLoop,
  type Module,
  type Pid,
  sendFromOutside,
  type Term,
} from "../../kernel/index.ts";
import type { Scenario } from "../scenario.ts";
import { World } from "../world.ts";
import type { BenchShape, PreparedShape } from "./shape.ts";

const NODES = 10;
const PROCESSES_PER_NODE = 100;
const PROCESSES = NODES * PROCESSES_PER_NODE;

type Letter = readonly [from: Pid, left: number];

/** Answers letters until nothing is left; on `go` writes the first one to its partner of the same name. */
const writer: Module = {
  name: "writer",
  functions: {
    start: (_ctx: Context, name: string, node: number, letters: number) =>
      enterLoop("writer", [{ name, node }, letters]),
  },
  loop: {
    name: "writer",
    handle(ctx: Context, state: never, message: Term): Term {
      if (message === "go") {
        const [partner, letters] = state as readonly [{ name: string; node: number }, number];
        ctx.send(partner, [ctx.self, letters - 1] satisfies Letter);
        return state;
      }
      const letter = message as Letter;
      if (letter[1] > 0) ctx.send(letter[0], [ctx.self, letter[1] - 1] satisfies Letter);
      return state;
    },
  },
};

/** The first process of a node: starts its writers, and on `go` lets them begin. */
const postmaster: Module = {
  name: "postmaster",
  functions: {
    start(ctx: Context, letters: number) {
      ctx.register("postmaster", ctx.self);
      const pids = Array.from({ length: PROCESSES_PER_NODE }, (_, i) => {
        const name = `w${i}`;
        const partner = (ctx.node + 1 + (i % (NODES - 1))) % NODES;
        const pid = ctx.spawn(["writer", "start", [name, partner, letters]]);
        ctx.register(name, pid);
        return pid;
      });
      return enterLoop("postmaster", pids);
    },
  },
  loop: {
    name: "postmaster",
    handle(ctx: Context, pids: readonly Pid[]): Term {
      for (const pid of pids) ctx.send(pid, "go");
      return pids;
    },
  },
};

function postalScenario(letters: number): Scenario {
  return {
    id: "bench-network",
    title: "Benchmark of the network",
    summary: "A thousand processes on ten nodes write to each other.",
    nodes: NODES,
    link: { latencyUs: { kind: "shifted_exponential", shift: 200, mean: 300 }, minUs: 100, lossPpm: 0 },
    schedulers: 1,
    handlerCostUs: 0,
    defaultSpeed: 1,
    parameters: [],
    resources: [],
    checkers: [],
    code: () => [postmaster, writer],
    boot: () => ["postmaster", "start", [letters]],
  };
}

/** `size` messages between nodes: each process begins one exchange of `size / 1,000`. */
function preparedNetwork(size: number): PreparedShape {
  const letters = Math.max(1, Math.floor(size / PROCESSES));
  const world = new World({ scenario: postalScenario(letters), seed: 1, parameters: {}, resources: {} });
  while (world.step());
  let isStarted = false;
  const start = (): void => {
    if (isStarted) return;
    isStarted = true;
    for (const node of world.nodes) {
      sendFromOutside(node, "postmaster", "go", 0);
      world.refresh(node);
    }
  };
  return {
    run() {
      start();
      while (world.step());
      return letters * PROCESSES;
    },
    runSlice(events) {
      start();
      let done = 0;
      while (done < events && world.step()) done++;
      return done;
    },
    events: () => world.nodes.reduce((sum, { trace }) => sum + trace.seq, 0),
    hash: () => world.hash(),
  };
}

export const network: BenchShape = {
  id: "network",
  title: "Messages between 1,000 processes on 10 nodes, a delay drawn for each",
  unit: "messages",
  size: 500_000,
  quickSize: 50_000,
  prepare: preparedNetwork,
};
