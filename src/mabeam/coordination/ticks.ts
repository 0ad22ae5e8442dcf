/** Counting time in ticks: how long proposals have been open under this leader, how long nodes have been silent. */

import { agentsUp } from "../variables/index.ts";
import type { CoordinatorState } from "./coordinator-state.ts";

/** The state one tick later. */
export function counted(
  state: CoordinatorState,
  self: number,
  connected: readonly number[],
): CoordinatorState {
  const { view, isLeader } = state;
  const openTicks: Record<string, number> = {};
  const silentTicks: Record<string, number> = {};
  if (isLeader) {
    for (const proposal of view.proposals) {
      if (proposal.state === "open") openTicks[proposal.id] = (state.openTicks[proposal.id] ?? 0) + 1;
    }
    for (const { node } of agentsUp(view)) {
      if (node !== self && !connected.includes(node)) silentTicks[node] = (state.silentTicks[node] ?? 0) + 1;
    }
  }
  return { ...state, tick: state.tick + 1, openTicks, silentTicks };
}
