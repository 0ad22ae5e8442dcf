import { describe, expect, it } from "vitest";
import { type Context, Node, receive, restoreSnapshot, type Term, takeSnapshot } from "../../kernel/index.ts";
import { startLink } from "../../otp/index.ts";
import { Cluster, type ClusterOptions } from "../../testkit/raft/cluster.ts";
import { LIST_MACHINE } from "../../testkit/raft/list-machine.ts";
import { RAFT_EVENTS } from "./events.ts";
import {
  CONSENSUS,
  consensusStateOf,
  type LocalRead,
  type RaftView,
  readLocal,
  readRaft,
  submit,
  submitAsync,
  subscribe,
} from "./index.ts";

/** Functions that tests run as processes; what they find out they emit. */
const PROBES = {
  name: "probes",
  functions: {
    *submit(ctx: Context, session: string, sequence: number, timeoutUs: number) {
      ctx.emit(
        "probe",
        yield* submit(ctx, { session, sequence, command: `${session}${sequence}`, timeoutUs }),
      );
    },
    *submitAsync(ctx: Context) {
      submitAsync(ctx, { session: "a", sequence: 1, command: "async", tag: ["my", "tag"] });
      ctx.emit("probe", yield* receive());
    },
    *subscribe(ctx: Context, count: number) {
      subscribe(ctx);
      for (let i = 0; i < count; i++) ctx.emit("probe", yield* receive());
    },
    *read(ctx: Context) {
      ctx.emit("probe", (yield* readLocal(ctx)) as unknown as Term);
    },
  },
};

class Lab extends Cluster {
  readonly seen: {
    readonly node: number;
    readonly event: string;
    readonly data: Term;
    readonly atUs: number;
  }[] = [];

  constructor(options: Partial<ClusterOptions> = {}) {
    super({ seed: 11, modules: [PROBES], ...options });
    for (const node of this.nodes) {
      node.onEmit = (event, data) => this.seen.push({ node: node.index, event, data, atUs: node.nowUs });
    }
  }

  /** Starts a probe on a node: as the child of a fresh boot-like process. */
  probe(id: number, fn: keyof typeof PROBES.functions, ...args: readonly Term[]): void {
    const node = this.node(id);
    node.idleUntil(this.nowUs);
    node.arrive(this.nowUs + 1, id, 1_000_000 + this.seen.length + this.events, {
      kind: 0,
      to: { name: "spawner", node: id },
      from: undefined,
      body: ["spawn", "probes", fn, args],
      causeNode: id,
      causeSeq: 0,
    });
  }

  node(id: number): Node {
    return this.nodes[id] as Node;
  }

  view(id: number): RaftView | undefined {
    const pid = this.node(id).names.get(CONSENSUS);
    const process = pid === undefined ? undefined : this.node(id).find(pid);
    return process === undefined ? undefined : readRaft(process);
  }

  list(id: number): Term {
    const pid = this.node(id).names.get(CONSENSUS);
    const process = pid === undefined ? undefined : this.node(id).find(pid);
    return process === undefined ? undefined : consensusStateOf(process)?.replicated.machineState;
  }

  leader(): number {
    return this.nodes.findIndex((node) => node.up && this.view(node.index)?.role === "leader");
  }

  probes(): Term[] {
    return this.seen.filter(({ event }) => event === "probe").map(({ data }) => data);
  }

  isolate(id: number, isCut = true): void {
    for (const { index } of this.nodes) {
      if (index === id) continue;
      this.setCut(id, index, isCut);
      this.setCut(index, id, isCut);
    }
  }
}

/** A lab with a leader. */
function settled(options: Partial<ClusterOptions> = {}): Lab {
  const lab = new Lab(options);
  lab.run(2_000_000);
  return lab;
}

function followerOf(lab: Lab): number {
  return (lab.leader() + 1) % 5;
}

describe("a cluster of consensus servers", { timeout: 30_000 }, () => {
  it("elects one leader, whom all know", () => {
    const lab = settled();
    const leader = lab.leader();
    expect(lab.nodes.map(({ index }) => lab.view(index)?.leader)).toEqual([
      leader,
      leader,
      leader,
      leader,
      leader,
    ]);
    expect(lab.nodes.filter(({ index }) => lab.view(index)?.role === "leader")).toHaveLength(1);
  });

  it("emits only events it has declared, the election with its votes and waiting time", () => {
    const lab = settled({ clients: [0] });
    const events = new Set(lab.seen.map(({ event }) => event));
    events.delete("client_done");
    for (const event of events) expect(Object.keys(RAFT_EVENTS)).toContain(event);
    const elected = lab.seen.find(({ event }) => event === "raft.leader_elected")?.data as {
      votes: number;
      waitedUs: number;
    };
    expect(elected.votes).toBeGreaterThanOrEqual(3);
    expect(elected.waitedUs).toBeGreaterThanOrEqual(400_000);
  });

  it("answers a client at any server, and applies the command on all", () => {
    const lab = settled();
    lab.probe(followerOf(lab), "submit", "a", 1, 1_000_000);
    lab.probe(lab.leader(), "submit", "b", 1, 1_000_000);
    lab.run(2_500_000);
    expect(lab.probes().map((result) => (result as Term[])[0])).toEqual(["ok", "ok"]);
    for (const { index } of lab.nodes)
      expect(new Set(lab.list(index) as string[])).toEqual(new Set(["a1", "b1"]));
  });

  it("a repeated command gets the same answer and index and is performed once", () => {
    const lab = settled();
    for (const id of [0, 1, 2]) {
      lab.probe(id, "submit", "a", 1, 1_000_000);
      lab.run(lab.nowUs + 200_000);
    }
    const [first, second, third] = lab.probes();
    expect((first as Term[])[0]).toBe("ok");
    expect([second, third]).toEqual([first, first]);
    expect(lab.list(3)).toEqual(["a1"]);
  });

  it("answers an asynchronous submission with a message", () => {
    const lab = settled();
    lab.probe(followerOf(lab), "submitAsync");
    lab.run(2_500_000);
    expect(lab.probes()).toEqual([["consensus", "answer", ["my", "tag"], ["ok", 1, 2]]]);
  });

  it("tells a subscriber the state first, then every notice in order, and who leads", () => {
    const lab = settled();
    const id = followerOf(lab);
    lab.probe(id, "submit", "a", 1, 1_000_000);
    lab.run(2_500_000);
    lab.probe(id, "subscribe", 4);
    lab.run(2_600_000);
    lab.probe(id, "submit", "a", 2, 1_000_000);
    lab.run(3_000_000);
    lab.probe(id, "submit", "a", 3, 1_000_000);
    lab.run(3_500_000);
    const term = lab.view(id)?.term;
    expect(lab.probes().filter((data) => (data as Term[])[0] === "consensus")).toEqual([
      ["consensus", "state", 2, ["a1"]],
      ["consensus", "leader", false, term],
      ["consensus", "notice", 3, ["appended", "a2"]],
      ["consensus", "notice", 4, ["appended", "a3"]],
    ]);
  });

  it("tells subscribers when their server begins and ceases to lead", () => {
    const lab = new Lab();
    lab.run(10_000);
    for (const { index } of lab.nodes) lab.probe(index, "subscribe", 4);
    lab.run(2_000_000);
    const leader = lab.leader();
    lab.isolate(leader);
    lab.run(3_000_000);
    const told = lab.seen.filter(
      ({ event, node, data }) => event === "probe" && node === leader && (data as Term[])[1] === "leader",
    );
    expect(told.map(({ data }) => (data as Term[])[2])).toEqual([false, true, false]);
  });

  it("reads locally without asking anybody", () => {
    const lab = settled();
    lab.probe(followerOf(lab), "read");
    lab.run(2_100_000);
    const read = lab.probes()[0] as unknown as LocalRead;
    expect(read).toMatchObject({ role: "follower", leader: lab.leader(), state: LIST_MACHINE.initial });
  });
});

describe("when things break", { timeout: 30_000 }, () => {
  it("a new leader follows a crashed one within two election timeouts, and knows all that was committed", () => {
    const lab = settled({ clients: [0, 1, 2, 3, 4] });
    const crashed = lab.leader();
    const before = lab.list(crashed) as string[];
    lab.crash(lab.node(crashed));
    lab.run(lab.nowUs + 1_600_000);
    const leader = lab.leader();
    expect(leader).not.toBe(crashed);
    expect(leader).toBeGreaterThanOrEqual(0);
    expect((lab.list(leader) as string[]).slice(0, before.length)).toEqual(before);
  });

  it("a restarted server has its state back from its own disk at once, and catches up", () => {
    const lab = settled({ clients: [0] });
    const id = [1, 2, 3, 4].find((each) => each !== lab.leader()) as number;
    const before = lab.list(id) as string[];
    expect(before.length).toBeGreaterThan(5);
    lab.crash(lab.node(id));
    lab.run(lab.nowUs + 500_000);
    lab.boot(lab.node(id));
    lab.run(lab.nowUs + 10);
    expect(lab.list(id)).toEqual(before);
    lab.run(lab.nowUs + 1_000_000);
    expect((lab.list(id) as string[]).length).toBeGreaterThan(before.length);
  });

  it("all servers crash at once: nothing that was answered is lost", () => {
    const lab = settled({ clients: [0] });
    const answered = lab.seen.filter(({ event }) => event === "client_done").length;
    expect(answered).toBeGreaterThan(5);
    for (const node of lab.nodes) lab.crash(node);
    for (const node of lab.nodes) lab.boot(node);
    lab.run(lab.nowUs + 2_000_000);
    expect((lab.list(lab.leader()) as string[]).length).toBeGreaterThanOrEqual(answered);
  });

  it("in a minority nothing is confirmed: the answer is a timeout, and after healing the retry settles it", () => {
    const lab = settled();
    const old = lab.leader();
    lab.isolate(old);
    lab.probe(old, "submit", "a", 1, 900_000);
    lab.run(lab.nowUs + 2_000_000);
    expect(lab.probes()).toEqual([["error", "timeout"]]);
    expect(lab.view(old)?.role).not.toBe("leader");
    lab.isolate(old, false);
    lab.run(lab.nowUs + 1_000_000);
    lab.probe(old, "submit", "a", 1, 900_000);
    lab.run(lab.nowUs + 1_000_000);
    expect((lab.probes()[1] as Term[])[0]).toBe("ok");
    for (const { index } of lab.nodes) expect(lab.list(index)).toEqual(["a1"]);
  });

  it("a server that never knew a leader says so: the command was certainly not performed", () => {
    const lab = new Lab();
    lab.isolate(2);
    lab.run(3_000_000);
    lab.probe(2, "submit", "a", 1, 500_000);
    lab.run(lab.nowUs + 1_000_000);
    expect(lab.probes()).toEqual([["error", "no_leader"]]);
  });

  it("a request waits for the next leader and is answered in time", () => {
    const lab = settled();
    const follower = followerOf(lab);
    lab.crash(lab.node(lab.leader()));
    lab.probe(follower, "submit", "a", 1, 3_000_000);
    lab.run(lab.nowUs + 3_000_000);
    expect((lab.probes()[0] as Term[])[0]).toBe("ok");
  });

  it("a server that comes back from isolation causes no change of leader (R24)", () => {
    const lab = settled();
    const leader = lab.leader();
    const id = followerOf(lab);
    lab.isolate(id);
    lab.run(lab.nowUs + 5_000_000);
    lab.isolate(id, false);
    const term = lab.view(leader)?.term;
    lab.run(lab.nowUs + 3_000_000);
    expect([lab.leader(), lab.view(leader)?.term, lab.view(id)?.leader]).toEqual([leader, term, leader]);
  });

  it("a bad configuration refuses the start with a reason", () => {
    const found: Term[] = [];
    const probe = {
      name: "bad_start",
      functions: {
        *start(ctx: Context) {
          ctx.trapExit(true);
          found.push(
            yield* startLink(ctx, CONSENSUS, { machine: "list_machine", members: [] }, { name: CONSENSUS }),
          );
        },
      },
    };
    const code = new Map(new Lab().node(0).code).set("bad_start", probe);
    const node = new Node({ index: 0, seed: 1, code });
    node.boot(["bad_start", "start", []], 0);
    while (node.step());
    expect(found).toEqual([["error", ["bad_config", "members: at least one server"]]]);
  });
});

describe("as data", { timeout: 30_000 }, () => {
  it("the same seed gives the same run", () => {
    const hashOf = (): string => {
      const lab = new Lab({ clients: [0, 2] });
      lab.run(3_000_000);
      return lab.hash();
    };
    expect(hashOf()).toBe(hashOf());
  });

  it("nodes restored from snapshots in the middle go on to the same hash", () => {
    const straight = new Lab({ clients: [0, 2, 4] });
    straight.run(3_000_000);
    const lab = new Lab({ clients: [0, 2, 4] });
    for (const cutUs of [300_000, 650_000, 900_000, 1_700_000, 2_500_001]) {
      lab.run(cutUs);
      for (const node of lab.nodes) restoreSnapshot(node, takeSnapshot(node));
    }
    lab.run(3_000_000);
    expect(lab.hash()).toBe(straight.hash());
  });
});
