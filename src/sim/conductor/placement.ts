/**
 * Which shard a node lives in, and how far shards may run ahead of each other.
 *
 * Nodes are dealt out in ranges, so that the hash, which goes through the nodes in order, visits each shard once.
 */

import { assert } from "../../base/index.ts";
import type { Distribution } from "../../numeric/index.ts";
import { CRASH_NOTICE_US } from "../connections.ts";
import type { LinkModel } from "../network.ts";

/** Nodes `first` up to `end` (not included). */
export interface NodeRange {
  readonly first: number;
  readonly end: number;
}

/** The nodes of a shard. With more shards than nodes some have none. */
export function rangeOf(shard: number, shards: number, nodes: number): NodeRange {
  assert(shard >= 0 && shard < shards, "a shard is one of those that share the world");
  return { first: Math.floor((shard * nodes) / shards), end: Math.floor(((shard + 1) * nodes) / shards) };
}

/** Shard by node index. */
export function shardsOfNodes(shards: number, nodes: number): Int32Array {
  const owner = new Int32Array(nodes);
  for (let shard = 0; shard < shards; shard++) {
    const { first, end } = rangeOf(shard, shards, nodes);
    owner.fill(shard, first, end);
  }
  return owner;
}

/**
 * The look-ahead in µs: no signal is under way for less, and no news of a node that stopped by itself is due sooner.
 * Inputs change loss and cuts of a link, never its delay, so this holds for the whole run.
 */
export function lookAheadUs({ latencyUs, minUs }: LinkModel): number {
  return Math.min(Math.max(minUs, Math.floor(lowestOf(latencyUs))), CRASH_NOTICE_US);
}

function lowestOf(latency: Distribution): number {
  switch (latency.kind) {
    case "constant":
      return latency.value;
    case "uniform":
      return latency.low;
    case "shifted_exponential":
      return latency.shift;
    default:
      return 0;
  }
}
