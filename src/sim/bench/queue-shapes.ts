/** Shapes of mailboxes: very many messages to one receiver, and a receiver that looks past those it does not want. */

import {
  type Context,
  enterLoop,
  type Module,
  type Pid,
  receive,
  receiveTagged,
  type Term,
} from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const SENDERS = 1_000;
const NOISE = 1_000;
/** Rounds before a process hands over to itself: what it was answered meanwhile is kept for a restore. */
const ROUNDS_PER_TURN = 50;

const sender: Module = {
  name: "sender",
  functions: { start: (_ctx: Context, to: Pid, each: number) => enterLoop("sender", [to, each]) },
  loop: {
    name: "sender",
    handle(ctx: Context, state: readonly [to: Pid, each: number]): Term {
      for (let i = 0; i < state[1]; i++) ctx.send(state[0], "done");
      return state;
    },
  },
};

/** Counts what comes; on `go` it tells its senders to begin. */
const collector: Module = {
  name: "collector",
  functions: {
    [MAIN]: (ctx: Context, senders: number, each: number) => {
      const pids = Array.from({ length: senders }, () => ctx.spawn(["sender", "start", [ctx.self, each]]));
      ctx.spawn(["collector", "announce", [pids]]);
      return enterLoop("collector", 0);
    },
    *announce(ctx: Context, pids: readonly Pid[]) {
      ctx.register("announcer", ctx.self);
      yield* receive();
      for (const pid of pids) ctx.send(pid, "go");
    },
  },
  loop: {
    name: "collector",
    handle(ctx: Context, count: number, message: Term): Term {
      if (message !== "go") return count + 1;
      ctx.send("announcer", "go");
      return count;
    },
  },
};

const fanInWorld = (senders: number, each: number): PreparedShape =>
  preparedWorld({ modules: [collector, sender], args: [senders, each], operations: senders * each });

export const fanIn: BenchShape = {
  id: "fan_in",
  title: "1,000 senders to one receiver",
  unit: "messages",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => fanInWorld(SENDERS, size / SENDERS),
  population: { of: "processes", prepare: (population) => fanInWorld(population, 1_000_000 / population) },
};

const isNumber = (message: Term): boolean => typeof message === "number";

const selective: Module = {
  name: "selective",
  functions: {
    *[MAIN](ctx: Context, rounds: number) {
      const server = ctx.spawn(["selective", "serve", [ctx.self]]);
      for (let i = 0; i < NOISE; i++) ctx.send(server, ["noise", i]);
      yield* receive();
      ctx.send(server, ["request", rounds - 1]);
      return { become: ["selective", "go_on", [server]] as const };
    },
    *go_on(ctx: Context, server: Pid) {
      for (let i = 0; i < ROUNDS_PER_TURN; i++) {
        const left = (yield* receive(isNumber)) as number;
        if (left === 0) return undefined;
        ctx.send(server, ["request", left - 1]);
      }
      return { become: ["selective", "go_on", [server]] as const };
    },
    *serve(ctx: Context, client: Pid) {
      for (let i = 0; i < ROUNDS_PER_TURN; i++) {
        const request = (yield* receiveTagged("request")) as readonly ["request", number];
        ctx.send(client, request[1]);
      }
      return { become: ["selective", "serve", [client]] as const };
    },
  },
};

export const selectiveReceive: BenchShape = {
  id: "selective_receive",
  title: "Selective receive past 1,000 queued messages",
  unit: "round trips",
  size: 20_000,
  quickSize: 2_000,
  prepare: (size) => preparedWorld({ modules: [selective], args: [size], operations: size }),
};
