/** What a supervisor's `init` says about itself: strategy, restart intensity, automatic shutdown (supervisor.erl). */

import type { Term } from "../kernel/index.ts";
import { type Checked, isFields, refused } from "./child-check.ts";
import { AUTO_SHUTDOWNS, type AutoShutdown } from "./child-spec.ts";
import { isRestartDelay, type RestartDelay } from "./restart-delay.ts";

export type Strategy = "one_for_one" | "one_for_all" | "rest_for_one" | "simple_one_for_one";

/** As their author writes them. */
export type SupFlags = {
  readonly strategy?: Strategy;
  /** Restarts allowed within `period`; one more and the supervisor gives up. 1 unless said. */
  readonly intensity?: number;
  /** In seconds. 5 unless said. */
  readonly period?: number;
  readonly autoShutdown?: AutoShutdown;
  /** Restarts wait, longer after each failure in a row. They do not unless said. Beyond OTP. */
  readonly restartDelay?: RestartDelay;
};

export type Flags = Required<Omit<SupFlags, "restartDelay">> & Pick<SupFlags, "restartDelay">;

const STRATEGIES: readonly Term[] = ["one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"];

/** The flags with OTP's defaults, or why they are refused. */
export function checkFlags(flags: Term): Checked<Flags> {
  if (!isFields(flags)) return refused(["invalid_flags", flags]);
  const strategy = flags["strategy"] ?? "one_for_one";
  const intensity = flags["intensity"] ?? 1;
  const period = flags["period"] ?? 5;
  const autoShutdown = flags["autoShutdown"] ?? "never";
  if (!STRATEGIES.includes(strategy)) return refused(["invalid_strategy", strategy]);
  if (!isCount(intensity)) return refused(["invalid_intensity", intensity]);
  if (!isCount(period) || period === 0) return refused(["invalid_period", period]);
  if (!AUTO_SHUTDOWNS.includes(autoShutdown)) return refused(["invalid_auto_shutdown", autoShutdown]);
  const { restartDelay } = flags;
  if (!isRestartDelay(restartDelay)) return refused(["invalid_restart_delay", restartDelay]);
  return {
    ok: true,
    value: {
      strategy: strategy as Strategy,
      intensity,
      period,
      autoShutdown: autoShutdown as AutoShutdown,
      ...(restartDelay === undefined ? {} : { restartDelay }),
    },
  };
}

function isCount(value: Term): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
