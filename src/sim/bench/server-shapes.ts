/** Shapes of gen_servers: calls by one and by a hundred clients, a burst of casts, and restarts by a supervisor. */

import {
  type Blocking,
  type Context,
  type Module,
  type Pid,
  receive,
  receiveWithin,
  type Term,
} from "../../kernel/index.ts";
import {
  type ChildSpec,
  call,
  cast,
  defineServer,
  defineSupervisor,
  noreply,
  reply,
  started,
  startLink,
  supervisor,
} from "../../otp/index.ts";
import { type BenchShape, MAIN, preparedWorld } from "./shape.ts";

/** Calls a client makes before it hands over to itself: what it was answered meanwhile is kept for a restore. */
const CALLS_PER_TURN = 50;
const CLIENTS = 100;
const CHILDREN = 100;

const counter = defineServer<number>("counter", {
  init: () => started(0),
  handleCall: (_ctx, request: number, _from, state) => reply(request, state + request),
  handleCast: (_ctx, request: number, state) => noreply(state + request),
});

/** Starts `counter`, and on `go` so many clients that make so many calls each. */
const callers: Module = {
  name: "callers",
  functions: {
    *[MAIN](ctx: Context, clients: number, each: number): Blocking<undefined> {
      yield* startLink(ctx, "counter", null, { name: "counter" });
      yield* receive((message) => message === "go");
      const server = ctx.whereis("counter") as Pid;
      for (let i = 0; i < clients; i++) ctx.spawn(["callers", "client", [server, each]]);
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

export const call1: BenchShape = {
  id: "call_1",
  title: "gen_server call, one client",
  unit: "calls",
  size: 200_000,
  quickSize: 20_000,
  prepare: (size) => preparedWorld([callers, counter], [1, size], size),
};

export const call100: BenchShape = {
  id: "call_100",
  title: "gen_server call, 100 clients",
  unit: "calls",
  size: 200_000,
  quickSize: 20_000,
  prepare: (size) => preparedWorld([callers, counter], [CLIENTS, size / CLIENTS], size),
};

const caster: Module = {
  name: "caster",
  functions: {
    *[MAIN](ctx: Context, count: number): Blocking<undefined> {
      yield* startLink(ctx, "counter", null, { name: "counter" });
      yield* receive((message) => message === "go");
      const server = ctx.whereis("counter") as Pid;
      for (let i = 0; i < count; i++) cast(ctx, server, 1);
      yield* receive((message) => message === "never");
      return undefined;
    },
  },
};

export const castBurst: BenchShape = {
  id: "cast_burst",
  title: "gen_server cast, in one burst",
  unit: "casts",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => preparedWorld([caster, counter], [size], size),
};

const child = defineServer<null>("child", {
  init(ctx: Context, owner: Pid) {
    ctx.send(owner, ["up", ctx.self]);
    return started(null);
  },
});

const pen = defineSupervisor("pen", (_ctx, [count, owner]: readonly [number, Pid]) => {
  const children: ChildSpec[] = Array.from({ length: count }, (_, i) => ({
    id: `c${i}`,
    start: ["gen_server", "start_link", ["child", owner, {}]],
    shutdown: "brutal_kill",
  }));
  return ["ok", [{ intensity: 100_000_000, period: 1 }, children]];
});

/** Longer than the supervisor's period, so that its list of recent restarts stays as short as in a calm system. */
const PAUSE_US = 2_000_000;

/** Kills each child in turn, waits for the one that replaces it, rests, and again. */
const killer: Module = {
  name: "killer",
  functions: {
    *[MAIN](ctx: Context, kills: number): Blocking<unknown> {
      yield* supervisor.startLink(ctx, "pen", [CHILDREN, ctx.self]);
      const pids: Pid[] = [];
      for (let i = 0; i < CHILDREN; i++) pids.push((yield* nextUp())[1] as Pid);
      yield* receive((message) => message === "go");
      return { become: ["killer", "kill", [pids, kills]] as const };
    },
    *kill(ctx: Context, pids: readonly Pid[], left: number): Blocking<unknown> {
      const round = Math.min(left, pids.length);
      const next = pids.slice();
      for (let i = 0; i < round; i++) {
        ctx.exit(pids[i] as Pid, "kill");
        next[i] = (yield* nextUp())[1] as Pid;
      }
      if (left === round) return undefined;
      yield* receiveWithin(PAUSE_US);
      return { become: ["killer", "kill", [next, left - round]] as const };
    },
  },
};

function* nextUp(): Blocking<readonly Term[]> {
  return (yield* receive((message) => Array.isArray(message) && message[0] === "up")) as readonly Term[];
}

export const restarts: BenchShape = {
  id: "restarts",
  title: "Restarts under a supervisor of 100 children, one at a time",
  unit: "restarts",
  size: 20_000,
  quickSize: 2_000,
  prepare: (size) => preparedWorld([killer, pen, child], [size], size),
};
