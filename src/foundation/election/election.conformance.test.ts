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
import { detectorChild, failureDetectorModule } from "../detectors/index.ts";
import { type ElectionView, elected, readElection, resign, subscribeLeader } from "./election-client.ts";
import { ELECTION_DEFAULTS, electionBoundUs } from "./election-protocol.ts";
import { electionChild, electionModule } from "./election-server.ts";
import { ELECTION, type ProtocolName } from "./election-state.ts";
import {
  electionViolationOf,
  type LeaderHistory,
  leadershipViolationOf,
  NO_LEADERS,
  rememberLeader,
} from "./election-violation.ts";
import { ELECTION_EVENTS } from "./events.ts";
import { OPEN_FENCE, pass } from "./fence.ts";

const LAB: Module = {
  name: "lab",
  functions: {
    *start(ctx: Context, children: readonly ChildSpec[]) {
      yield* supervisor.startLink(ctx, "lab_root", children as never, { name: "lab_root" });
      yield* receive(() => false);
    },
    *listen(ctx: Context) {
      subscribeLeader(ctx);
      for (;;) ctx.emit("told", yield* receive());
    },
    *elected(ctx: Context, timeoutUs: number) {
      const answer = yield* elected(ctx, timeoutUs);
      ctx.emit("told", [answer as Term, ctx.now()]);
    },
    *resign(ctx: Context) {
      ctx.emit("told", yield* resign(ctx));
    },
  } as never,
};
const ROOT = defineSupervisor("lab_root", (_ctx, children: readonly ChildSpec[]) => ["ok", [{}, children]]);

const SIZE = 5;
const MEMBERS = [0, 1, 2, 3, 4];
const BOUND_US = electionBoundUs({ node: 0, members: MEMBERS, defects: [], ...ELECTION_DEFAULTS });

interface Options {
  readonly defects?: readonly string[];
  readonly network?: NetworkProfile;
  readonly seed?: number;
  readonly size?: number;
}

class World extends Cluster {
  readonly log: { readonly node: number; readonly event: string; readonly data: Term }[] = [];
  violation: string | undefined = undefined;
  readonly #children: readonly ChildSpec[];
  readonly #views: (ElectionView | undefined)[] = [];
  #history: LeaderHistory = NO_LEADERS;
  #requests = 0;

  constructor(protocol: ProtocolName, options: Options = {}) {
    super({ seed: 7, size: SIZE, modules: [LAB, ROOT, failureDetectorModule, electionModule], ...options });
    const members = this.nodes.map(({ index }) => index);
    const policy = { kind: "fixed", timeoutUs: 350_000 } as const;
    const detector = detectorChild({ peers: members, heartbeatUs: 100_000, policy });
    const election = electionChild({ protocol, members });
    this.#children = protocol === "bully" ? [detector, election] : [election];
    this.observer = (node) => this.#check(node.index);
    for (const node of this.nodes) {
      node.onEmit = (event, data) => this.log.push({ node: node.index, event, data });
      this.ask(node.index, "start", this.#children as unknown as Term);
    }
  }

  #check(id: number): void {
    const before = this.#views[id];
    const view = this.view(id);
    if (view === undefined) return;
    this.#views[id] = view;
    if (before !== undefined) this.violation ??= electionViolationOf(before, view);
    const history = rememberLeader(this.#history, view);
    if (typeof history === "string") this.violation ??= history;
    else this.#history = history;
    this.violation ??= leadershipViolationOf(this.running());
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

  pass(us: number): void {
    this.run(this.nowUs + us);
  }

  view(id: number): ElectionView | undefined {
    const node = this.nodes[id] as Node;
    const pid = node.names.get(ELECTION);
    const process = pid === undefined ? undefined : node.find(pid);
    return process === undefined ? undefined : readElection(process);
  }

  /** Views of the running nodes. */
  running(): readonly ElectionView[] {
    return MEMBERS.flatMap((id) => (this.nodes[id]?.up === true ? (this.view(id) ?? []) : []));
  }

  /** The leader that these nodes agree on, and that leads itself; undefined when they do not agree. */
  leader(of: readonly number[] = this.running().map(({ node }) => node)): number | undefined {
    const views = of.map((id) => this.view(id));
    const first = views[0]?.leader ?? undefined;
    const isAgreed = views.every((view) => view?.leader === first && view?.term === views[0]?.term);
    return isAgreed && first !== undefined && this.view(first)?.isLeader === true ? first : undefined;
  }

  told(): readonly Term[] {
    return this.log.filter(({ event }) => event === "told").map(({ data }) => data);
  }
}

function settled(protocol: ProtocolName, options: Options = {}): World {
  const world = new World(protocol, options);
  world.pass(BOUND_US);
  return world;
}

describe.each(["bully", "terms"] as const)("%s", { timeout: 60_000 }, (protocol) => {
  it("has exactly one leader in a settled network, and everybody knows it and its term", () => {
    const world = settled(protocol);
    expect(world.leader()).toBeDefined();
    expect(world.running().filter(({ isLeader }) => isLeader)).toHaveLength(1);
    expect(world.violation).toBeUndefined();
  });

  it("keeps its leader while nothing happens", () => {
    const world = settled(protocol);
    const [leader, term] = [world.leader(), world.view(0)?.term];
    world.pass(20_000_000);
    expect([world.leader(), world.view(0)?.term]).toEqual([leader, term]);
  });

  it("has another leader within the bound when the leader dies, in a larger term", () => {
    const world = settled(protocol);
    const [old, term] = [world.leader() as number, world.view(0)?.term as number];
    world.stop(old);
    world.pass(BOUND_US);
    const leader = world.leader();
    expect(leader).toBeDefined();
    expect(leader).not.toBe(old);
    expect(world.view(leader as number)?.term).toBeGreaterThan(term);
    expect(world.violation).toBeUndefined();
  });

  it("has one when leader after leader dies, as long as a majority is left", () => {
    const world = settled(protocol);
    for (let i = 0; i < 2; i++) {
      world.stop(world.leader() as number);
      world.pass(BOUND_US);
    }
    expect(world.leader()).toBeDefined();
    expect(world.violation).toBeUndefined();
  });

  it("takes a restarted leader back, with all agreeing and no term used twice", () => {
    const world = settled(protocol);
    const old = world.leader() as number;
    for (const downUs of [1_000, 50_000, BOUND_US]) {
      world.stop(old);
      world.pass(downUs);
      world.restart(old);
      world.pass(BOUND_US);
      expect(world.leader()).toBeDefined();
    }
    expect(world.violation).toBeUndefined();
  });

  it("starts again with all nodes at once, in a larger term", () => {
    const world = settled(protocol);
    const term = world.view(0)?.term as number;
    for (const id of MEMBERS) world.stop(id);
    for (const id of MEMBERS) world.restart(id);
    world.pass(BOUND_US);
    expect(world.leader()).toBeDefined();
    expect(world.view(0)?.term).toBeGreaterThan(term);
    expect(world.violation).toBeUndefined();
  });

  it("agrees on one leader again after a cut has healed", () => {
    for (const group of [[0, 1], [3, 4], [4], [0]]) {
      const world = settled(protocol);
      world.cut(group);
      world.pass(3 * BOUND_US);
      world.cut(group, false);
      world.pass(BOUND_US);
      expect(world.leader()).toBeDefined();
      expect(world.violation).toBeUndefined();
    }
  });

  it("breaks no rule in a wild network with crashes, and agrees when that is over", () => {
    for (const seed of [1, 2, 3]) {
      const network = { minUs: 500, maxUs: 60_000, lossPpt: 150, duplicatePpt: 150, tailPpt: 20 };
      const world = new World(protocol, { seed, network });
      for (let round = 0; round < 8; round++) {
        world.pass(1_000_000);
        const victim = (seed * 3 + round * 2) % SIZE;
        world.stop(victim);
        world.cut([round % SIZE]);
        world.pass(10_000 + 200_000 * (round % 4));
        world.restart(victim);
        world.heal();
      }
      world.calm();
      world.pass(3 * BOUND_US);
      expect(world.violation).toBeUndefined();
      expect(world.leader()).toBeDefined();
    }
  });

  it("leads alone in a cluster of one", () => {
    const world = new World(protocol, { size: 1 });
    world.pass(BOUND_US);
    expect(world.view(0)).toMatchObject({ isLeader: true, leader: 0 });
    world.pass(5_000_000);
    expect(world.view(0)?.isLeader).toBe(true);
  });

  describe("elected", () => {
    it("answers leader and term, the same at every node", () => {
      const world = settled(protocol);
      for (const id of MEMBERS) world.ask(id, "elected", 1_000_000);
      world.pass(100);
      const expected = ["ok", world.leader(), world.view(0)?.term];
      expect(world.told().map((one) => (one as Term[])[0])).toEqual(MEMBERS.map(() => expected));
    });

    it("waits for a leader and answers as soon as there is one", () => {
      const world = new World(protocol);
      world.pass(1_000);
      world.ask(2, "elected", 5_000_000);
      world.pass(5_000_000);
      const [answer, atUs] = world.told()[0] as [Term, number];
      expect(answer).toEqual(["ok", world.leader(), world.view(2)?.term]);
      expect(atUs).toBeLessThan(BOUND_US);
    });

    it("says so in time when there is none", () => {
      const world = settled(protocol);
      const others = MEMBERS.filter((id) => id !== 0);
      for (const id of others) world.cut([id]);
      world.pass(BOUND_US);
      const isAlone = protocol === "terms";
      world.ask(0, "elected", 700_000);
      const askedUs = world.nowUs + 1;
      world.pass(1_000_000);
      const [answer, atUs] = world.told()[0] as [Term, number];
      expect(answer).toEqual(isAlone ? ["error", "no_leader"] : ["ok", 0, world.view(0)?.term]);
      expect(atUs - askedUs).toBe(isAlone ? 700_000 : 0);
    });
  });

  describe("resign", () => {
    it("makes another lead, whom all follow, in a larger term", () => {
      const world = settled(protocol);
      const [old, term] = [world.leader() as number, world.view(0)?.term as number];
      world.ask(old, "resign");
      world.pass(BOUND_US / 2);
      expect(world.told()).toEqual([["ok", term]]);
      expect(world.leader()).toBeDefined();
      expect(world.leader()).not.toBe(old);
      expect(world.violation).toBeUndefined();
    });

    it("is refused by who does not lead", () => {
      const world = settled(protocol);
      world.ask(MEMBERS.find((id) => id !== world.leader()) as number, "resign");
      world.pass(100);
      expect(world.told()).toEqual([["error", "not_leader"]]);
    });
  });

  it("tells subscribers how things stand, then each change, with rising terms", () => {
    const world = settled(protocol);
    const old = world.leader() as number;
    const observer = MEMBERS.find((id) => id !== old) as number;
    world.ask(observer, "listen");
    world.pass(100);
    world.stop(old);
    world.pass(BOUND_US);
    const told = world.told() as [string, string, number | null, number][];
    expect(told[0]).toEqual([ELECTION, "leader", old, told[0]?.[3]]);
    expect(told.some(([, , leader]) => leader === null)).toBe(true);
    expect(told.at(-1)?.[2]).toBe(world.leader());
    expect(told.at(-1)?.[3]).toBeGreaterThan(told[0]?.[3] as number);
  });

  it("goes on from snapshots as it would have without", () => {
    const [straight, cut] = [new World(protocol), new World(protocol)];
    for (const atUs of [1, 99_999, 450_000, 700_123, 1_500_000]) {
      cut.run(atUs);
      for (const node of cut.nodes) restoreSnapshot(node, takeSnapshot(node));
    }
    for (const world of [straight, cut]) {
      world.run(1_600_000);
      world.stop(4);
      world.run(4_000_000);
    }
    expect(cut.hash()).toBe(straight.hash());
  });

  it("emits only what it has declared", () => {
    const world = settled(protocol);
    world.ask(world.leader() as number, "resign");
    world.pass(5_000_000);
    const events = world.log.filter(({ event }) => event.startsWith("election."));
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(Object.keys(ELECTION_EVENTS)));
    for (const { event, data } of events) {
      const spec = ELECTION_EVENTS[event as keyof typeof ELECTION_EVENTS];
      expect(Object.keys(data as object).sort()).toEqual([...spec.measurements, ...spec.metadata].sort());
    }
  });
});

describe("without a server", () => {
  it("elected says so at once", () => {
    const world = new Cluster({ seed: 1, size: 1, modules: [LAB] });
    const node = world.nodes[0] as Node;
    const answers: Term[] = [];
    node.onEmit = (event, data) => event === "told" && answers.push(data);
    node.arrive(1, 0, 1_000_000, {
      kind: SIGNAL.message,
      to: { name: "spawner", node: 0 },
      from: undefined,
      body: ["spawn", "lab", "elected", [700_000]],
      causeNode: 0,
      causeSeq: 0,
    });
    world.run(1_000_000);
    expect(answers).toEqual([[["error", "no_server"], 1]]);
  });
});

describe("under a cut", { timeout: 60_000 }, () => {
  it("bully has a leader on each side, each in a term of its own; the larger one wins at a fenced resource", () => {
    const world = settled("bully");
    const old = world.view(4)?.term as number;
    world.cut([0, 1]);
    world.pass(BOUND_US);
    expect([world.leader([0, 1]), world.leader([2, 3, 4])]).toEqual([1, 4]);
    const [small, large] = [world.view(4)?.term as number, world.view(1)?.term as number];
    expect([small, large > old]).toEqual([old, true]);
    expect(world.violation).toBeUndefined();

    const reachedByBoth = pass(OPEN_FENCE, large);
    expect(reachedByBoth.ok && pass(reachedByBoth.value, small)).toEqual({
      ok: false,
      error: ["stale_token", large],
    });
    const reachedByOne = pass({ token: old }, small);
    expect(reachedByOne.ok).toBe(true);
  });

  it("bully has the highest number lead everybody again after healing, in a term larger than both", () => {
    const world = settled("bully");
    world.cut([0, 1]);
    world.pass(BOUND_US);
    const large = world.view(1)?.term as number;
    world.heal();
    world.pass(BOUND_US);
    expect(world.leader()).toBe(4);
    expect(world.view(0)?.term).toBeGreaterThan(large);
  });

  it("terms has a leader on the side with the majority only", () => {
    const world = settled("terms");
    const old = world.leader() as number;
    const minority = [old, (old + 1) % SIZE];
    world.cut(minority);
    world.pass(BOUND_US);
    expect(minority.map((id) => world.view(id)?.leader)).toEqual([null, null]);
    expect(world.leader(MEMBERS.filter((id) => !minority.includes(id)))).toBeDefined();
    expect(world.violation).toBeUndefined();
  });

  it("terms has none when no side has a majority", () => {
    const world = settled("terms");
    world.cut([0, 1]);
    world.cut([2, 3]);
    world.pass(BOUND_US);
    expect(world.running().map(({ leader }) => leader)).toEqual([null, null, null, null, null]);
  });

  it("terms does not lose its leader to a member that comes back from isolation", () => {
    const world = settled("terms");
    const leader = world.leader() as number;
    const term = world.view(leader)?.term;
    const isolated = (leader + 1) % SIZE;
    world.cut([isolated]);
    world.pass(5_000_000);
    world.heal();
    world.pass(BOUND_US);
    expect([world.leader(), world.view(leader)?.term]).toEqual([leader, term]);
  });
});

describe("planted defects", { timeout: 60_000 }, () => {
  const stormy = (protocol: ProtocolName, defect: string): World => {
    const world = settled(protocol, { defects: [defect] });
    for (let round = 0; round < 6; round++) {
      const leader = world.running().find(({ isLeader }) => isLeader)?.node ?? 0;
      world.cut([leader]);
      world.pass(BOUND_US);
      world.heal();
      world.pass(BOUND_US);
      world.stop(round % SIZE);
      world.pass(5_000);
      world.restart(round % SIZE);
      world.pass(BOUND_US);
    }
    return world;
  };

  it("election_term_reused is found by E1", () => {
    expect(stormy("bully", "election_term_reused").violation).toMatch(/^E1/);
  });

  it("election_vote_lost_on_restart is found by E3", () => {
    expect(stormy("terms", "election_vote_lost_on_restart").violation).toMatch(/^E3/);
  });

  it("election_lease_ignored is found by E4", () => {
    expect(stormy("terms", "election_lease_ignored").violation).toMatch(/^E4/);
  });
});
