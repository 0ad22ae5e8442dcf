import { describe, expect, it } from "vitest";
import {
  type Context,
  isTagged,
  type Module,
  type Node,
  pauseNode,
  receive,
  restoreSnapshot,
  resumeNode,
  SIGNAL,
  type Term,
  takeSnapshot,
} from "../../kernel/index.ts";
import {
  type ChildSpec,
  cast,
  defineServer,
  defineSupervisor,
  noreply,
  started,
  stop,
  stopInit,
  supervisor,
} from "../../otp/index.ts";
import { Cluster, type NetworkProfile } from "../../testkit/raft/cluster.ts";
import type { StateMachine } from "../consensus/index.ts";
import type { ClusterChild } from "./cluster-child.ts";
import { PLACEMENT_EVENTS } from "./events.ts";
import type { PlacementState } from "./placement.ts";
import { PLACEMENT, PLACEMENT_MACHINE } from "./placement-machine.ts";
import { preferredNode } from "./rendezvous.ts";
import {
  readSupervision,
  type SupervisionView,
  startChild,
  stopChild,
  whichChildren,
} from "./supervision-client.ts";
import { DISTRIBUTED_SUPERVISOR, SUPERVISION_DEFAULTS, takeoverBoundUs } from "./supervision-state.ts";
import { DISTRIBUTED_SUPERVISION_MODULES, distributedSupervisionChild } from "./supervision-tree.ts";
import { copyViolationOf, leaseViolationOf, placementViolationOf } from "./supervision-violation.ts";

type WorkerArgs = {
  readonly id: string;
  readonly epoch: number;
  readonly isBroken?: boolean;
  readonly slowUs?: number;
};

const WORKER = defineServer<WorkerArgs>("worker", {
  init(ctx, args: WorkerArgs) {
    if (args.slowUs !== undefined) ctx.trapExit(true);
    return args.isBroken === true ? stopInit("broken") : started(args);
  },
  handleCast: (_ctx, reason: Term, state) => stop(reason, state),
  handleInfo: (_ctx, _message, state) => noreply(state),
  *terminate(_ctx, _reason, { slowUs }) {
    if (slowUs !== undefined) yield { kind: "receive", match: () => false, timeoutUs: slowUs };
  },
});

const LAB: Module = {
  name: "lab",
  functions: {
    *start(ctx: Context, children: readonly ChildSpec[]) {
      yield* supervisor.startLink(ctx, "lab_root", children as never, { name: "lab_root" });
      yield* receive(() => false);
    },
    *startChild(ctx: Context, child: ClusterChild, timeoutUs: number) {
      ctx.emit("told", (yield* startChild(ctx, child, timeoutUs)) as unknown as Term);
    },
    *stopChild(ctx: Context, id: string) {
      ctx.emit("told", (yield* stopChild(ctx, id)) as unknown as Term);
    },
    *children(ctx: Context) {
      ctx.emit("told", (yield* whichChildren(ctx)) as unknown as Term);
    },
    // biome-ignore lint/correctness/useYield: a process function that does not wait
    *end(ctx: Context, name: string, reason: Term) {
      cast(ctx, name, reason);
    },
    // biome-ignore lint/correctness/useYield: a process function that does not wait
    *kill(ctx: Context, name: string) {
      const pid = ctx.whereis(name);
      if (pid !== undefined) ctx.exit(pid, "kill");
    },
  } as never,
};
const ROOT = defineSupervisor("lab_root", (_ctx, children: readonly ChildSpec[]) => ["ok", [{}, children]]);

const NODES = [0, 1, 2, 3, 4];
const ELECTION_US = 2_000_000;
const BOUND_US = takeoverBoundUs(SUPERVISION_DEFAULTS, ELECTION_US);

interface Options {
  readonly defects?: readonly string[];
  readonly network?: NetworkProfile;
  readonly seed?: number;
  /** The replicated machine, when it is not that of placements alone, and where the placements are in its state. */
  readonly machine?: Module;
  readonly statePath?: readonly string[];
}

function child(id: string, more: Partial<ClusterChild> = {}, args: Partial<WorkerArgs> = {}): ClusterChild {
  return {
    id,
    start: ["gen_server", "start_link", ["worker", { id, epoch: "$epoch", ...args }, { name: id }]],
    ...more,
  };
}

class World extends Cluster {
  readonly log: { readonly node: number; readonly event: string; readonly data: Term }[] = [];
  violation: string | undefined = undefined;
  readonly #children: readonly ChildSpec[];
  readonly #views: (SupervisionView | undefined)[] = [];
  readonly #pids: (Term | undefined)[] = [];
  #requests = 0;

  constructor({ machine, statePath = [], ...options }: Options = {}) {
    const timing = { machine: machine?.name ?? "placement" } as object;
    const extra = machine === undefined ? [] : [machine];
    super({
      seed: 9,
      size: 5,
      timing,
      modules: [LAB, ROOT, WORKER, ...DISTRIBUTED_SUPERVISION_MODULES, ...extra],
      ...options,
    });
    this.#children = [distributedSupervisionChild({ statePath })];
    this.observer = (node) => this.#check(node);
    for (const node of this.nodes) {
      node.onEmit = (event, data) => this.log.push({ node: node.index, event, data });
      this.ask(node.index, "start", this.#children as unknown as Term);
    }
  }

  #check(node: Node): void {
    const id = node.index;
    const pid = node.up ? node.names.get(DISTRIBUTED_SUPERVISOR) : undefined;
    const view = pid === undefined ? undefined : this.view(id);
    const before = this.#views[id];
    const isSame = this.#pids[id] === pid && before !== undefined;
    this.#views[id] = view;
    this.#pids[id] = pid;
    if (view === undefined || view === before) return;
    if (isSame) this.violation ??= placementViolationOf(before, view);
    this.violation ??= leaseViolationOf(view, node.nowUs);
    this.violation ??= copyViolationOf(this.running());
  }

  ask(id: number, fn: string, ...args: readonly Term[]): void {
    const node = this.nodes[id] as Node;
    node.idleUntil(this.nowUs);
    node.arrive(this.nowUs + 1, id, 1_000_000 + ++this.#requests, {
      kind: SIGNAL.message,
      to: { name: "spawner", node: id },
      from: undefined,
      body: ["spawn", "lab", fn, args],
      causeNode: id,
      causeSeq: 0,
    });
  }

  restart(id: number): void {
    this.boot(this.nodes[id] as Node);
    this.ask(id, "start", this.#children as unknown as Term);
  }

  stop(id: number): void {
    this.crash(this.nodes[id] as Node);
  }

  cut(group: readonly number[], isCut = true): void {
    for (const from of NODES)
      for (const to of NODES) if (group.includes(from) !== group.includes(to)) this.setCut(from, to, isCut);
  }

  pass(us: number): void {
    this.run(this.nowUs + us);
  }

  view(id: number): SupervisionView | undefined {
    const node = this.nodes[id] as Node;
    const pid = node.names.get(DISTRIBUTED_SUPERVISOR);
    const process = pid === undefined ? undefined : node.find(pid);
    return process === undefined ? undefined : readSupervision(process);
  }

  running(): readonly SupervisionView[] {
    return NODES.flatMap((id) => (this.nodes[id]?.up === true ? (this.view(id) ?? []) : []));
  }

  /** Nodes on which a process of this child really lives, by its registered name. */
  homesOf(id: string): readonly number[] {
    return this.nodes
      .filter((node) => {
        const pid = node.up ? node.names.get(id) : undefined;
        return pid !== undefined && node.find(pid) !== undefined;
      })
      .map(({ index }) => index);
  }

  homes(ids: readonly string[]): readonly (readonly number[])[] {
    return ids.map((id) => this.homesOf(id));
  }

  told(event = "told"): readonly Term[] {
    return this.log.filter((entry) => entry.event === event).map(({ data }) => data);
  }

  epochOf(id: string): number {
    const starts = this.told("placement.copy_started") as readonly { id: string; epoch: number }[];
    return starts.findLast((start) => start.id === id)?.epoch ?? 0;
  }

  logLeader(): number {
    return this.running().find(({ isLogLeader }) => isLogLeader)?.node ?? -1;
  }
}

const IDS = ["ada", "ben", "cleo", "jon", ...Array.from({ length: 8 }, (_, i) => `child-${i}`)].sort();

/** All nodes up and the children running. */
function settled(
  options: Options = {},
  children: readonly ClusterChild[] = IDS.map((id) => child(id)),
): World {
  const world = new World(options);
  world.pass(3_000_000);
  for (const one of children) world.ask(0, "startChild", one as unknown as Term, 2_000_000);
  world.pass(1_000_000);
  return world;
}

function preferred(ids: readonly string[], nodes: readonly number[]): readonly (readonly number[])[] {
  return ids.map((id) => [preferredNode(id, nodes)]);
}

describe("children of the cluster", { timeout: 60_000 }, () => {
  it("are described once, at any node, and each runs once, on the node it prefers", () => {
    const world = settled();
    expect(world.told()).toEqual(IDS.map((id) => ({ ok: true, value: id })));
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
    expect(new Set(world.homes(IDS).flat())).toEqual(new Set(NODES));
    expect(world.violation).toBeUndefined();
  });

  it("get the epoch of their copy", () => {
    const world = settled();
    const [home] = world.homesOf("ada") as [number];
    const view = world.view(home)?.copies.find(({ id }) => id === "ada");
    expect(view?.epoch).toBe(world.epochOf("ada"));
    expect(view?.epoch).toBeGreaterThan(0);
  });

  it("are known at every node", () => {
    const world = settled();
    for (const id of [1, 4]) world.ask(id, "children");
    world.pass(100);
    const [one, other] = world.told().slice(-2) as unknown as [{ id: string; node: number }[], unknown];
    expect(other).toEqual(one);
    expect(one.map(({ id, node }) => [id, node])).toEqual(IDS.map((id) => [id, preferredNode(id, NODES)]));
  });

  it("are described only once, and refused with a reason", () => {
    const world = settled();
    world.ask(3, "startChild", child("ada") as unknown as Term, 1_000_000);
    world.ask(3, "startChild", { id: "x" }, 1_000_000);
    world.ask(3, "stopChild", "nobody");
    world.pass(500_000);
    expect(
      new Set(
        world
          .told()
          .slice(-3)
          .map((answer) => JSON.stringify(answer)),
      ),
    ).toEqual(
      new Set(
        [
          { ok: false, error: "already_present" },
          { ok: false, error: ["bad_spec", "start: module, function, arguments"] },
          { ok: false, error: "not_found" },
        ].map((answer) => JSON.stringify(answer)),
      ),
    );
  });

  it("are stopped for good on request, and can then be described again", () => {
    const world = settled({}, [child("ada", { shutdown: 1_000 }, { slowUs: 300_000 })]);
    world.ask(2, "stopChild", "ada");
    world.pass(100_000);
    world.ask(2, "startChild", child("ada") as unknown as Term, 1_000_000);
    world.pass(100_000);
    expect(world.told().slice(-2)).toEqual([
      { ok: true, value: "ada" },
      { ok: false, error: "already_present" },
    ]);
    world.pass(1_000_000);
    expect(world.homesOf("ada")).toEqual([]);
    world.ask(2, "startChild", child("ada") as unknown as Term, 1_000_000);
    world.pass(500_000);
    expect(world.homesOf("ada")).toHaveLength(1);
    expect(world.violation).toBeUndefined();
  });
});

describe("when a copy ends", { timeout: 60_000 }, () => {
  it("it is started again on its node, in the same epoch", () => {
    const world = settled();
    const [home] = world.homesOf("ada") as [number];
    const epoch = world.epochOf("ada");
    world.ask(home, "end", "ada", "oops");
    world.pass(1_000);
    expect([world.homesOf("ada"), world.epochOf("ada")]).toEqual([[home], epoch]);
    expect(
      world.told("placement.copy_started").filter((data) => (data as { id: string }).id === "ada"),
    ).toHaveLength(2);
  });

  it("too often, it is moved to another node", () => {
    const world = settled();
    const [home] = world.homesOf("ada") as [number];
    for (let i = 0; i < 4; i++) {
      world.ask(home, "end", "ada", "oops");
      world.pass(10_000);
    }
    world.pass(500_000);
    expect(world.homesOf("ada")).toHaveLength(1);
    expect(world.homesOf("ada")).not.toEqual([home]);
    expect(world.violation).toBeUndefined();
  });

  it("of a transient child in good order, the child is gone everywhere", () => {
    const world = settled({}, [child("ada", { restart: "transient" })]);
    const [home] = world.homesOf("ada") as [number];
    world.ask(home, "end", "ada", "normal");
    world.pass(500_000);
    expect(world.homesOf("ada")).toEqual([]);
    expect(world.running().map(({ children }) => children)).toEqual(NODES.map(() => []));
  });

  it("at every start, everywhere, it is given up in the end and the others live on", () => {
    const world = settled({}, [child("bad", {}, { isBroken: true }), child("ada")]);
    world.pass(5_000_000);
    const bad = world.view(0)?.children.find(({ id }) => id === "bad");
    expect(bad).toMatchObject({ status: "given_up", node: null });
    expect(world.homesOf("ada")).toHaveLength(1);
    expect(world.told("placement.child_given_up")).toHaveLength(1);
  });
});

describe("when a node is lost", { timeout: 60_000 }, () => {
  it("its children run on those that are left, within the bound, and the others are not touched", () => {
    for (const victim of NODES) {
      const world = settled();
      const left = NODES.filter((id) => id !== victim);
      const starts = world.told("placement.copy_started").length;
      const lost = IDS.filter((id) => preferredNode(id, NODES) === victim);
      world.stop(victim);
      world.pass(BOUND_US);
      expect(world.homes(IDS)).toEqual(preferred(IDS, left));
      expect(world.told("placement.copy_started").length - starts).toBe(lost.length);
      expect(world.violation).toBeUndefined();
    }
  });

  it("and comes back, it gets its children back one by one, with no second copy at any time", () => {
    const world = settled();
    world.stop(2);
    world.pass(BOUND_US);
    world.restart(2);
    world.pass(3_000_000);
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
    expect(world.violation).toBeUndefined();
  });

  it("for a moment only, its children are placed anew, under larger epochs", () => {
    const world = settled();
    const victim = world.homesOf("ada")[0] as number;
    const epoch = world.epochOf("ada");
    world.stop(victim);
    world.pass(5_000);
    world.restart(victim);
    world.pass(3_000_000);
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
    expect(world.epochOf("ada")).toBeGreaterThan(epoch);
    expect(world.violation).toBeUndefined();
  });

  it("as all are at once, everything runs again", () => {
    const world = settled();
    for (const id of NODES) world.stop(id);
    for (const id of NODES) world.restart(id);
    world.pass(BOUND_US);
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
    expect(world.violation).toBeUndefined();
  });
});

describe("under a cut", { timeout: 60_000 }, () => {
  it("the minority stops its copies before the majority starts them", () => {
    const world = settled();
    world.cut([0, 1]);
    world.pass(BOUND_US);
    expect(world.homes(IDS)).toEqual(preferred(IDS, [2, 3, 4]));
    expect([0, 1].map((id) => world.view(id)?.hasLease)).toEqual([false, false]);
    expect(world.violation).toBeUndefined();
  });

  it("that takes the leader of the log into the minority, the same holds", () => {
    const world = settled();
    const leader = world.logLeader();
    const minority = [leader, (leader + 1) % 5];
    world.cut(minority);
    world.pass(BOUND_US);
    expect(world.homes(IDS)).toEqual(
      preferred(
        IDS,
        NODES.filter((id) => !minority.includes(id)),
      ),
    );
    expect(world.violation).toBeUndefined();
  });

  it("that heals before a lease is over, nothing is moved", () => {
    const world = settled();
    const starts = world.told("placement.copy_started").length;
    world.cut([0, 1].filter((id) => id !== world.logLeader()));
    world.pass(1_500_000);
    world.heal();
    world.pass(BOUND_US);
    expect(world.told("placement.copy_started")).toHaveLength(starts);
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
  });

  it("that heals, no child runs twice, and all are where they prefer to be", () => {
    const world = settled();
    world.cut([0, 1]);
    world.pass(2 * BOUND_US);
    world.heal();
    world.pass(BOUND_US);
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
    expect(world.violation).toBeUndefined();
  });

  it("without a majority anywhere nothing runs; after it everything does", () => {
    const world = settled();
    world.cut([0, 1]);
    world.cut([2, 3]);
    world.pass(BOUND_US);
    expect(world.homes(IDS).flat()).toEqual([]);
    world.heal();
    world.pass(BOUND_US);
    expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
    expect(world.violation).toBeUndefined();
  });

  it("a request in the minority is answered in time: it is not known what became of it", () => {
    const world = settled({}, []);
    world.cut([0]);
    world.pass(3_000_000);
    world.ask(0, "startChild", child("ada") as unknown as Term, 700_000);
    world.pass(1_000_000);
    expect(world.told().at(-1)).toMatchObject({ ok: false });
  });
});

describe("when the supervision of a node dies", { timeout: 60_000 }, () => {
  it.each([DISTRIBUTED_SUPERVISOR, "copy_keeper", "placed_children"])(
    "%s: copies and all, it begins anew",
    (name) => {
      const world = settled();
      const [home] = world.homesOf("ada") as [number];
      world.ask(home, "kill", name);
      world.pass(3_000_000);
      expect(world.homes(IDS)).toEqual(preferred(IDS, NODES));
      expect(world.violation).toBeUndefined();
    },
  );

  it("or its consensus server stays away, its children run elsewhere when the lease is over", () => {
    const world = settled();
    const [home] = world.homesOf("ada") as [number];
    world.ask(home, "kill", "consensus");
    world.pass(BOUND_US);
    const left = NODES.filter((id) => id !== home);
    expect(world.homes(IDS)).toEqual(preferred(IDS, left));
    expect(world.violation).toBeUndefined();
  });

  it("or is paused as a whole, its copies are gone before its clock moves on again", () => {
    const world = settled();
    const [home] = world.homesOf("ada") as [number];
    const node = world.nodes[home] as Node;
    const epoch = world.epochOf("ada");
    node.idleUntil(world.nowUs);
    pauseNode(node, 0);
    world.pass(BOUND_US);
    expect(world.epochOf("ada")).toBeGreaterThan(epoch);
    resumeNode(node, world.nowUs, 0);
    world.pass(0);
    expect(world.homesOf("ada")).toHaveLength(1);
    expect(world.homesOf("ada")).not.toEqual([home]);
  });
});

describe("a log that carries more than placements", { timeout: 60_000 }, () => {
  const BOTH: StateMachine<{ readonly list: readonly Term[]; readonly placements: PlacementState }> = {
    name: "both",
    initial: { list: [], placements: PLACEMENT_MACHINE.initial },
    apply(state, entry) {
      if (!isTagged(entry.command, PLACEMENT)) {
        const list = [...state.list, entry.command];
        return { state: { ...state, list }, answer: list.length, notices: [["listed", entry.command]] };
      }
      const applied = PLACEMENT_MACHINE.apply(state.placements, entry);
      return { ...applied, state: { ...state, placements: applied.state } };
    },
  };

  it("serves as well: the placements are found in their part of its state", () => {
    const world = settled({ machine: { name: "both", callbacks: BOTH }, statePath: ["placements"] });
    world.ask(1, "kill", DISTRIBUTED_SUPERVISOR);
    world.pass(1_000_000);
    world.stop(3);
    world.pass(BOUND_US);
    expect(world.homes(IDS)).toEqual(
      preferred(
        IDS,
        NODES.filter((id) => id !== 3),
      ),
    );
    expect(world.violation).toBeUndefined();
  });
});

describe("in a storm", { timeout: 120_000 }, () => {
  it("no child ever runs twice, and when it is over each runs where it prefers", () => {
    for (const seed of [1, 2, 3]) {
      const network = { minUs: 500, maxUs: 40_000, lossPpt: 80, duplicatePpt: 80, tailPpt: 10 };
      const world = settled({ seed, network });
      for (let round = 0; round < 5; round++) {
        const victim = (seed + round * 2) % 5;
        if (round % 2 === 0) world.stop(victim);
        world.cut(round % 3 === 0 ? [victim] : [victim, (victim + 1) % 5]);
        world.pass(500_000 + 1_500_000 * round);
        if (round % 2 === 0) world.restart(victim);
        world.heal();
        world.pass(2_000_000);
      }
      world.calm();
      world.pass(3 * BOUND_US);
      expect(world.violation).toBeUndefined();
      expect(world.view(0)?.children.length).toBe(IDS.length);
      for (const one of world.view(0)?.children ?? []) expect(world.homesOf(one.id)).toEqual([one.node]);
    }
  });
});

describe("as data", { timeout: 60_000 }, () => {
  it("goes on from snapshots as it would have without", () => {
    const [straight, cut] = [new World(), new World()];
    const play = (world: World, isCut: boolean): void => {
      for (const atUs of [1, 700_001, 2_500_000, 3_000_700, 3_001_900, 3_400_000, 5_000_000, 8_000_000]) {
        world.run(atUs);
        if (atUs === 2_500_000)
          for (const id of IDS) world.ask(0, "startChild", child(id) as unknown as Term, 2_000_000);
        if (atUs === 3_400_000) world.cut([0, 1]);
        if (isCut) for (const node of world.nodes) restoreSnapshot(node, takeSnapshot(node));
      }
      world.run(9_500_000);
    };
    play(straight, false);
    play(cut, true);
    expect(cut.hash()).toBe(straight.hash());
    expect(straight.told("placement.copy_started").length).toBeGreaterThan(IDS.length);
  });

  it("emits only what it has declared", () => {
    const world = settled({}, [...IDS.map((id) => child(id)), child("bad", {}, { isBroken: true })]);
    world.cut([0, 1]);
    world.pass(BOUND_US);
    const events = world.log.filter(({ event }) => event.startsWith("placement."));
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(Object.keys(PLACEMENT_EVENTS)));
    for (const { event, data } of events) {
      const spec = PLACEMENT_EVENTS[event as keyof typeof PLACEMENT_EVENTS];
      const metadata: readonly string[] = "metadata" in spec ? spec.metadata : [];
      expect(Object.keys(data as object).sort()).toEqual([...spec.measurements, ...metadata].sort());
    }
  });
});

describe("planted defects", { timeout: 60_000 }, () => {
  it("placement_ignores_lease is found by P2 or P3", () => {
    const world = settled({ defects: ["placement_ignores_lease"] });
    world.cut([0, 1]);
    world.pass(2 * BOUND_US);
    expect(world.violation).toMatch(/^P[23]/);
  });

  it("placement_takes_over_early is found by P2", () => {
    const world = settled({ defects: ["placement_takes_over_early"] });
    world.cut([0, 1].filter((id) => id !== world.logLeader()));
    world.pass(BOUND_US);
    expect(world.violation).toMatch(/^P2/);
  });

  it("placement_releases_running is found by P2", () => {
    const slow = IDS.map((id) => child(id, { shutdown: 1_000 }, { slowUs: 400_000 }));
    const world = settled({ defects: ["placement_releases_running"] }, slow);
    world.stop(2);
    world.pass(BOUND_US);
    world.restart(2);
    world.pass(3_000_000);
    expect(world.violation).toMatch(/^P2/);
  });
});
