import { describe, expect, it } from "vitest";
import {
  type Context,
  type Module,
  type Node,
  receive,
  restoreSnapshot,
  SIGNAL,
  type Term,
  takeSnapshot,
} from "../../kernel/index.ts";
import { type ChildSpec, defineSupervisor, supervisor } from "../../otp/index.ts";
import { Cluster, type NetworkProfile } from "../../testkit/raft/cluster.ts";
import { MEMBERSHIP_EVENTS } from "./events.ts";
import {
  leave,
  type MembershipView,
  members,
  readMembership,
  subscribeMembers,
} from "./membership-client.ts";
import {
  INCARNATION_KEY,
  MEMBERSHIP,
  type MembershipConfig,
  membershipChild,
  membershipModule,
} from "./membership-server.ts";
import {
  completenessViolationOf,
  incarnationViolationOf,
  membershipViolationOf,
} from "./membership-violation.ts";
import { completeSwimConfig, detectionBoundUs, SWIM_DEFECTS } from "./swim-config.ts";

const LAB: Module = {
  name: "lab",
  functions: {
    *start(ctx: Context, children: readonly ChildSpec[]) {
      yield* supervisor.startLink(ctx, "lab_root", children as never, { name: "lab_root" });
      yield* receive(() => false);
    },
    *listen(ctx: Context) {
      subscribeMembers(ctx);
      for (;;) ctx.emit("told", yield* receive());
    },
    *members(ctx: Context) {
      ctx.emit("told", (yield* members(ctx)) as unknown as Term);
    },
    // biome-ignore lint/correctness/useYield: a process function that does not wait
    *forget(ctx: Context) {
      ctx.diskDelete(INCARNATION_KEY);
    },
    *leave(ctx: Context) {
      ctx.emit("told", (yield* leave(ctx)) as unknown as Term);
    },
  } as never,
};
const ROOT = defineSupervisor("lab_root", (_ctx, children: readonly ChildSpec[]) => ["ok", [{}, children]]);

const SIZE = 5;
const BOUND_US = detectionBoundUs(completeSwimConfig({ node: 0, seeds: [] }), SIZE);

interface Options {
  readonly config?: Partial<MembershipConfig>;
  readonly defects?: readonly string[];
  readonly network?: NetworkProfile;
  readonly seed?: number;
}

class World extends Cluster {
  readonly log: { readonly node: number; readonly event: string; readonly data: Term }[] = [];
  violation: string | undefined = undefined;
  readonly #children: readonly ChildSpec[];
  #requests = 0;

  constructor({ config, ...options }: Options = {}) {
    super({ seed: 3, size: SIZE, modules: [LAB, ROOT, membershipModule], ...options });
    this.#children = [membershipChild({ seeds: [0, 1], ...config })];
    const views: (MembershipView | undefined)[] = [];
    this.observer = (node) => {
      const view = this.view(node.index);
      const before = views[node.index];
      if (view === before) return;
      if (view !== undefined && before !== undefined) this.violation ??= membershipViolationOf(before, view);
      views[node.index] = view;
      const all = views.filter((one) => one !== undefined);
      this.violation ??= incarnationViolationOf(all);
    };
    for (const node of this.nodes) {
      node.onEmit = (event, data) => this.log.push({ node: node.index, event, data });
      this.ask(node.index, "start", this.#children as unknown as Term);
    }
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
    for (const { index: from } of this.nodes)
      for (const { index: to } of this.nodes)
        if (group.includes(from) !== group.includes(to)) this.setCut(from, to, isCut);
  }

  view(id: number): MembershipView | undefined {
    const node = this.nodes[id] as Node;
    const pid = node.names.get(MEMBERSHIP);
    const process = pid === undefined ? undefined : node.find(pid);
    return process === undefined ? undefined : readMembership(process);
  }

  /** What each running node thinks: `a` alive, `s` suspect, `d` dead, `l` left, in the order of nodes. */
  views(): readonly string[] {
    return this.nodes
      .filter(({ up }) => up)
      .map(({ index }) => (this.view(index)?.members ?? []).map(({ status }) => status[0]).join(""));
  }

  told(event: string): readonly Term[] {
    return this.log.filter((entry) => entry.event === event).map(({ data }) => data);
  }
}

function settled(options: Options = {}): World {
  const world = new World(options);
  world.run(3_000_000);
  return world;
}

describe("a cluster", { timeout: 30_000 }, () => {
  it("forms from seeds: everybody knows everybody, and nobody is suspected while it is healthy", () => {
    const world = settled();
    expect(world.views()).toEqual(Array(SIZE).fill("aaaaa"));
    world.run(20_000_000);
    expect(world.told("membership.suspected")).toEqual([]);
  });

  it("forms although the first seed is not there", () => {
    const world = new World();
    world.stop(0);
    world.run(3_000_000);
    expect(world.views()).toEqual(Array(SIZE - 1).fill("aaaa"));
  });

  it("knows a crashed member dead within the bound, everywhere (N9)", () => {
    const world = settled();
    world.stop(4);
    world.run(world.nowUs + BOUND_US);
    expect(world.views()).toEqual(Array(SIZE - 1).fill("aaaad"));
  });

  it("knows it within the bound although every message that is not needed is lost: three of four crashed", () => {
    const world = settled();
    for (const id of [1, 2, 3, 4]) world.stop(id);
    world.run(world.nowUs + BOUND_US);
    expect(world.views()).toEqual(["adddd"]);
  });

  it("takes a restarted member back in a larger incarnation (N8)", () => {
    const world = settled();
    world.stop(4);
    world.run(world.nowUs + BOUND_US);
    world.restart(4);
    world.run(world.nowUs + 2_000_000);
    expect(world.views()).toEqual(Array(SIZE).fill("aaaaa"));
    expect(world.view(4)?.incarnation).toBeGreaterThan(1);
    expect(world.violation).toBeUndefined();
  });

  it("takes a member back that has lost its disk: the others remember for it", () => {
    const world = settled();
    for (let life = 0; life < 3; life++) {
      world.stop(4);
      world.run(world.nowUs + 100_000);
      world.restart(4);
      world.run(world.nowUs + 2_000_000);
    }
    world.ask(4, "forget");
    world.run(world.nowUs + 10);
    world.stop(4);
    world.run(world.nowUs + BOUND_US);
    world.restart(4);
    world.run(world.nowUs + 3_000_000);
    expect(world.views()).toEqual(Array(SIZE).fill("aaaaa"));
    expect(world.view(4)?.incarnation).toBeGreaterThan(4);
  });

  it("falls in two under a cut and becomes one again after it (N11)", () => {
    const world = settled();
    world.cut([0, 1]);
    world.run(world.nowUs + 2 * BOUND_US);
    expect(world.views()).toEqual(["aaddd", "aaddd", "ddaaa", "ddaaa", "ddaaa"]);
    world.cut([0, 1], false);
    world.run(world.nowUs + 8_000_000);
    expect(world.views()).toEqual(Array(SIZE).fill("aaaaa"));
    expect(world.violation).toBeUndefined();
  });

  it("keeps a member that one other cannot reach: others ping it for that one", () => {
    const world = settled();
    world.setCut(0, 4, true);
    world.setCut(4, 0, true);
    world.run(world.nowUs + 20_000_000);
    expect(world.told("membership.died")).toEqual([]);
  });

  it("is told when a member leaves, and takes it for neither dead nor alive", () => {
    const world = settled();
    world.ask(3, "leave");
    world.run(world.nowUs + 10_000);
    expect(world.views()).toEqual(Array(SIZE).fill("aaala"));
    world.run(world.nowUs + 10_000_000);
    expect(world.views()).toEqual(Array(SIZE).fill("aaala"));
    expect(world.told("told")).toEqual([{ ok: true, value: "ok" }]);
    world.stop(3);
    world.restart(3);
    world.run(world.nowUs + 3_000_000);
    expect(world.views()).toEqual(Array(SIZE).fill("aaaaa"));
  });

  it("breaks no rule in a wild network, and agrees when that is over", () => {
    for (const seed of [1, 2, 3]) {
      const network = { minUs: 500, maxUs: 60_000, lossPpt: 150, duplicatePpt: 200, tailPpt: 30 };
      const world = new World({ seed, network, config: { localHealthMax: seed } });
      for (let round = 0; round < 4; round++) {
        world.run(world.nowUs + 3_000_000);
        world.cut([round]);
        if (round % 2 === 0) world.stop(4);
        world.run(world.nowUs + 3_000_000);
        world.cut([round], false);
        if (round % 2 === 0) world.restart(4);
      }
      world.calm();
      world.run(world.nowUs + 15_000_000);
      expect(world.violation).toBeUndefined();
      expect(world.views()).toEqual(Array(SIZE).fill("aaaaa"));
    }
  });
});

describe("local health", { timeout: 30_000 }, () => {
  it("spares healthy members when the observer itself is deaf", () => {
    const accusations = (localHealthMax: number): number => {
      const world = settled({ config: { localHealthMax } });
      for (const { index } of world.nodes) if (index !== 2) world.setCut(index, 2, true);
      world.run(world.nowUs + 1_500_000);
      const isByDeaf = ({ node, event }: { node: number; event: string }) =>
        node === 2 && event === "membership.suspected";
      return world.log.filter(isByDeaf).length;
    };
    expect(accusations(8)).toBeLessThan(accusations(0));
  });
});

describe("clients", () => {
  it("are told how things stand, then each change", () => {
    const world = settled();
    world.ask(0, "listen");
    world.ask(0, "members");
    world.run(world.nowUs + 100);
    world.stop(4);
    world.run(world.nowUs + BOUND_US);
    const all = [0, 1, 2, 3, 4].map((node) => ({ node, status: "alive", incarnation: 1 }));
    expect(world.told("told")).toEqual([
      [MEMBERSHIP, "state", all],
      { ok: true, value: all },
      [MEMBERSHIP, "changed", { node: 4, status: "suspect", incarnation: 1 }],
      [MEMBERSHIP, "changed", { node: 4, status: "dead", incarnation: 1 }],
    ]);
  });
});

describe("as data", { timeout: 30_000 }, () => {
  it("goes on from snapshots as it would have without", () => {
    const straight = new World();
    const cut = new World();
    for (const atUs of [1, 50_500, 333_333, 1_000_000, 2_100_001]) {
      cut.run(atUs);
      for (const node of cut.nodes) restoreSnapshot(node, takeSnapshot(node));
    }
    for (const world of [straight, cut]) {
      world.run(2_200_000);
      world.cut([0]);
      world.run(5_000_000);
    }
    expect(cut.hash()).toBe(straight.hash());
  });

  it("emits only what it has declared", () => {
    const world = settled();
    world.cut([0]);
    world.run(world.nowUs + 2 * BOUND_US);
    world.cut([0], false);
    world.ask(3, "leave");
    world.run(world.nowUs + 5_000_000);
    const events = world.log.filter(({ event }) => event.startsWith("membership."));
    for (const { event, data } of events) {
      const spec = MEMBERSHIP_EVENTS[event as keyof typeof MEMBERSHIP_EVENTS];
      expect(Object.keys(data as object).sort()).toEqual([...spec.measurements].sort());
    }
    expect(new Set(events.map(({ event }) => event)).size).toBeGreaterThanOrEqual(4);
  });
});

describe("planted defects", { timeout: 30_000 }, () => {
  const stormy = (defect: string): World => {
    const network = { minUs: 500, maxUs: 90_000, lossPpt: 300, duplicatePpt: 100, tailPpt: 30 };
    const world = new World({ defects: [defect], network });
    world.run(15_000_000);
    return world;
  };

  it("swim_dead_not_final is found by M1", () => {
    expect(stormy("swim_dead_not_final").violation).toMatch(/^M1/);
  });

  it("swim_raises_foreign_incarnation is found by M2", () => {
    expect(stormy("swim_raises_foreign_incarnation").violation).toMatch(/^M2/);
  });

  it("swim_forgets_suspicion is found by M3", () => {
    const completeness = (defects: readonly string[]): string | undefined => {
      const world = settled({ defects });
      world.stop(4);
      world.run(world.nowUs + BOUND_US);
      return completenessViolationOf(world.view(0) as MembershipView, [4]);
    };
    expect(completeness([])).toBeUndefined();
    expect(completeness(["swim_forgets_suspicion"])).toMatch(/^M3/);
    expect(SWIM_DEFECTS).toContain("swim_forgets_suspicion");
  });
});
