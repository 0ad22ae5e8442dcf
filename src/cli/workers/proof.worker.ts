/**
 * In a browser: a worker that starts shards as workers of its own, runs the worlds it is asked for, and posts what came
 * of them. The page it is opened from is not cross-origin isolated.
 */

import { openSpreadWorld, startShardWorker } from "../../bridge/index.ts";
import type { WorldOrder } from "../../sim/index.ts";

/** A world to run and for how long. */
export interface ProofOrder {
  readonly world: WorldOrder;
  readonly untilUs: number;
}

export interface ProofAnswer {
  readonly shards: number;
  readonly hash: string;
  readonly events: number;
  readonly rounds: number;
  readonly wallMs: number;
  /** Whether the browser would allow memory to be shared; the proof is that it need not. */
  readonly isIsolated: boolean;
}

async function prove({ world: order, untilUs }: ProofOrder): Promise<ProofAnswer> {
  const world = await openSpreadWorld(order, startShardWorker);
  try {
    const startedMs = performance.now();
    const figures = await world.advance(untilUs);
    const wallMs = performance.now() - startedMs;
    const events = figures.reduce((sum, shard) => sum + shard.events, 0);
    const hash = await world.hash();
    const { shards } = order;
    return { shards, hash, events, rounds: figures[0]?.rounds ?? 0, wallMs, isIsolated: crossOriginIsolated };
  } finally {
    world.end();
  }
}

self.onmessage = ({ data }: MessageEvent<readonly ProofOrder[]>) => {
  const all = async (): Promise<readonly ProofAnswer[]> => {
    const answers: ProofAnswer[] = [];
    for (const order of data) answers.push(await prove(order));
    return answers;
  };
  all().then(
    (answers) => self.postMessage({ answers }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
