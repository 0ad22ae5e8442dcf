/**
 * All shards of a world in one isolate, buffer by buffer: the plain reference of what hosts do with workers, and what
 * the tests compare with a world of one piece.
 */

import { createLanes, lanesToHex } from "../../base/index.ts";
import { Member, type MemberFigures } from "./member.ts";
import type { ShardOptions } from "./shard.ts";

export type ShardedOptions = Omit<ShardOptions, "shard">;

export interface ShardedOutcome {
  /** Hash of the world, as `World.hash` gives it. */
  readonly hash: string;
  readonly figures: readonly MemberFigures[];
}

/** Runs the whole world up to a virtual time, or in legs up to several, spread over as many shards as the options say. */
export function runShardsInProcess(
  options: ShardedOptions,
  untilUs: number | readonly number[],
): ShardedOutcome {
  const underWay: { from: number; to: number; buffer: ArrayBuffer }[] = [];
  const members = Array.from(
    { length: options.shards },
    (_, shard) =>
      new Member({
        ...options,
        shard,
        post: (to, buffer) => underWay.push({ from: shard, to, buffer }),
        onReached: () => undefined,
      }),
  );
  for (const member of members) member.start();
  for (const legUs of [untilUs].flat()) {
    for (const member of members) member.advance(legUs);
    for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) {
      members[next.to]?.receive(next.from, next.buffer);
    }
  }
  const lanes = createLanes();
  for (const part of ["nodes", "links"] as const) for (const member of members) member.mixHash(lanes, part);
  return { hash: lanesToHex(lanes), figures: members.map((member) => member.figures()) };
}
