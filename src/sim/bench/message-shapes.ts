/** Shapes of bare message passing between two processes and round a ring of a thousand. */

import { type Context, enterLoop, isTagged, type Module, type Pid, type Term } from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const RING = 1_000;

type Ping = readonly [from: Pid, left: number, payload?: Term];

/** Answers `[from, n, payload]` with `n`, or with `[n, payload]` when something was carried. */
const pong: Module = {
  name: "pong",
  functions: { start: () => enterLoop("pong", null) },
  loop: {
    name: "pong",
    handle(ctx: Context, state: Term, message: Term): Term {
      const ping = message as readonly Term[] as Ping;
      ctx.send(ping[0], ping.length === 2 ? ping[1] : [ping[1], ping[2]]);
      return state;
    },
  },
};

/** Sends `[self, n]` and waits for `n`, until nothing is left. */
const ping: Module = {
  name: "ping",
  functions: {
    [MAIN]: (ctx: Context, roundTrips: number) =>
      enterLoop("ping", [ctx.spawn(["pong", "start", []]), roundTrips]),
  },
  loop: {
    name: "ping",
    handle(ctx: Context, state: readonly [peer: Pid, roundTrips: number], message: Term): Term {
      const left = message === "go" ? state[1] : (message as number) - 1;
      if (left > 0) ctx.send(state[0], [ctx.self, left] satisfies Ping);
      return state;
    },
  },
};

export const pingPong: BenchShape = {
  id: "ping_pong",
  title: "Ping-pong of two processes",
  unit: "messages",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => preparedWorld({ modules: [ping, pong], args: [size / 2], operations: size }),
};

/** Twenty tuples of three, by key. */
function payload(): Term {
  return Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, ["a", i, 2 * i] as const]));
}

const carrier: Module = {
  name: "carrier",
  functions: {
    [MAIN]: (ctx: Context, roundTrips: number) =>
      enterLoop("carrier", [ctx.spawn(["pong", "start", []]), roundTrips]),
  },
  loop: {
    name: "carrier",
    handle(ctx: Context, state: readonly [peer: Pid, roundTrips: number], message: Term): Term {
      const isGo = message === "go";
      const left = isGo ? state[1] : ((message as readonly [number, Term])[0] as number) - 1;
      const load = isGo ? payload() : (message as readonly [number, Term])[1];
      if (left > 0) ctx.send(state[0], [ctx.self, left, load] satisfies Ping);
      return state;
    },
  },
};

export const pingPongPayload: BenchShape = {
  id: "ping_pong_payload",
  title: "Ping-pong that carries 20 tuples of three (shared here, copied by the BEAM)",
  unit: "messages",
  size: 600_000,
  quickSize: 60_000,
  prepare: (size) => preparedWorld({ modules: [carrier, pong], args: [size / 2], operations: size }),
};

/** A process that hands each number on to the next one, lessened by one, until it is 0. */
const relay: Module = {
  name: "relay",
  functions: { start: () => enterLoop("relay", null) },
  loop: {
    name: "relay",
    handle(ctx: Context, next: Pid | null, message: Term): Term {
      if (message instanceof Object && isTagged(message, "next")) return message[1] as Pid;
      if (next !== null && (message as number) > 0) ctx.send(next, (message as number) - 1);
      return next;
    },
  },
};

/** Makes a ring of `length` relays and sends `count` round it when told to go. */
const ringMaster: Module = {
  name: "ring_master",
  functions: {
    [MAIN]: (ctx: Context, length: number, count: number) => {
      const pids = Array.from({ length }, () => ctx.spawn(["relay", "start", []]));
      pids.forEach((pid, i) => void ctx.send(pid, ["next", pids[(i + 1) % length] as Pid]));
      return enterLoop("ring_master", [pids[0] as Pid, count]);
    },
  },
  loop: {
    name: "ring_master",
    handle(ctx: Context, state: readonly [first: Pid, count: number]): Term {
      ctx.send(state[0], state[1] - 1);
      return state;
    },
  },
};

const ringWorld = (size: number, isTraced: boolean): PreparedShape =>
  preparedWorld({ modules: [ringMaster, relay], args: [RING, size], operations: size, isTraced });

export const ring: BenchShape = {
  id: "ring",
  title: "Ring of 1,000 processes",
  unit: "hops",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => ringWorld(size, true),
};

export const ringUntraced: BenchShape = {
  ...ring,
  id: "ring_untraced",
  title: "Ring of 1,000 processes, payloads not kept by the trace",
  prepare: (size) => ringWorld(size, false),
};
