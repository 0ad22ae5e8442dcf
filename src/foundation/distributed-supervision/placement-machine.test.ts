import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Term } from "../../kernel/index.ts";
import { childRefusal, startOf } from "./cluster-child.ts";
import { childOf, MOVES_MAX, NO_PLACEMENTS, type Placement, type PlacementState } from "./placement.ts";
import { PLACEMENT_MACHINE } from "./placement-machine.ts";
import { preferredNode, weightOf } from "./rendezvous.ts";

/** A log of commands and the state it leads to. */
class Log {
  state: PlacementState = NO_PLACEMENTS;
  index = 0;
  notices: readonly Term[] = [];

  do(...command: readonly Term[]): Term {
    this.index++;
    const applied = PLACEMENT_MACHINE.apply(this.state, {
      index: this.index,
      term: 1,
      command: ["placement", ...command],
    });
    this.state = applied.state;
    this.notices = applied.notices;
    return applied.answer;
  }

  child(id: string): Placement {
    return childOf(this.state, id) as Placement;
  }
}

function spec(id: string, more: { readonly [key: string]: Term } = {}): Term {
  return { id, start: ["gen_server", "start_link", ["worker", { id, epoch: "$epoch" }]], ...more };
}

/** Three nodes, up in sessions 1, 2 and 3. */
function cluster(): Log {
  const log = new Log();
  for (const node of [0, 1, 2]) log.do("node_up", node, `server ${node}`);
  return log;
}

const IDS = Array.from({ length: 300 }, (_, i) => `child-${i}`);

describe("rendezvous hashing", () => {
  it("depends on the set of nodes alone", () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.nat(50), { minLength: 1 }), (id, nodes) => {
        expect(preferredNode(id, nodes.toReversed())).toBe(preferredNode(id, nodes));
      }),
    );
  });

  it("takes the highest weight, the plain way", () => {
    const nodes = [3, 1, 4, 15, 9];
    for (const id of IDS) {
      const sorted = nodes.toSorted((a, b) => weightOf(id, b) - weightOf(id, a) || a - b);
      expect(preferredNode(id, nodes)).toBe(sorted[0]);
    }
  });

  it("spreads children evenly", () => {
    const counts = [0, 1, 2, 3].map(
      (node) => IDS.filter((id) => preferredNode(id, [0, 1, 2, 3]) === node).length,
    );
    for (const count of counts) expect(count).toBeGreaterThan(50);
  });

  it("moves only the children of the node that goes", () => {
    for (const id of IDS) {
      const before = preferredNode(id, [0, 1, 2]);
      if (before !== 2) expect(preferredNode(id, [0, 1])).toBe(before);
    }
  });
});

describe("start_child", () => {
  it("places the child on the node it prefers, in an epoch that is the index of the decision", () => {
    const log = cluster();
    expect(log.do("start_child", spec("a"))).toEqual(["ok", "a"]);
    const node = preferredNode("a", [0, 1, 2]);
    expect(log.child("a")).toMatchObject({ status: "placed", node, session: node + 1, epoch: 4 });
  });

  it("is refused for an id that is there, in whatever state", () => {
    const log = cluster();
    log.do("start_child", spec("a"));
    log.do("stop_child", "a");
    expect(log.do("start_child", spec("a"))).toEqual(["error", "already_present"]);
  });

  it("waits for a node when there is none", () => {
    const log = new Log();
    log.do("start_child", spec("a"));
    expect(log.child("a")).toMatchObject({ status: "unplaced", node: null });
    log.do("node_up", 2, "server");
    expect(log.child("a")).toMatchObject({ status: "placed", node: 2, epoch: 2 });
  });

  it.each([
    [7, "a record"],
    [{ id: "", start: ["m", "f", []] }, "id: a text"],
    [{ id: "a", start: ["m", "f"] }, "start: module, function, arguments"],
    [{ id: "a", start: ["m", "f", []], restart: "often" }, "restart: permanent, transient or temporary"],
    [{ id: "a", start: ["m", "f", []], period: 0 }, "period: whole seconds from 1"],
  ] as const)("refuses %o: %s", (bad, reason) => {
    expect(childRefusal(bad as unknown as Term)).toBe(reason);
    expect(cluster().do("start_child", bad as unknown as Term)).toEqual(["error", ["bad_spec", reason]]);
  });
});

describe("a session", () => {
  it("is renewed within itself, and not after its end", () => {
    const log = cluster();
    expect(log.do("renew", 0, 1)).toEqual(["ok", 1]);
    expect(log.do("renew", 0, 99)).toEqual(["error", "fenced"]);
    log.do("node_down", 0, 1, 1);
    expect(log.do("renew", 0, 1)).toEqual(["error", "fenced"]);
  });

  it("is not ended by who has missed a renewal", () => {
    const log = cluster();
    log.do("renew", 0, 1);
    expect(log.do("node_down", 0, 1, 0)).toEqual(["error", "renewed"]);
    expect(log.state.nodes[0]?.isUp).toBe(true);
  });

  it("is the same for a server that asks twice, and a new one for another server", () => {
    const log = cluster();
    expect(log.do("node_up", 0, "server 0")).toEqual(["ok", 1]);
    expect(log.do("node_up", 0, "another")).toEqual(["ok", 5]);
  });

  it("takes the children of a lost node to others, in a larger epoch; the rest stays", () => {
    const log = cluster();
    for (const id of IDS) log.do("start_child", spec(id));
    const before = log.state;
    log.do("node_down", 1, 2, 0);
    for (const child of log.state.children) {
      const earlier = childOf(before, child.id) as Placement;
      if (earlier.node !== 1) expect(child).toBe(earlier);
      else expect([child.node === preferredNode(child.id, [0, 2]), child.epoch]).toEqual([true, log.index]);
    }
  });

  it("places the children of a restarted server anew, since their copies are gone", () => {
    const log = cluster();
    log.do("start_child", spec("a"));
    const { node, epoch } = log.child("a");
    log.do("node_up", node, "another");
    expect(log.child("a")).toMatchObject({ status: "placed", node });
    expect(log.child("a").epoch).toBeGreaterThan(epoch);
  });

  it("calls children that prefer a new node, which stay where they are until they are released", () => {
    const log = cluster();
    for (const id of IDS) log.do("start_child", spec(id));
    log.do("node_up", 3, "server 3");
    for (const child of log.state.children) {
      const isCalled = preferredNode(child.id, [0, 1, 2, 3]) === 3;
      expect([child.status, child.node === 3]).toEqual([isCalled ? "moving" : "placed", false]);
    }
    const moving = log.state.children.find(({ status }) => status === "moving") as Placement;
    expect(log.do("released", moving.id, moving.epoch - 1)).toEqual(["error", "stale_epoch"]);
    log.do("released", moving.id, moving.epoch);
    expect(log.child(moving.id)).toMatchObject({ status: "placed", node: 3, epoch: log.index });
  });
});

describe("the end of a child", () => {
  it("is complete when its node has said so, or is lost", () => {
    const log = cluster();
    for (const id of ["a", "b"]) {
      log.do("start_child", spec(id));
      log.do("stop_child", id);
      expect(log.child(id).status).toBe("stopping");
    }
    log.do("released", "a", log.child("a").epoch);
    const { node, session } = log.child("b");
    log.do("node_down", node, session, 0);
    expect(log.state.children).toEqual([]);
    expect(log.do("stop_child", "a")).toEqual(["error", "not_found"]);
  });

  it("of a copy that need not be started again ends the child; a temporary one does not outlive its node", () => {
    const log = cluster();
    log.do("start_child", spec("a", { restart: "transient" }));
    log.do("done", "a", log.child("a").epoch);
    log.do("start_child", spec("b", { restart: "temporary" }));
    log.do("node_down", log.child("b").node, log.child("b").session, 0);
    expect(log.state.children).toEqual([]);
  });

  it("by failing moves it, a bounded number of times", () => {
    const log = cluster();
    log.do("start_child", spec("a"));
    for (let i = 0; i < MOVES_MAX; i++) {
      const { node, epoch } = log.child("a");
      log.do("failed", "a", epoch);
      expect(log.child("a").node).not.toBe(node);
    }
    log.do("failed", "a", log.child("a").epoch);
    expect(log.child("a")).toMatchObject({ status: "given_up", node: null });
  });
});

describe("the machine", () => {
  const command = fc.oneof(
    fc.tuple(fc.constant("start_child"), fc.constantFrom(spec("a"), spec("b"), spec("c"), 5)),
    fc.tuple(fc.constant("stop_child"), fc.constantFrom("a", "b", "x")),
    fc.tuple(fc.constant("node_up"), fc.nat(2), fc.constantFrom("s", "t")),
    fc.tuple(fc.constant("renew"), fc.nat(2), fc.nat(20)),
    fc.tuple(fc.constant("node_down"), fc.nat(2), fc.nat(20), fc.nat(1)),
    fc.tuple(fc.constantFrom("released", "failed", "done"), fc.constantFrom("a", "b"), fc.nat(20)),
    fc.tuple(fc.constant("nonsense")),
  );

  it("takes any command, and never moves a child without a larger epoch", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const log = new Log();
        for (const one of commands) {
          const before = log.state;
          const answer = log.do(...(one as readonly Term[])) as readonly Term[];
          expect(["ok", "error"]).toContain(answer[0]);
          for (const child of log.state.children) {
            const earlier = childOf(before, child.id);
            const isSame = earlier?.node === child.node && earlier?.session === child.session;
            if (!isSame && child.node !== null) expect(child.epoch).toBe(log.index);
            if (child.status === "placed" && child.epoch === log.index)
              expect(log.state.nodes.find(({ node }) => node === child.node)?.isUp).toBe(true);
          }
        }
      }),
    );
  });

  it("tells subscribers exactly what has changed", () => {
    const log = cluster();
    log.do("start_child", spec("a"));
    expect(log.notices).toEqual([["placement", "child", "a", log.child("a")]]);
    log.do("renew", 0, 1);
    expect(log.notices).toEqual([["placement", "node", log.state.nodes[0]]]);
  });
});

describe("startOf", () => {
  it("puts the epoch wherever the arguments ask for it", () => {
    const child = { id: "a", start: ["m", "f", ["$epoch", { deep: ["$epoch", "x"] }, 5]] } as const;
    expect(startOf(child, 42)).toEqual(["m", "f", [42, { deep: [42, "x"] }, 5]]);
  });
});
