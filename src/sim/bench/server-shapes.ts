/** Shapes of gen_servers: calls by one and by a hundred clients, through a server in between, and casts. */

import { type Blocking, type Context, type Module, type Pid, receive } from "../../kernel/index.ts";
import { call, cast, defineServer, noreply, reply, started, startLink } from "../../otp/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

/** Calls a client makes before it hands over to itself: what it was answered meanwhile is kept for a restore. */
const CALLS_PER_TURN = 50;
const CLIENTS = 100;
const CASTS_PER_TURN = 1_024;

const counter = defineServer<number>("adder", {
  init: () => started(0),
  handleCall: (_ctx, request: number, _from, state) => reply(request, state + request),
  handleCast: (_ctx, request: number, state) => noreply(state + request),
});

/** Asks the adder before it answers, and takes no other request meanwhile. */
const middle = defineServer<Pid>("middle", {
  init: (_ctx, adder: Pid) => started(adder),
  *handleCall(ctx, request: number, _from, adder) {
    return reply(yield* call(ctx, adder, request), adder);
  },
});

const isGo = (message: unknown): boolean => message === "go";

/** Starts the servers, and on `go` so many clients that make so many calls each. */
const callers: Module = {
  name: "callers",
  functions: {
    *[MAIN](ctx: Context, server: string, clients: number, each: number): Blocking<undefined> {
      yield* startLink(ctx, "adder", null, { name: "adder" });
      yield* startLink(ctx, "middle", ctx.whereis("adder"), { name: "middle" });
      yield* receive(isGo);
      const pid = ctx.whereis(server) as Pid;
      for (let i = 0; i < clients; i++) ctx.spawn(["callers", "client", [pid, each]]);
      yield* receive((message) => message === "never");
      return undefined;
    },
    *client(ctx: Context, server: Pid, left: number) {
      const round = Math.min(left, CALLS_PER_TURN);
      for (let i = 0; i < round; i++) yield* call(ctx, server, 1);
      return left > round ? { become: ["callers", "client", [server, left - round]] as const } : undefined;
    },
  },
};

function callWorld(server: string, clients: number, each: number): PreparedShape {
  const args = [server, clients, each];
  return preparedWorld({ modules: [callers, counter, middle], args, operations: clients * each });
}

export const call1: BenchShape = {
  id: "call_1",
  title: "gen_server call, one client",
  unit: "calls",
  size: 200_000,
  quickSize: 20_000,
  prepare: (size) => callWorld("adder", 1, size),
};

export const call100: BenchShape = {
  id: "call_100",
  title: "gen_server call, 100 clients",
  unit: "calls",
  size: 200_000,
  quickSize: 20_000,
  prepare: (size) => callWorld("adder", CLIENTS, size / CLIENTS),
  population: {
    of: "processes",
    prepare: (clients) => callWorld("adder", clients, Math.max(1, 200_000 / clients)),
  },
};

export const callThrough: BenchShape = {
  id: "call_through",
  title: "gen_server call through one that calls another",
  unit: "calls",
  size: 100_000,
  quickSize: 10_000,
  prepare: (size) => callWorld("middle", 1, size),
};

const caster: Module = {
  name: "caster",
  functions: {
    *[MAIN](ctx: Context, count: number, perTurn: number): Blocking<unknown> {
      yield* startLink(ctx, "adder", null, { name: "adder" });
      yield* receive(isGo);
      return { become: ["caster", "burst", [ctx.whereis("adder") as Pid, count, perTurn]] as const };
    },
    burst(ctx: Context, server: Pid, left: number, perTurn: number) {
      const round = Math.min(left, perTurn);
      for (let i = 0; i < round; i++) cast(ctx, server, 1);
      const next = left > round ? "burst" : "rest";
      return { become: ["caster", next, next === "rest" ? [] : [server, left - round, perTurn]] as const };
    },
    *rest(): Blocking<undefined> {
      yield* receive((message) => message === "never");
      return undefined;
    },
  },
};

const castWorld = (size: number, perTurn: number): PreparedShape =>
  preparedWorld({ modules: [caster, counter], args: [size, perTurn], operations: size });

export const castBurst: BenchShape = {
  id: "cast_burst",
  title: "gen_server cast, in one burst",
  unit: "casts",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => castWorld(size, size),
};

export const castYielding: BenchShape = {
  id: "cast_yielding",
  title: "gen_server cast, the sender yields every 1,024",
  unit: "casts",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => castWorld(size, CASTS_PER_TURN),
};
