/**
 * A world for finding differences: every node writes to the others all the time, remembers pids and references by
 * identity, monitors and links across nodes, and now and then ends by itself, which takes its node down.
 */

import fc from "fast-check";
import {
  type Context,
  enterLoop,
  exit,
  isTagged,
  type Module,
  Pid,
  Ref,
  type Term,
} from "../../kernel/index.ts";
import type { Action, InputRecord, Parameters, Scenario } from "../../sim/index.ts";

export const STORM_NODES = 6;

type StormState = {
  readonly echoes: readonly Ref[];
  readonly known: readonly Pid[];
  readonly watched: readonly Ref[];
  readonly heard: { readonly [what: string]: number };
};

const KEEP = 6;

/** Adds to a list of bounded length. */
function keep<T>(list: readonly T[], item: T): readonly T[] {
  return [...list.slice(-KEEP + 1), item];
}

function count(state: StormState, what: string): StormState {
  return { ...state, heard: { ...state.heard, [what]: (state.heard[what] ?? 0) + 1 } };
}

/** One thing the lot decides on; each sends something to another node. */
function strike(ctx: Context, state: StormState, haltPerMille: number): StormState {
  const node = (ctx.node + ctx.drawBetween("to", 1, STORM_NODES - 1)) % STORM_NODES;
  const to = { name: "storm", node };
  const pid = state.known[ctx.drawBetween("pid", 0, KEEP - 1)];
  if (ctx.drawBetween("halt", 1, 1_000) <= haltPerMille) exit("struck");
  switch (ctx.drawBetween("what", 0, 6)) {
    case 0:
      if (pid !== undefined) ctx.link(pid);
      return state;
    case 1:
      return { ...state, watched: keep(state.watched, ctx.monitor(to)) };
    case 2: {
      const [oldest, ...rest] = state.watched;
      if (oldest !== undefined) ctx.demonitor(oldest);
      return { ...state, watched: rest };
    }
    case 3:
      return { ...state, watched: keep(state.watched, ctx.request(to, "$ask", { when: ctx.now() / 7 })) };
    case 4:
      if (pid !== undefined) ctx.send(pid, ["hello", ctx.self, new Float64Array([ctx.now(), -0, 0.1])]);
      return state;
    default: {
      const ref = ctx.makeRef();
      ctx.send(to, ["echo", ctx.self, ref]);
      return { ...state, echoes: keep(state.echoes, ref) };
    }
  }
}

function storm(haltPerMille: number): Module {
  return {
    name: "storm",
    functions: {
      start(ctx: Context) {
        ctx.trapExit(true);
        ctx.register("storm", ctx.self);
        ctx.monitorNodes(true);
        ctx.send(ctx.self, "strike");
        return enterLoop("storm", { echoes: [], known: [], watched: [], heard: {} });
      },
    },
    loop: {
      name: "storm",
      handle(ctx: Context, state: StormState, message: Term): StormState {
        if (message === "strike") {
          ctx.sendAfter(ctx.drawBetween("again", 150, 900), ctx.self, "strike");
          return strike(ctx, state, haltPerMille);
        }
        if (!Array.isArray(message)) return state;
        const [tag, first, second] = message as readonly Term[];
        if (isTagged(message, "echo")) {
          ctx.send(first as Pid, ["echoed", second]);
          // Only if it is the very same object does it take one place.
          const known = state.known.filter((pid) => pid !== first);
          return count({ ...state, known: keep(known, first as Pid) }, "echo");
        }
        if (isTagged(message, "echoed"))
          return count(state, state.echoes.includes(first as Ref) ? "echoed" : "echoed late");
        if (isTagged(message, "$ask")) {
          const [, ref] = first as readonly [Pid, Ref];
          ctx.send(ref, [ref, second]);
          return count(state, "asked");
        }
        if (isTagged(message, "DOWN"))
          return count(state, state.watched.includes(first as Ref) ? "down" : "down late");
        if (tag instanceof Ref)
          return count(state, state.watched.includes(tag) ? "answered" : "answered late");
        return count(state, `${String(tag)} ${first instanceof Pid ? state.known.includes(first) : first}`);
      },
    },
  };
}

/** `haltPerMille`: how many of a thousand strikes end the first process of a node. */
export const STORM: Scenario = {
  id: "storm",
  title: "Storm",
  summary: "Every node writes to the others all the time.",
  nodes: STORM_NODES,
  link: { latencyUs: { kind: "shifted_exponential", shift: 1_000, mean: 300 }, minUs: 1_000, lossPpm: 0 },
  schedulers: 1,
  handlerCostUs: 5,
  defaultSpeed: 1,
  parameters: [],
  resources: [],
  checkers: [],
  code: (parameters: Parameters) => [storm(Number(parameters["haltPerMille"]))],
  boot: () => ["storm", "start", []],
};

const nodeName = fc.integer({ min: 1, max: STORM_NODES }).map((number) => `n${number}`);
const linkName = fc.uniqueArray(nodeName, { minLength: 2, maxLength: 2 }).map(([a, b]) => `${a}-${b}`);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: nodeName.map((target): Action => ({ kind: "restart_node", target })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(nodeName, fc.constantFrom("crash_node", "pause_node", "resume_node"))
      .map(([target, kind]): Action => ({ kind, target })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(nodeName, fc.integer({ min: 1, max: 3 }), fc.constantFrom("kill", "crash"))
      .map(
        ([name, serial, reason]): Action => ({ kind: "kill_process", target: `<${name}.${serial}>`, reason }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(linkName, fc.constantFrom("cut_link", "heal_link"))
      .map(([target, kind]): Action => ({ kind, target })),
  },
  { weight: 1, arbitrary: linkName.map((target): Action => ({ kind: "loss", target, percent: 30 })) },
  {
    weight: 1,
    arbitrary: fc
      .uniqueArray(nodeName, { minLength: 1, maxLength: STORM_NODES - 1 })
      .map((group): Action => ({ kind: "partition", target: "network", group })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ kind: "heal_all", target: "network" }) },
);

/** Faults in order of time, several of them at one instant. */
export function stormInputs(untilUs: number): fc.Arbitrary<readonly InputRecord[]> {
  const input = fc.record({
    atUs: fc.integer({ min: 1, max: 40 }).map((step) => step * (untilUs / 40)),
    action,
  });
  return fc.array(input, { maxLength: 30 }).map((inputs) => inputs.toSorted((a, b) => a.atUs - b.atUs));
}
