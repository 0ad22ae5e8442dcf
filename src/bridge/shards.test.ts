import { describe, expect, it } from "vitest";
import { findLargeScenario, World, type WorldOrder } from "../sim/index.ts";
import { serveShard, type Wire } from "./shard-server.ts";
import { openSpreadWorld, type ShardWorker } from "./shards.ts";

function wireOf(port: MessagePort): Wire {
  return {
    post: (message, transfer) => port.postMessage(message, Array.from(transfer)),
    listen: (hear) => {
      port.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    },
  };
}

/** A shard's server at the other end of a real message channel. */
function startHere(ended: MessagePort[] = []): ShardWorker {
  const { port1, port2 } = new MessageChannel();
  serveShard({ wire: wireOf(port2), nowMs: () => performance.now(), wireOf });
  const end = (): void => {
    ended.push(port1);
    port1.close();
  };
  return { ...wireOf(port1), onDeath: () => undefined, end };
}

const order: WorldOrder = {
  scenario: "thousand-nodes",
  nodes: 8,
  seed: 4,
  parameters: { processes: 4, farPercent: 60, wakeEveryMs: 10 },
  resources: {},
  defects: [],
  inputs: [
    { atUs: 40_000, action: { kind: "kill_process", target: "<n2.1>", reason: "kill" } },
    { atUs: 60_000, action: { kind: "partition", target: "network", group: ["n1", "n8"] } },
    { atUs: 120_000, action: { kind: "restart_node", target: "n2" } },
  ],
  shards: 3,
};

/** The hash of the same world in one piece. */
function hashAlone(untilUs: number): string {
  const scenario = findLargeScenario(order.scenario, order.nodes);
  if (!scenario.ok) throw new Error(scenario.error);
  const world = new World({ ...order, scenario: scenario.value });
  for (const record of order.inputs) world.schedule(record);
  world.runUntil(untilUs, Number.POSITIVE_INFINITY);
  return world.hash();
}

describe("a world spread over workers", () => {
  it("comes, in one leg after the other, to the hash of the world in one piece", async () => {
    const world = await openSpreadWorld(order, startHere);
    for (const untilUs of [50_000, 100_000, 200_000]) {
      const figures = await world.advance(untilUs);
      expect(figures).toHaveLength(3);
      expect(await world.hash()).toBe(hashAlone(untilUs));
    }
    world.end();
  });

  it("ends all workers and says why when one fails", async () => {
    const ended: MessagePort[] = [];
    const opening = openSpreadWorld({ ...order, scenario: "nowhere" }, () => startHere(ended));
    await expect(opening).rejects.toThrow('there is no scenario "nowhere"');
    expect(new Set(ended).size).toBe(3);
  });
});
