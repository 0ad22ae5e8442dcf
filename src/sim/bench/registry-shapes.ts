/** Shapes of the registry of processes by key (Elixir's Registry): one owner of many names, and many owners that die. */

import {
  type Blocking,
  type Context,
  enterLoop,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { lookupKey, registerKey, startRegistry, type Via, whereisName } from "../../otp/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const NAMES = 100_000;
const NAMES_PER_OWNER = 10;
const NAMES_PER_HOLDER = 100;
const BIRTHS_PER_TURN = 100;

/** Starts the registry, prepares what its task needs, and goes on as the task's loop. */
const registrar: Module = {
  name: "registrar",
  functions: {
    *[MAIN](ctx: Context, task: string, count: number, names: number): Blocking<unknown> {
      yield* startRegistry(ctx, { name: "names", keys: "unique" });
      if (task === "look_up" || task === "whereis")
        for (let i = 0; i < names; i += NAMES_PER_HOLDER) ctx.spawn(["registrar", "hold", [i]]);
      return enterLoop(`registrar_${task}`, count);
    },
    /** Who has a name does not matter to a lookup. */
    hold(ctx: Context, first: number) {
      for (let i = first; i < first + NAMES_PER_HOLDER; i++) registerKey(ctx, "names", i, i);
      return enterLoop("owners", 0);
    },
  },
};

const task = (name: string, handle: (ctx: Context, count: number) => Term): Module => ({
  name: `registrar_${name}`,
  loop: {
    name: `registrar_${name}`,
    handle: (ctx: Context, count: number, message: Term) => (message === "go" ? handle(ctx, count) : count),
  },
});

const register = task("register", (ctx, count) => {
  for (let i = 0; i < count; i++) registerKey(ctx, "names", i, i);
  return count;
});

const lookUp = (names: number): Module =>
  task("look_up", (ctx, count) => {
    let found = 0;
    for (let i = 0; i < count; i++) found += lookupKey(ctx, "names", i % names).length;
    return found;
  });

const whereis = (names: number): Module =>
  task("whereis", (ctx, count) => {
    let found = 0;
    for (let i = 0; i < count; i++)
      if (whereisName(ctx, ["via", "names", i % names] satisfies Via) !== undefined) found++;
    return found;
  });

function registrarWorld(
  modules: readonly Module[],
  args: readonly Term[],
  operations: number,
): PreparedShape {
  return preparedWorld({ modules: [registrar, owners, ...modules], args, operations });
}

export const registryRegister: BenchShape = {
  id: "registry_register",
  title: "Registry: one process registers new keys",
  unit: "registrations",
  size: NAMES,
  quickSize: 2_000,
  prepare: (size) => registrarWorld([register], ["register", size, 0], size),
};

export const registryLookup: BenchShape = {
  id: "registry_lookup",
  title: "Registry: lookup of a key among 100,000",
  unit: "lookups",
  size: 3 * NAMES,
  quickSize: 6_000,
  prepare: (size) => registrarWorld([lookUp(size / 3)], ["look_up", size, size / 3], size),
};

export const registryWhereis: BenchShape = {
  ...registryLookup,
  id: "registry_whereis",
  title: "Registry: whereis of a via name among 100,000",
  prepare: (size) => registrarWorld([whereis(size / 3)], ["whereis", size, size / 3], size),
};

/** Owners with ten names each; `main` counts them, and kills them all when told to a second time. */
const owners: Module = {
  name: "owners",
  functions: {
    *[MAIN](ctx: Context, when: "register" | "die", count: number): Blocking<unknown> {
      yield* startRegistry(ctx, { name: "names", keys: "unique" });
      if (when === "register") yield* receive((message) => message === "go");
      return { become: ["owners", "spawn", [when, count, []]] as const };
    },
    *spawn(ctx: Context, when: string, left: number, pids: readonly Pid[]) {
      const round = Math.min(left, BIRTHS_PER_TURN);
      const born = Array.from({ length: round }, (_, i) => ctx.spawn(["owners", "own", [pids.length + i]]));
      const all = [...pids, ...born];
      if (left > round) return { become: ["owners", "spawn", [when, left - round, all]] as const };
      yield* receive((message) => message === "go");
      for (const pid of all) ctx.exit(pid, "kill");
      return enterLoop("owners", 0);
    },
    own(ctx: Context, owner: number) {
      for (let i = 0; i < NAMES_PER_OWNER; i++) registerKey(ctx, "names", [owner, i], owner);
      return enterLoop("owners", 0);
    },
  },
  loop: { name: "owners", handle: (_ctx: Context, state: Term) => state },
};

function ownersShape(when: "register" | "die", id: string, title: string): BenchShape {
  const prepare = (size: number): PreparedShape =>
    preparedWorld({ modules: [owners], args: [when, size / NAMES_PER_OWNER], operations: size });
  return { id, title, unit: "names", size: NAMES, quickSize: 10_000, prepare };
}

export const registryOwners = ownersShape(
  "register",
  "registry_owners",
  "Registry: 10,000 new processes register 10 keys each",
);
export const registryCleanUp = ownersShape(
  "die",
  "registry_clean_up",
  "Registry: the keys of 10,000 dead processes with 10 each are gone",
);
