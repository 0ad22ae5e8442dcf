/**
 * Published BEAM figures on the same class of machine: Erlang/OTP 25 with its JIT, one scheduler, 2 cores of an
 * AMD EPYC (Zen 4). Where several whole runs were published, the range of their medians. Operations per second.
 *
 * They are quoted, not measured side by side: shared machines differ by a factor of two from day to day, so a ratio
 * below two says nothing.
 */

/** Lowest and highest median. */
export type BeamFigure = readonly [low: number, high: number];

export const BEAM_FIGURES: Readonly<Record<string, BeamFigure>> = {
  ping_pong: [4_400_000, 5_200_000],
  ring: [4_900_000, 5_650_000],
  fan_in: [3_900_000, 8_500_000],
  selective_receive: [170_000, 220_000],
  call_1: [770_000, 850_000],
  call_100: [900_000, 980_000],
  cast_burst: [6_000_000, 7_100_000],
  spawn_monitor_down: [980_000, 1_010_000],
  spawn_idle_1m: [500_000, 500_000],
  link_deaths: [435_000, 476_000],
  restarts: [183_000, 187_000],
  timers_1m: [650_000, 650_000],
  table_lookup: [3_100_000, 4_400_000],
  registry_lookup: [3_300_000, 5_300_000],
  registry_register: [1_000_000, 1_300_000],
};
