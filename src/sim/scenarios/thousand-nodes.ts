/**
 * thousand-nodes: a large cluster that agrees on an average by gossip, for measuring and for worlds spread over workers.
 *
 * Push-sum (Kempe, Dobra and Gehrke, 2003): every process holds a sum and a weight. When it wakes it gives half of both
 * away, and what it gets it adds; sum by weight goes to the average of all, exponentially fast. Partners are neighbours
 * on the same node or, in some of a hundred cases, processes on a peer of the node; peers lie 1, 2, 4, … nodes ahead.
 */

import { type Context, enterLoop, isTagged, type Module, type Pid, type Term } from "../../kernel/index.ts";
import type { Scenario } from "../scenario.ts";

export type GossipState = readonly [sum: number, weight: number];

interface Plan {
  readonly nodes: number;
  readonly processes: number;
  readonly farPercent: number;
  readonly wakeUs: number;
}

/** The name of a gossiper on its node. */
export function gossiperName(index: number): string {
  return `gossiper ${index + 1}`;
}

/** What a gossiper begins with: the average over all is known, so that everybody can see whether it is found. */
export function firstValueOf(node: number, index: number): number {
  return (node % 7) * 10 + (index % 11);
}

function gossiper(plan: Plan): Module {
  const names = Array.from({ length: plan.processes }, (_, index) => gossiperName(index));
  const hops = Math.max(1, 32 - Math.clz32(plan.nodes - 1));
  const partner = (ctx: Context, lot: number): Pid | { readonly name: string; readonly node: number } => {
    const name = names[lot % plan.processes] as string;
    const rest = Math.floor(lot / plan.processes);
    const isFar = rest % 100 < plan.farPercent && plan.nodes > 1;
    if (!isFar) return ctx.whereis(name) ?? ctx.self;
    const ahead = 1 << (Math.floor(rest / 100) % hops);
    return { name, node: (ctx.node + ahead) % plan.nodes };
  };
  const wakeLater = (ctx: Context): void => {
    ctx.sendAfter(ctx.drawBetween("wake", plan.wakeUs / 2, plan.wakeUs + plan.wakeUs / 2), ctx.self, "wake");
  };
  return {
    name: "gossiper",
    functions: {
      start(ctx: Context, index: number) {
        wakeLater(ctx);
        return enterLoop("gossiper", [firstValueOf(ctx.node, index), 1]);
      },
    },
    loop: {
      name: "gossiper",
      handle(ctx: Context, state: GossipState, message: Term): GossipState {
        if (message === "wake") {
          const half: GossipState = [state[0] / 2, state[1] / 2];
          ctx.send(partner(ctx, ctx.draw("partner")), ["half", half[0], half[1]]);
          wakeLater(ctx);
          return half;
        }
        if (!isTagged(message, "half")) return state;
        return [state[0] + (message[1] as number), state[1] + (message[2] as number)];
      },
    },
  };
}

/** The first process of a node: starts the gossipers, and one anew for each that dies. */
function keeper(plan: Plan): Module {
  const hire = (ctx: Context, index: number): Pid => {
    const name = gossiperName(index);
    const pid = ctx.spawn(["gossiper", "start", [index]], { link: true, label: name });
    ctx.register(name, pid);
    return pid;
  };
  return {
    name: "keeper",
    functions: {
      start(ctx: Context) {
        ctx.trapExit(true);
        return enterLoop(
          "keeper",
          Array.from({ length: plan.processes }, (_, index) => hire(ctx, index)),
        );
      },
    },
    loop: {
      name: "keeper",
      handle(ctx: Context, pids: readonly Pid[], message: Term): readonly Pid[] {
        const index = isTagged(message, "EXIT") ? pids.indexOf(message[1] as Pid) : -1;
        return index < 0 ? pids : pids.with(index, hire(ctx, index));
      },
    },
  };
}

/** The scenario with so many nodes; a thousand is what its name promises. */
export function thousandNodes(nodes = 1_000): Scenario {
  const planOf = (parameters: Readonly<Record<string, unknown>>): Plan => ({
    nodes,
    processes: Number(parameters["processes"]),
    farPercent: Number(parameters["farPercent"]),
    wakeUs: Number(parameters["wakeEveryMs"]) * 1_000,
  });
  return {
    id: "thousand-nodes",
    title: "A thousand nodes",
    summary: `${nodes} nodes agree on an average by gossip.`,
    nodes,
    link: { latencyUs: { kind: "shifted_exponential", shift: 1_000, mean: 500 }, minUs: 1_000, lossPpm: 0 },
    schedulers: 1,
    handlerCostUs: 0,
    defaultSpeed: 1,
    parameters: [
      { name: "processes", title: "Processes per node", initial: 100, min: 1, max: 10_000 },
      { name: "farPercent", title: "Of a hundred messages, to other nodes", initial: 20, min: 0, max: 100 },
      { name: "wakeEveryMs", title: "A process wakes every … ms", initial: 100, min: 2, max: 60_000 },
    ],
    campaignParameters: { processes: 5, farPercent: 50, wakeEveryMs: 20 },
    resources: [],
    checkers: [],
    code: (parameters) => [gossiper(planOf(parameters)), keeper(planOf(parameters))],
    boot: () => ["keeper", "start", []],
  };
}
