import { describe, expect, test } from "vitest";
import type { StageProcess } from "../../../view/index.ts";
import { planTree, TREE_RADIUS_MIN } from "./tree-slots.ts";

function process(
  pid: number,
  supervisor: number | null,
  kind: StageProcess["kind"] = "worker",
): StageProcess {
  return {
    pid: `<n1.${pid}>`,
    label: `p${pid}`,
    kind,
    status: "waiting",
    mailbox: 0,
    restarts: 0,
    supervisor: supervisor === null ? null : `<n1.${supervisor}>`,
  };
}

/** A root over three supervisors with three workers each, the first process, and so many without a supervisor. */
function basics(bare: number): StageProcess[] {
  const supervisors = [10, 20, 30];
  return [
    process(2, null, "supervisor"),
    ...supervisors.flatMap((pid) => [
      process(pid, 2, "supervisor"),
      ...[1, 2, 3].map((child) => process(pid + child, pid)),
    ]),
    process(1, null),
    ...Array.from({ length: bare }, (_, i) => process(100 + i, null)),
  ];
}

describe("processes by their supervisor", () => {
  const plan = planTree(basics(0), 260);
  const at = (pid: number) => plan?.places.find(({ process: { pid: id } }) => id === `<n1.${pid}>`)?.at;

  test("a supervisor stands above the middle of its children", () => {
    expect(at(20)?.x).toBeCloseTo(at(22)?.x ?? Number.NaN);
    expect(at(2)?.x).toBeCloseTo(at(20)?.x ?? Number.NaN);
    expect(at(2)?.y).toBeLessThan(at(10)?.y ?? 0);
    expect(at(10)?.y).toBeLessThan(at(11)?.y ?? 0);
  });
  test("every supervised process has one stem, the others none", () => {
    expect(plan?.stems.match(/M/g)).toHaveLength(12);
  });
  test("those without a supervisor stand below all others", () => {
    expect(at(1)?.y).toBeGreaterThan(at(33)?.y ?? 0);
  });

  test.each([
    [0, 260],
    [0, 170],
    [4, 300],
    [19, 300],
  ])("with %i unsupervised in a circle of %i all stand inside it, apart from each other", (bare, radius) => {
    const { places = [], glyphRadius = 0 } = planTree(basics(bare), radius) ?? {};
    expect(places).toHaveLength(14 + bare);
    for (const [i, a] of places.entries()) {
      expect(Math.hypot(a.at.x, a.at.y) + glyphRadius).toBeLessThan(radius);
      for (const b of places.slice(i + 1))
        expect(Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y)).toBeGreaterThanOrEqual(24);
    }
  });
  test("a small circle keeps plain rows", () => {
    expect(planTree(basics(0), TREE_RADIUS_MIN - 1)).toBeNull();
  });
});
