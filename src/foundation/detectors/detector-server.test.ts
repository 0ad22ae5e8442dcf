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
import { type DetectorPolicy, phiPolicy } from "./detector.ts";
import { type DetectorView, readDetector, subscribeSuspicions, suspicionLevels } from "./detector-client.ts";
import { detectorChild, FAILURE_DETECTOR, failureDetectorModule } from "./detector-server.ts";
import { detectorViolationOf } from "./detector-violation.ts";
import { DETECTOR_EVENTS } from "./events.ts";
import { DETECTOR_DEFECTS } from "./peer.ts";

const BEAT_US = 100_000;
const FIXED: DetectorPolicy = { kind: "fixed", timeoutUs: 350_000 };

const LAB: Module = {
  name: "lab",
  functions: {
    *start(ctx: Context, children: readonly ChildSpec[]) {
      yield* supervisor.startLink(ctx, "lab_root", children as never, { name: "lab_root" });
      yield* receive(() => false);
    },
    *listen(ctx: Context) {
      subscribeSuspicions(ctx);
      for (;;) ctx.emit("told", yield* receive());
    },
    *levels(ctx: Context) {
      ctx.emit("told", (yield* suspicionLevels(ctx)) as Term);
    },
  } as never,
};
const ROOT = defineSupervisor("lab_root", (_ctx, children: readonly ChildSpec[]) => ["ok", [{}, children]]);

class World extends Cluster {
  readonly log: {
    readonly node: number;
    readonly event: string;
    readonly data: Term;
    readonly atUs: number;
  }[] = [];
  violation: string | undefined = undefined;
  readonly #children: readonly ChildSpec[];
  #requests = 0;

  constructor(
    policy: DetectorPolicy = FIXED,
    options: { defects?: readonly string[]; network?: NetworkProfile } = {},
  ) {
    super({ seed: 5, size: 3, modules: [LAB, ROOT, failureDetectorModule], ...options });
    this.#children = [detectorChild({ peers: [0, 1, 2], heartbeatUs: BEAT_US, policy })];
    const views: (DetectorView | undefined)[] = [];
    this.observer = (node) => {
      const view = viewOf(node);
      const before = views[node.index];
      if (view !== undefined && before !== undefined) this.violation ??= detectorViolationOf(before, view);
      views[node.index] = view;
    };
    for (const node of this.nodes) {
      node.onEmit = (event, data) => this.log.push({ node: node.index, event, data, atUs: node.nowUs });
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

  cutOff(id: number, isCut = true): void {
    for (const { index } of this.nodes) {
      this.setCut(id, index, isCut);
      this.setCut(index, id, isCut);
    }
  }

  told(event: string): readonly Term[] {
    return this.log.filter((entry) => entry.event === event).map(({ data }) => data);
  }

  suspects(id: number): readonly number[] {
    const view = viewOf(this.nodes[id] as Node);
    return (view?.peers ?? []).filter((peer) => peer.isSuspected).map(({ node }) => node);
  }
}

function viewOf(node: Node): DetectorView | undefined {
  const pid = node.names.get(FAILURE_DETECTOR);
  const process = pid === undefined ? undefined : node.find(pid);
  return process === undefined ? undefined : readDetector(process);
}

const POLICIES: readonly (readonly [string, DetectorPolicy])[] = [
  ["fixed", FIXED],
  ["phi", phiPolicy(BEAT_US)],
];

describe.each(POLICIES)("a detector with a %s policy", (_name, policy) => {
  it("suspects nobody in a healthy network", () => {
    const world = new World(policy);
    world.run(5_000_000);
    expect(world.told("detector.suspected")).toEqual([]);
    expect(viewOf(world.nodes[0] as Node)?.peers.map(({ heartbeats }) => heartbeats > 40)).toEqual([
      true,
      true,
    ]);
  });

  it("suspects a crashed node on all others within a second, and trusts it again when it is back", () => {
    const world = new World(policy);
    world.run(2_000_000);
    world.crash(world.nodes[2] as Node);
    world.run(3_000_000);
    expect([world.suspects(0), world.suspects(1)]).toEqual([[2], [2]]);
    world.restart(2);
    world.run(3_100_000);
    expect([world.suspects(0), world.suspects(1), world.suspects(2)]).toEqual([[], [], []]);
  });

  it("suspects both ways across a cut and forgets it after the cut", () => {
    const world = new World(policy);
    world.run(1_000_000);
    world.cutOff(0);
    world.run(2_500_000);
    expect([world.suspects(0), world.suspects(1)]).toEqual([[1, 2], [0]]);
    world.cutOff(0, false);
    world.run(2_700_000);
    expect([world.suspects(0), world.suspects(1)]).toEqual([[], []]);
  });

  it("counts no heartbeat twice and none that was overtaken, whatever the network does", () => {
    const network = { minUs: 500, maxUs: 90_000, lossPpt: 100, duplicatePpt: 400, tailPpt: 50 };
    const world = new World(policy, { network });
    world.run(20_000_000);
    expect(world.violation).toBeUndefined();
  });

  it("goes on from a snapshot as it would have without", () => {
    const straight = new World(policy);
    const cut = new World(policy);
    for (const world of [straight, cut]) world.cutOff(1);
    for (const atUs of [1, 99_999, 300_000, 300_700, 1_234_567]) {
      cut.run(atUs);
      for (const node of cut.nodes) restoreSnapshot(node, takeSnapshot(node));
    }
    for (const world of [straight, cut]) world.run(3_000_000);
    expect(cut.hash()).toBe(straight.hash());
  });
});

describe("subscribeSuspicions", () => {
  it("tells how things stand first, then every change in order", () => {
    const world = new World();
    world.cutOff(2);
    world.run(1_000_000);
    world.ask(0, "listen");
    world.run(1_500_000);
    world.heal();
    world.run(2_000_000);
    world.crash(world.nodes[1] as Node);
    world.run(3_000_000);
    expect(world.told("told")).toEqual([
      [FAILURE_DETECTOR, "state", [2]],
      [FAILURE_DETECTOR, "trust", 2],
      [FAILURE_DETECTOR, "suspect", 1],
    ]);
  });
});

describe("suspicionLevels", () => {
  it("answers the level of each peer now", () => {
    const world = new World();
    world.cutOff(2);
    world.run(1_000_000);
    world.ask(0, "levels");
    world.run(1_000_010);
    const [levels] = world.told("told") as unknown as [{ node: number; level: number }[]];
    expect(levels.map(({ node }) => node)).toEqual([1, 2]);
    expect(levels.map(({ level }) => level >= 1)).toEqual([false, true]);
  });

  it("answers undefined where there is no detector", () => {
    const world = new Cluster({ seed: 1, size: 1, modules: [LAB] });
    const node = world.nodes[0] as Node;
    const answers: Term[] = [];
    node.onEmit = (event, data) => event === "told" && answers.push(data);
    node.arrive(1, 0, 1_000_000, {
      kind: SIGNAL.message,
      to: { name: "spawner", node: 0 },
      from: undefined,
      body: ["spawn", "lab", "levels", []],
      causeNode: 0,
      causeSeq: 0,
    });
    world.run(100_000);
    expect(answers).toEqual([undefined]);
  });
});

describe("events", () => {
  it("are all declared and carry what they declare", () => {
    const world = new World();
    world.run(1_000_000);
    world.crash(world.nodes[2] as Node);
    world.run(2_000_000);
    world.restart(2);
    world.run(3_000_000);
    const events = world.log.filter(({ event }) => event.startsWith("detector."));
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(Object.keys(DETECTOR_EVENTS)));
    for (const { event, data } of events) {
      const spec = DETECTOR_EVENTS[event as keyof typeof DETECTOR_EVENTS];
      expect(Object.keys(data as object).sort()).toEqual([...spec.measurements].sort());
    }
  });
});

describe("planted defects", () => {
  const WILD = { minUs: 500, maxUs: 30_000, lossPpt: 50, duplicatePpt: 300, tailPpt: 20 };

  it.each(DETECTOR_DEFECTS)("%s is found by the invariant", (defect) => {
    const world = new World(phiPolicy(BEAT_US), { defects: [defect], network: WILD });
    world.run(2_000_000);
    world.cutOff(2);
    world.run(4_000_000);
    world.heal();
    world.run(6_000_000);
    expect(world.violation).toBeDefined();
  });
});
