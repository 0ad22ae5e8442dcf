/**
 * The host of a spread world: starts one worker per shard, gives each pair a channel, and asks all of them the same.
 *
 * Invariant: a shard that fails ends the whole run with the reason; nothing is left pending.
 */

import { createLanes, lanesToHex } from "../base/index.ts";
import type { WorldOrder } from "../sim/index.ts";
import type { ShardAnswer, ShardCommand, ShardFigures, Wire } from "./shard-server.ts";

/** A worker as the host sees it. */
export interface ShardWorker extends Wire {
  /** Told once when the worker ends by itself. */
  onDeath(hear: (cause: string) => void): void;
  end(): void;
}

export interface SpreadWorld {
  /** Handles every event up to this virtual time; what each shard has done so far. */
  advance(untilUs: number): Promise<readonly ShardFigures[]>;
  /** The hash of the whole world: the same as on one worker. */
  hash(): Promise<string>;
  end(): void;
}

/** Opens a world of `order.shards` shards on as many workers. */
export async function openSpreadWorld(order: WorldOrder, start: () => ShardWorker): Promise<SpreadWorld> {
  const workers = Array.from({ length: order.shards }, start);
  const end = (): void => {
    for (const worker of workers) worker.end();
  };
  const asks = workers.map((worker) => askerOf(worker, end));
  const ports = portsBetween(order.shards);
  const askAll = (commandOf: (shard: number) => ShardCommand): Promise<readonly ShardAnswer[]> =>
    Promise.all(
      asks.map((ask, shard) => {
        const command = commandOf(shard);
        const given = command.kind === "open" ? command.ports.filter((port) => port !== null) : [];
        return ask(command, given);
      }),
    );
  await askAll((shard) => ({ kind: "open", order: { ...order, shard }, ports: ports[shard] ?? [] }));
  return {
    async advance(untilUs) {
      const answers = await askAll(() => ({ kind: "advance", untilUs }));
      return answers.flatMap((answer) => (answer.kind === "reached" ? [answer.figures] : []));
    },
    async hash() {
      let lanes = createLanes();
      for (const part of ["nodes", "links"] as const) {
        for (const ask of asks) {
          const answer = await ask({ kind: "hash", part, lanes }, []);
          if (answer.kind === "lanes") lanes = answer.lanes;
        }
      }
      return lanesToHex(lanes);
    },
    end,
  };
}

type Ask = (command: ShardCommand, transfer: readonly Transferable[]) => Promise<ShardAnswer>;

/** One question at a time per worker, each with its answer. */
function askerOf(worker: ShardWorker, onFailure: () => void): Ask {
  let settle: { resolve(answer: ShardAnswer): void; reject(error: Error): void } | undefined;
  let cause: Error | undefined;
  const fail = (message: string): void => {
    cause ??= new Error(message);
    onFailure();
    settle?.reject(cause);
  };
  worker.listen((message) => {
    const answer = message as ShardAnswer;
    if (answer.kind === "failed") fail(answer.message);
    else settle?.resolve(answer);
  });
  worker.onDeath(fail);
  return (command, transfer) =>
    new Promise((resolve, reject) => {
      if (cause !== undefined) return reject(cause);
      settle = { resolve, reject };
      worker.post(command, transfer);
    });
}

/** Row i: the ports with which shard i reaches each other one. */
function portsBetween(shards: number): (MessagePort | null)[][] {
  const rows = Array.from({ length: shards }, () => new Array<MessagePort | null>(shards).fill(null));
  for (const [a, row] of rows.entries()) {
    for (let b = a + 1; b < shards; b++) {
      const { port1, port2 } = new MessageChannel();
      row[b] = port1;
      (rows[b] as (MessagePort | null)[])[a] = port2;
    }
  }
  return rows;
}
