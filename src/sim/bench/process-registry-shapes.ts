/** Shapes of the platform's process registry: a supervised service on kernel tables, with namespaces and metadata. */

import {
  lookupNow,
  REGISTRY_MODULES,
  register,
  registryChild,
} from "../../foundation/process-registry/index.ts";
import {
  type Blocking,
  type Context,
  enterLoop,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { defineSupervisor, supervisor } from "../../otp/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const NAMES = 1_000;
const REGISTRATIONS_PER_TURN = 20;
const KEYS: readonly string[] = Array.from({ length: NAMES }, (_, i) => `name-${i}`);

const office = defineSupervisor("office", () => ["ok", [{}, [registryChild()]]]);

/** Starts a registry; then either gives names to itself, or looks up names it has. */
const clerk: Module = {
  name: "clerk",
  functions: {
    *[MAIN](ctx: Context, task: string, count: number): Blocking<unknown> {
      yield* supervisor.startLink(ctx, "office", null);
      if (task === "look_up") {
        for (const key of KEYS) yield* register(ctx, { namespace: "bench", key });
        return enterLoop("clerk", count);
      }
      yield* receive((message) => message === "go");
      return { become: ["clerk", "register", [count, 0]] as const };
    },
    *register(ctx: Context, left: number, done: number): Blocking<unknown> {
      const round = Math.min(left, REGISTRATIONS_PER_TURN);
      for (let i = 0; i < round; i++) {
        const pid: Pid = ctx.spawn(["clerk", "rest", []]);
        yield* register(ctx, { namespace: "bench", key: `name-${done + i}`, pid });
      }
      return left > round
        ? { become: ["clerk", "register", [left - round, done + round]] as const }
        : undefined;
    },
    rest: () => enterLoop("clerk", 0),
  },
  loop: {
    name: "clerk",
    handle(ctx: Context, count: number): Term {
      let found = 0;
      for (let i = 0; i < count; i++)
        if (lookupNow(ctx, "bench", KEYS[i % NAMES] as string) !== undefined) found++;
      return found;
    },
  },
};

const clerkWorld = (task: string, size: number): PreparedShape =>
  preparedWorld({ modules: [clerk, office, ...REGISTRY_MODULES], args: [task, size], operations: size });

export const processRegistryLookup: BenchShape = {
  id: "process_registry_lookup",
  title: "Process registry: lookup among 1,000 names",
  unit: "lookups",
  size: 500_000,
  quickSize: 50_000,
  prepare: (size) => clerkWorld("look_up", size),
};

export const processRegistryRegister: BenchShape = {
  id: "process_registry_register",
  title: "Process registry: each of a new process under a new name",
  unit: "registrations",
  size: 20_000,
  quickSize: 2_000,
  prepare: (size) => clerkWorld("register", size),
};
