/** How busy a world is and what an event costs, measured on one worker over the beginning of a run. */

import { openMember, type WindowFigures, type WorldOrder } from "../../sim/index.ts";

/** Half of the prefix warms the code up. Time is processor time: how busy the machine is changes no choice. */
export function measurePrefix(
  order: Omit<WorldOrder, "shards">,
  prefixUs: number,
): Pick<WindowFigures, "eventsPerWindow" | "eventUs"> {
  const ignore = (): void => undefined;
  const opened = openMember({ ...order, shard: 0, shards: 1 }, { post: ignore, onReached: ignore });
  if (!opened.ok) throw new Error(opened.error);
  const member = opened.value;
  member.start();
  member.advance(Math.floor(prefixUs / 2));
  const before = member.figures();
  const startedUs = processorUs();
  member.advance(prefixUs);
  const spentUs = processorUs() - startedUs;
  const after = member.figures();
  const events = Math.max(1, after.events - before.events);
  const rounds = Math.max(1, after.rounds - before.rounds);
  return { eventsPerWindow: events / rounds, eventUs: spentUs / events };
}

/** Processor time of this process in µs. */
function processorUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
