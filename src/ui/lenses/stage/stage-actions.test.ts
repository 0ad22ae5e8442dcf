import { describe, expect, test } from "vitest";
import { stageFixture } from "../../../testkit/assigns-fixture.ts";
import type { Invitation, StageNode } from "../../../view/index.ts";
import { actionsFor, invitedAction, nodeOf } from "./stage-actions.ts";

const stage = stageFixture();
const labels = (id: string | null) => actionsFor(id, stage, null).map((entry) => entry.label);

function withNode(id: string, change: Partial<StageNode>) {
  return { ...stage, nodes: { ...stage.nodes, [id]: { ...(stage.nodes[id] as StageNode), ...change } } };
}

describe("what can be done", () => {
  test("to the leader", () => {
    expect(labels("n1")).toEqual([
      "Crash the leader",
      "Pause node",
      "Cut off from the others",
      "Heal all links",
    ]);
  });
  test("to a node that is down: only a restart", () => {
    expect(labels("n3")).toEqual(["Restart node", "Heal all links"]);
  });
  test("to a paused node: resume instead of pause", () => {
    expect(
      actionsFor("n2", withNode("n2", { status: "paused" }), null).map((entry) => entry.action.kind),
    ).toContain("resume_node");
  });
  test("to a process, whether it runs or is suspended", () => {
    expect(labels("<n1.11>")).toEqual(["Kill process", "Make it crash", "Suspend process"]);
    expect(labels("<n5.18>")).toContain("Resume process");
  });
  test("to a table: nothing, it belongs to its owner", () => expect(labels("<n1.13>")).toEqual([]));
  test("to a link: cut or heal", () => {
    expect(labels("n1-n2")[0]).toBe("Cut link");
    expect(labels("n2-n5")[0]).toBe("Heal link");
  });
  test("to the network: heal, when something is cut", () => {
    expect(labels(null)).toEqual(["Heal all links"]);
    expect(actionsFor(null, { ...stage, links: {} }, null)).toEqual([]);
  });
  test("no two entries of a menu share a key", () => {
    for (const id of [...stage.order, ...Object.keys(stage.links), "<n1.11>", null]) {
      const keys = actionsFor(id, stage, null).flatMap((entry) => entry.key ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe("the invitation", () => {
  const invite = (kind: string, target: string): Invitation => ({
    target: "n1",
    label: "Kill",
    action: { kind, target },
  });
  test("is made whole where an action needs more than kind and target", () => {
    expect(invitedAction(invite("kill_process", "<n1.11>"))).toEqual({
      kind: "kill_process",
      target: "<n1.11>",
      reason: "kill",
    });
    expect(invitedAction(invite("partition", "n1"))).toEqual({
      kind: "partition",
      target: "n1",
      group: ["n1"],
    });
  });
  test("to something unknown is no action", () => expect(invitedAction(invite("dance", "n1"))).toBeNull());
  test("joins its node's menu unless the menu offers it anyway", () => {
    const kill = actionsFor("n1", stage, invite("kill_process", "<n1.11>"))[0];
    expect(kill?.action).toMatchObject({ kind: "kill_process", target: "<n1.11>" });
    expect(actionsFor("n1", stage, invite("crash_node", "n1"))).toEqual(actionsFor("n1", stage, null));
  });
});

test("a thing belongs to its node, even when only its pid tells so", () => {
  expect(nodeOf("n2", stage)).toBe("n2");
  expect(nodeOf("<n4.11>", stage)).toBe("n4");
  expect(nodeOf("<n4.9999>", stage)).toBe("n4");
  expect(nodeOf("learning_rate", stage)).toBeNull();
});
