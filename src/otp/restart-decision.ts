/**
 * Decision tables of a supervisor: what the end of a child asks for (supervisor.erl: do_restart, do_auto_shutdown).
 */

import { unreachable } from "../base/index.ts";
import type { Term } from "../kernel/index.ts";
import type { AutoShutdown } from "./child-spec.ts";
import { type Child, isOrderly, type RestartType } from "./child-spec.ts";
import type { Strategy } from "./supervisor-flags.ts";

/** Restart type × reason. */
export function decideRestart(type: RestartType, reason: Term): "restart" | "let_go" {
  switch (type) {
    case "permanent":
      return "restart";
    case "transient":
      return isOrderly(reason) ? "let_go" : "restart";
    case "temporary":
      return "let_go";
    default:
      return unreachable(type);
  }
}

/** Strategy × position: which children of the list are stopped and started again with the one at `index`. */
export function restartGroup(
  strategy: Strategy,
  index: number,
  count: number,
): readonly [from: number, to: number] {
  switch (strategy) {
    case "one_for_one":
    case "simple_one_for_one":
      return [index, index + 1];
    case "rest_for_one":
      return [index, count];
    case "one_for_all":
      return [0, count];
    default:
      return unreachable(strategy);
  }
}

/** What the decision on automatic shutdown looks at. */
export type Significance = Pick<Child, "significant" | "pid" | "restarting">;

/** Whether the supervisor ends because `gone` has ended by itself and is not restarted. `children`: those left. */
export function decideAutoShutdown(
  mode: AutoShutdown,
  gone: Significance,
  children: readonly Significance[],
): "stay" | "shut_down" {
  if (!gone.significant) return "stay";
  switch (mode) {
    case "never":
      return "stay";
    case "any_significant":
      return "shut_down";
    case "all_significant":
      return children.some((child) => child.significant && (child.pid !== undefined || child.restarting))
        ? "stay"
        : "shut_down";
    default:
      return unreachable(mode);
  }
}

const SECOND_US = 1_000_000;

/**
 * Enters a restart at `nowUs` into the window: the restarts that still count, newest first, and whether there are
 * now more than `intensity` of them. As in OTP the window is computed in whole seconds of the clock, so restarts up
 * to `period` seconds apart always count together and those `period` + 1 apart never do.
 */
export function enterRestart(
  restartsUs: readonly number[],
  nowUs: number,
  limits: { readonly intensity: number; readonly period: number },
): { readonly restartsUs: readonly number[]; readonly exceeded: boolean } {
  const oldest = Math.floor(nowUs / SECOND_US) - limits.period;
  let count = restartsUs.length;
  while (count > 0 && Math.floor((restartsUs[count - 1] as number) / SECOND_US) < oldest) count--;
  const kept = restartsUs.slice(0, count);
  kept.unshift(nowUs);
  return { restartsUs: kept, exceeded: kept.length > limits.intensity };
}
