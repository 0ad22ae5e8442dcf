/** Shapes of bare message passing: ping-pong, a ring, many to one, and past a full mailbox. */

import {
  type Context,
  enterLoop,
  isTagged,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { type BenchShape, MAIN, preparedWorld } from "./shape.ts";

const RING = 1_000;
const SENDERS = 1_000;
const NOISE = 1_000;

/** A process that hands each number on to the next one, lessened by `less`, until it is 0. */
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

export const pingPong: BenchShape = {
  id: "ping_pong",
  title: "Ping-pong of two processes",
  unit: "messages",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => preparedWorld([ringMaster, relay], [2, size], size),
};

export const ring: BenchShape = {
  id: "ring",
  title: "Ring of 1,000 processes",
  unit: "hops",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => preparedWorld([ringMaster, relay], [RING, size], size),
};

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
    [MAIN]: (ctx: Context, each: number) => {
      const pids = Array.from({ length: SENDERS }, () => ctx.spawn(["sender", "start", [ctx.self, each]]));
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

export const fanIn: BenchShape = {
  id: "fan_in",
  title: "1,000 senders to one receiver",
  unit: "messages",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => preparedWorld([collector, sender], [size / SENDERS], size),
};

const selective: Module = {
  name: "selective",
  functions: {
    *[MAIN](ctx: Context, rounds: number) {
      const server = ctx.spawn(["selective", "serve", [ctx.self, 1]]);
      for (let i = 0; i < NOISE; i++) ctx.send(server, ["noise", i]);
      yield* receive();
      ctx.send(server, ["request", rounds]);
      for (;;) {
        const left = (yield* receive((message) => typeof message === "number")) as number;
        if (left === 0) return;
        ctx.send(server, ["request", left - 1]);
        if (left % 50 === 0) return { become: ["selective", "go_on", [server]] as const };
      }
    },
    *go_on(ctx: Context, server: Pid) {
      for (let i = 0; i < 50; i++) {
        const left = (yield* receive((message) => typeof message === "number")) as number;
        if (left === 0) return undefined;
        ctx.send(server, ["request", left - 1]);
      }
      return { become: ["selective", "go_on", [server]] as const };
    },
    *serve(ctx: Context, client: Pid, from: number) {
      for (let i = 0; i < 50; i++) {
        const request = yield* receive((message) => isTagged(message, "request"));
        ctx.send(client, (request as readonly Term[])[1] as number);
      }
      return { become: ["selective", "serve", [client, from]] as const };
    },
  },
};

export const selectiveReceive: BenchShape = {
  id: "selective_receive",
  title: "Selective receive past 1,000 queued messages",
  unit: "round trips",
  size: 20_000,
  quickSize: 2_000,
  prepare: (size) => preparedWorld([selective], [size - 1], size),
};
