/** Shapes of shared data: a kernel table, and the process registry on top of such tables. */

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
import { type BenchShape, MAIN, preparedWorld } from "./shape.ts";

const ROWS = 100_000;
const NAMES = 1_000;
const REGISTRATIONS_PER_TURN = 20;

const reader: Module = {
  name: "reader",
  functions: {
    [MAIN]: (ctx: Context, count: number) => {
      ctx.tableNew("rows");
      for (let i = 0; i < ROWS; i++) ctx.tablePut("rows", i, i);
      return enterLoop("reader", count);
    },
  },
  loop: {
    name: "reader",
    handle(ctx: Context, count: number): Term {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += ctx.tableGet("rows", (i * 7919) % ROWS) as number;
      return sum;
    },
  },
};

export const tableLookup: BenchShape = {
  id: "table_lookup",
  title: "Table lookup by an integer key",
  unit: "lookups",
  size: 1_000_000,
  quickSize: 100_000,
  prepare: (size) => preparedWorld([reader], [size], size),
};

const office = defineSupervisor("office", () => ["ok", [{}, [registryChild()]]]);

/** Starts a registry; then either gives names to itself, or looks up names it has. */
const clerk: Module = {
  name: "clerk",
  functions: {
    *[MAIN](ctx: Context, task: string, count: number): Blocking<unknown> {
      yield* supervisor.startLink(ctx, "office", null);
      if (task === "look_up") {
        for (let i = 0; i < NAMES; i++) yield* register(ctx, { namespace: "bench", key: `name-${i}` });
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

const KEYS: readonly string[] = Array.from({ length: NAMES }, (_, i) => `name-${i}`);

export const registryLookup: BenchShape = {
  id: "registry_lookup",
  title: "Registry lookup among 1,000 names",
  unit: "lookups",
  size: 500_000,
  quickSize: 50_000,
  prepare: (size) => preparedWorld([clerk, office, ...REGISTRY_MODULES], ["look_up", size], size),
};

export const registryRegister: BenchShape = {
  id: "registry_register",
  title: "Registrations, each of a new process under a new name",
  unit: "registrations",
  size: 20_000,
  quickSize: 2_000,
  prepare: (size) => preparedWorld([clerk, office, ...REGISTRY_MODULES], ["register", size], size),
};
