/** What is written down of a run at every whole virtual second, for curves over time. */

import { readServer } from "./readings/cluster.ts";
import type { Accuracy } from "./scoreboard.ts";
import type { World } from "./world.ts";

export interface Sample {
  readonly atUs: number;
  readonly events: number;
  readonly processes: number;
  readonly mailboxTotal: number;
  readonly messagesSent: number;
  readonly messagesLost: number;
  /** Highest commit index of the replicated log. */
  readonly committed: number;
  /** Held-out accuracy over the agents; undefined before anybody has measured it. */
  readonly accuracy: Accuracy | undefined;
}

export function takeSample(world: World, accuracy: Accuracy | undefined): Sample {
  let processes = 0;
  let mailboxTotal = 0;
  let committed = 0;
  for (const node of world.nodes) {
    committed = Math.max(committed, readServer(node)?.commitIndex ?? 0);
    processes += node.processCount;
    // Straight over the slots: a list of a million processes for one sum would cost more than the sum.
    for (const process of node.slots) if (process !== undefined) mailboxTotal += process.mailboxLength;
  }
  const { sent: messagesSent, lost: messagesLost } = world.network.totals();
  const { nowUs: atUs, events } = world;
  return { atUs, events, processes, mailboxTotal, messagesSent, messagesLost, committed, accuracy };
}
