/**
 * What is to be reached: floors and targets, from section 7 of the performance reference, "Proposed goals". They were
 * set for a Chromium worker, all shapes in one isolate, the trace on, and are held against the BEAM at one scheduler
 * in the same session. Floors leave room for the product's checks and for noise; targets are what prototypes reached.
 */

/** What a figure is about. Of all but the rate, less is better. */
export type Reading = "rate" | "bytes" | "p99_ms" | "worst_ms";

/**
 * A level. `timesBeam` counts where the BEAM was measured in the session; `value` otherwise, or where there is no BEAM
 * to compare with.
 */
export interface Level {
  readonly timesBeam?: number;
  readonly value?: number;
}

export interface Goal {
  readonly shape: string;
  readonly reading: Reading;
  readonly floor: Level;
  readonly target: Level;
}

const M = 1_000_000;

const times = (timesBeam: number, value?: number): Level =>
  value === undefined ? { timesBeam } : { timesBeam, value };

const goal = (
  shape: string,
  floor: Level | number,
  target: Level | number,
  reading: Reading = "rate",
): Goal => ({
  shape,
  reading,
  floor: typeof floor === "number" ? { value: floor } : floor,
  target: typeof target === "number" ? { value: target } : target,
});

export const GOALS: readonly Goal[] = [
  goal("ping_pong", times(2, 10 * M), times(4)),
  goal("ring", times(2, 11 * M), times(4)),
  goal("ring_1m", times(2, 2.8 * M), times(4)),
  goal("fan_in", times(1, 8.5 * M), times(2)),
  goal("cast_burst", times(1, 7 * M), times(2)),
  goal("spawn_exit", times(1.3, 2 * M), times(3)),
  goal("spawn_monitor_down", times(1.3, 2 * M), times(3)),
  goal("call_1", times(4, 3.5 * M), times(8, 7 * M)),
  goal("call_100", times(4, 3.5 * M), times(8, 7 * M)),
  goal("restarts", times(2, 0.4 * M), 1.5 * M),
  goal("restarts_10k", times(2, 0.4 * M), 1.5 * M),
  goal("supervised_start", times(4, 100_000 / 0.25), 100_000 / 0.08),
  goal("link_deaths", times(2, 100_000 / 0.11), 100_000 / 0.05),
  goal("timers_1m", times(2, 1.3 * M), 1.9 * M),
  goal("timers_cancelled", 10 * M, 20 * M),
  goal("network", 3 * M, 5 * M),
  goal("idle_handlers_1m", M / 1, M / 0.4),
  goal("idle_handlers_1m", 200, 100, "bytes"),
  goal("idle_servers_1m", M / 1, M / 0.4),
  goal("idle_servers_1m", 200, 100, "bytes"),
  goal("idle_generators_1m", M / 1.5, M / 0.6),
  goal("idle_generators_1m", 350, 180, "bytes"),
  goal("selective_receive", times(1), times(1.5)),
  goal("table_lookup", times(1.5, 6.5 * M), 12 * M),
  goal("table_lookup_string", times(1.5, 8 * M), 16 * M),
  goal("table_lookup_tuple", times(1, 8 * M), 14 * M),
  goal("registry_register", 2 * M, 3 * M),
  goal("registry_lookup", 8 * M, 15 * M),
  goal("registry_clean_up", 0.7 * M, 2 * M),
  // At most 30 and 12 ns for a record.
  goal("trace_record", 1e9 / 30, 1e9 / 12),
  goal("slices", 40, 20, "worst_ms"),
];

/** What an engine is asked for: Firefox half of each floor, and each floor as its target. */
export function goalFor(engine: string, goal: Goal): Goal {
  if (!engine.startsWith("Firefox")) return goal;
  const ease = goal.reading === "rate" ? 0.5 : 2;
  return { ...goal, floor: scaled(goal.floor, ease), target: goal.floor };
}

function scaled({ timesBeam, value }: Level, by: number): Level {
  return {
    ...(timesBeam === undefined ? {} : { timesBeam: timesBeam * by }),
    ...(value === undefined ? {} : { value: value * by }),
  };
}
