/**
 * A small world for tests of behaviours: one node, a script that runs as its first process, and worker servers that
 * do what they are told and tell observers what they do.
 *
 * A worker's start arguments are its id and how it behaves; starts within `failing` fail with `bad_start`.
 */

import {
  type Blocking,
  type Context,
  createCode,
  isBlocking,
  type Module,
  Node,
  receive,
  SIGNAL,
  type Term,
} from "../kernel/index.ts";
import {
  type ChildSpec,
  defineServer,
  noreply,
  OTP_MODULES,
  reply,
  started,
  stop,
  stopInit,
} from "../otp/index.ts";

export type WorkerArgs = {
  readonly id: string;
  readonly trap?: boolean;
  /** Its first and last start that fail, counted from 0. */
  readonly failing?: readonly [first: number, last: number];
  /** Virtual µs that `terminate` takes. */
  readonly slowUs?: number;
};

/** Counts starts per worker id, in a table that outlives the workers. */
const STARTS = "starts";

const worker = defineServer<WorkerArgs>("worker", {
  init(ctx, args: WorkerArgs) {
    if (args.trap === true) ctx.trapExit(true);
    const starts = ctx.tableExists(STARTS) ? ((ctx.tableGet(STARTS, args.id) as number | undefined) ?? 0) : 0;
    if (ctx.tableExists(STARTS)) ctx.tablePut(STARTS, args.id, starts + 1);
    ctx.emit("init", args.id);
    const [first, last] = args.failing ?? [1, 0];
    return starts >= first && starts <= last ? stopInit("bad_start") : started(args);
  },
  handleCall: (_ctx, request: Term, _from, state) => reply(["echo", request], state),
  handleCast: (_ctx, reason: Term, state) => stop(reason, state),
  handleInfo: (_ctx, _message, state) => noreply(state),
  *terminate(ctx, reason, { id, slowUs }) {
    if (slowUs !== undefined) yield { kind: "receive", match: () => false, timeoutUs: slowUs };
    ctx.emit("terminate", [id, reason]);
  },
});

/** A worker's child specification. */
export function workerSpec(args: WorkerArgs, spec: Partial<ChildSpec> = {}): ChildSpec {
  return { id: args.id, start: ["gen_server", "start_link", ["worker", args, { name: args.id }]], ...spec };
}

export interface OtpWorld {
  readonly node: Node;
  /** Domain events in order. */
  readonly log: readonly (readonly [event: string, data: Term])[];
  /** Handles everything that is due up to a virtual time; now, when none is given. */
  run(untilUs?: number): void;
  /** Carries a script out in a process of its own, which stays; answers what the script did, if it is done. */
  perform(script: (ctx: Context) => Blocking<Term> | Term): Term;
  /** Data of the events of one name, in order. */
  told(event: string): readonly Term[];
}

type Script = (ctx: Context) => Blocking<Term> | Term;

function scriptModule(scripts: readonly Script[], results: Term[]): Module {
  return {
    name: "script",
    functions: {
      *root(ctx: Context) {
        ctx.tableNew(STARTS, { access: "public" });
        for (;;) {
          const { run } = (yield* receive()) as { readonly run: number };
          ctx.spawn(["script", "run", [run]], { label: `script ${run}` });
        }
      },
      *run(ctx: Context, index: number) {
        const result = (scripts[index] as Script)(ctx);
        results[index] = isBlocking(result) ? yield* result : result;
        yield* receive(() => false);
      },
    } as never,
  };
}

/** `modules` are the ones under test, `defects` planted ones. */
export function otpWorld(
  modules: readonly Module[],
  options: { readonly defects?: readonly string[]; readonly handlerCostUs?: number } = {},
): OtpWorld {
  const scripts: Script[] = [];
  const results: Term[] = [];
  const node = new Node({
    index: 0,
    seed: 1,
    code: createCode([...OTP_MODULES, worker, scriptModule(scripts, results), ...modules]),
    defects: new Set(options.defects ?? []),
    handlerCostUs: options.handlerCostUs ?? 0,
  });
  const log: [string, Term][] = [];
  node.onEmit = (event, data) => log.push([event, data]);
  const root = node.boot(["script", "root", []], 0);
  const run = (untilUs = node.nowUs) => {
    while (node.nextTimeUs() <= untilUs) node.step();
    node.idleUntil(untilUs);
  };
  run();
  return {
    node,
    log,
    run,
    perform(script) {
      const index = scripts.push(script) - 1;
      node.enqueue(SIGNAL.message, root, undefined, { run: index }, 0);
      run();
      return results[index];
    },
    told: (event) => log.filter(([name]) => name === event).map(([, data]) => data),
  };
}
