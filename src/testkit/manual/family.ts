/**
 * A supervisor and its children for tests of single rules: the supervisor is called `sup`, workers are known by their
 * ids, and the process that started the supervisor traps exits and keeps the reason of its end.
 */

import {
  type Blocking,
  type Context,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import {
  type ChildSpec,
  defineSupervisor,
  readSupervisor,
  type SupervisorView,
  type SupFlags,
  supervisor,
} from "../../otp/index.ts";
import { type OtpWorld, otpWorld, workerSpec } from "../otp-world.ts";
import { named } from "./process-facts.ts";

export interface Family extends OtpWorld {
  /** What start_link answered. */
  readonly result: Term;
  /** The worker ends by itself with this reason. */
  crash(id: string, reason?: Term): void;
  /** The worker is killed from outside. */
  kill(id: string): void;
  view(): SupervisorView | undefined;
  /** Children in start order, and whether each runs. */
  children(): readonly (readonly [id: Term, runs: boolean])[];
  pid(id: string): Pid | undefined;
  /** Exits of children as the supervisor saw them, since the last call. */
  exits(): readonly Term[];
  /** Starts of workers since the last call, by id. */
  starts(): readonly Term[];
  /** Why the supervisor ended; undefined while it lives. */
  end(): Term;
  ask<T extends Term>(question: (ctx: Context) => Blocking<T>): T;
}

type Begin = { readonly modules?: readonly Module[]; readonly handlerCostUs?: number };

/** A supervisor with these flags and children, started. */
export function family(flags: SupFlags, children: readonly ChildSpec[], options: Begin = {}): Family {
  return familyOf(() => ["ok", [flags, children]], options);
}

/** A supervisor whose `init` answers this term. */
export function familyOf(init: (ctx: Context) => unknown, { modules = [], ...rest }: Begin = {}): Family {
  const world = otpWorld([defineSupervisor("top", init as never), ...modules], rest);
  const result = world.perform(function* (ctx) {
    ctx.trapExit(true);
    return yield* supervisor.startLink(ctx, "top", null, { name: "sup" });
  });
  const view = () =>
    world.node
      .processes()
      .map((one) => readSupervisor(one))
      .find((one) => one?.module === "top");
  const seen = { exits: 0, starts: 0 };
  const pidOf = (id: string) => named(world.node, id)?.pid;
  watchEnd(world);
  return {
    ...world,
    result,
    crash: (id, reason = "boom") =>
      void world.perform((ctx) => ctx.send(id, ["$gen_cast", reason]) as undefined),
    kill: (id) => void world.perform((ctx) => ctx.exit(ctx.whereis(id) as Pid, "kill") as undefined),
    view,
    children: () => (view()?.children ?? []).map((child) => [child.id, child.pid !== undefined]),
    pid: pidOf,
    exits() {
      const all = world.told("otp.child_terminated").map((data) => {
        const { id, reason } = data as { readonly id: Term; readonly reason: Term };
        return [id, reason];
      });
      const fresh = all.slice(seen.exits);
      seen.exits = all.length;
      return fresh;
    },
    starts() {
      const all = world.told("init");
      const fresh = all.slice(seen.starts);
      seen.starts = all.length;
      return fresh;
    },
    end: () => world.told("sup ended")[0],
    ask: (question) => world.perform(question) as never,
  };
}

/** Tells observers why the supervisor ended. */
function watchEnd(world: OtpWorld): void {
  world.perform(function* (ctx) {
    if (ctx.whereis("sup") === undefined) return null;
    ctx.monitor("sup");
    ctx.emit("sup ended", ((yield* receive()) as readonly Term[])[4]);
    return null;
  });
}

/** Workers of these ids that trap exits, as specifications. */
export function workers(...ids: readonly string[]): readonly ChildSpec[] {
  return ids.map((id) => workerSpec({ id, trap: true }));
}
