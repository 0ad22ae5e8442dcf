import { expect, it } from "vitest";
import { World } from "../world.ts";
import { firstValueOf, type GossipState, gossiperName, thousandNodes } from "./thousand-nodes.ts";

it("every process of the gossip finds the average of all, and nothing is lost on the way", () => {
  const processes = 4;
  const scenario = thousandNodes(12);
  const parameters = { processes, farPercent: 50, wakeEveryMs: 20 };
  const world = new World({ scenario, seed: 3, parameters, resources: {} });
  world.runUntil(3_000_000, Number.POSITIVE_INFINITY);
  let total = 0;
  for (const { index } of world.nodes) for (let i = 0; i < processes; i++) total += firstValueOf(index, i);
  const average = total / (12 * processes);
  for (const node of world.nodes) {
    for (let i = 0; i < processes; i++) {
      const pid = node.names.get(gossiperName(i));
      const process = pid === undefined ? undefined : node.find(pid);
      if (process === undefined) throw new Error(`${gossiperName(i)} of ${node.name} is gone`);
      const [sum, weight] = process.state as unknown as GossipState;
      expect(sum / weight).toBeCloseTo(average, 6);
    }
  }
});
