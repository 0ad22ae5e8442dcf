/**
 * The orders of this lens that a world may not take yet. `canOrder` of the assigns says whether it does; until then
 * their buttons are disabled and say why.
 */
import type { Action } from "../../../view/index.ts";

export const NO_ORDERS = "This world takes no orders to its consensus servers yet";

export const ALIGN_TIMERS = { kind: "align_timers", target: "network" } as unknown as Action;

export function campaignOrder(server: string): Action {
  return { kind: "campaign", target: server } as unknown as Action;
}

export function transferOrder(server: string): Action {
  return { kind: "transfer_leadership", target: server } as unknown as Action;
}

/** The two nodes of a link, the smaller first. */
export function linkOf(a: string, b: string): string {
  return Number(a.slice(1)) < Number(b.slice(1)) ? `${a}-${b}` : `${b}-${a}`;
}
