/**
 * Which metric of the BEAM each shape is compared with, and what it was when it was published: Erlang/OTP 25 with its
 * JIT and Elixir 1.14, one scheduler, 2 cores of an AMD EPYC (Zen 4). Where several whole runs were published, the
 * range of their medians.
 *
 * A metric is `NAME.KEY`: NAME is what tools/beam/beam_bench.erl is asked for; `registry` is registry_bench.exs.
 */

export interface BeamShape {
  readonly metric: string;
  /** The metric is seconds for so many operations, not operations per second. */
  readonly secondsFor?: number;
  /** Lowest and highest published median, per second (or bytes). */
  readonly published?: readonly [low: number, high: number];
  /** Where the two do not do quite the same. */
  readonly note?: string;
}

/** Rates. Shapes that are not here have no counterpart. */
export const BEAM_SHAPES: Readonly<Record<string, BeamShape>> = {
  ping_pong: { metric: "pingpong.msgs", published: [4_400_000, 5_200_000] },
  ping_pong_payload: {
    metric: "pingpong_payload.msgs",
    published: [1_400_000, 1_600_000],
    note: "the BEAM copies the message, we share it",
  },
  ring: { metric: "ring.hops", published: [4_900_000, 5_650_000] },
  ring_1m: { metric: "bigring.hops", published: [1_360_000, 1_450_000] },
  fan_in: { metric: "fanin.msgs", published: [3_900_000, 8_500_000] },
  selective_receive: { metric: "selrecv.rate", published: [170_000, 220_000] },
  spawn_exit: { metric: "spawn_exit.rate2", published: [1_500_000, 1_600_000] },
  spawn_monitor_down: { metric: "spawn_exit.serial", published: [980_000, 1_010_000] },
  link_set_up: { metric: "links.setup", secondsFor: 100_000, published: [370_000, 417_000] },
  link_deaths: { metric: "links.rate", published: [435_000, 476_000] },
  call_1: { metric: "call1.rt", published: [770_000, 850_000] },
  call_100: { metric: "call100.rt", published: [900_000, 980_000] },
  call_through: { metric: "call_through.rt" },
  cast_burst: { metric: "cast.rate", published: [6_000_000, 7_100_000] },
  cast_yielding: { metric: "cast_yield.rate" },
  restarts: { metric: "suprestart_burst.rate", published: [183_000, 187_000] },
  restarts_10k: {
    metric: "suprestart_burst.rate",
    published: [183_000, 187_000],
    note: "the BEAM's best rate, from 100 children: at 10,000 it walks its list of restarts and makes 5 k per second",
  },
  supervised_start: { metric: "supstart.rate", published: [91_000, 105_000] },
  supervised_stop: { metric: "supstart.stop", secondsFor: 100_000, published: [167_000, 200_000] },
  timers_1m: {
    metric: "timers.cpu",
    published: [650_000, 650_000],
    note: "by processor time, since real timers are due in real time",
  },
  timers_cancelled: { metric: "timer_cancel.rate" },
  table_lookup: { metric: "ets.lookup", published: [3_100_000, 4_400_000] },
  table_lookup_string: { metric: "ets_string.lookup" },
  table_lookup_tuple: { metric: "ets.tuple_lookup", published: [7_400_000, 8_300_000] },
  table_insert: { metric: "ets.insert_new", published: [2_500_000, 3_900_000] },
  table_insert_tuple: { metric: "ets.tuple_insert", published: [2_200_000, 2_800_000] },
  table_overwrite: { metric: "ets.overwrite", published: [8_000_000, 14_000_000] },
  registry_register: { metric: "registry.register", published: [1_000_000, 1_300_000] },
  registry_lookup: { metric: "registry.lookup", published: [3_300_000, 5_300_000] },
  registry_whereis: { metric: "registry.whereis_via", published: [2_500_000, 4_400_000] },
  registry_owners: { metric: "registry.register_10k_owners", published: [420_000, 530_000] },
  registry_clean_up: { metric: "registry.cleanup_names_of_dead_owners", published: [280_000, 340_000] },
  idle_handlers_1m: { metric: "spawn1m.rate", published: [500_000, 500_000] },
  idle_servers_1m: {
    metric: "spawn1m.rate",
    published: [500_000, 500_000],
    note: "started and answered here, only spawned there",
  },
  idle_generators_1m: { metric: "spawn1m.rate", published: [500_000, 500_000] },
};

/** Bytes of an idle process, whatever it runs. */
export const BEAM_PROCESS_BYTES: BeamShape = { metric: "spawn1m.infomem", published: [2_640, 2_640] };
