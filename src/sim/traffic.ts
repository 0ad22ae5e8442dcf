/**
 * Where every signal between nodes is. Conservation (Z4): sent + duplicated = delivered + lost + under way. A signal
 * that waits behind the output barrier of its node has not been sent yet.
 */

import { arrivalsUnderWay } from "../kernel/index.ts";
import type { World } from "./world.ts";

export interface Traffic {
  readonly sent: number;
  readonly duplicated: number;
  readonly delivered: number;
  /** On a link, or with the receiver that crashed while they were under way. */
  readonly lost: number;
  /** Travelling, or inside a clogged link. */
  readonly underWay: number;
}

export function readTraffic({ nodes, network }: Pick<World, "nodes" | "network">): Traffic {
  const { sent, lost } = network.totals();
  const traffic = {
    sent,
    duplicated: network.duplicatedCount(),
    delivered: 0,
    lost,
    underWay: network.heldCount(),
  };
  for (const node of nodes) {
    traffic.delivered += node.delivered;
    traffic.lost += node.lostInCrash;
    traffic.underWay += arrivalsUnderWay(node);
  }
  return traffic;
}
