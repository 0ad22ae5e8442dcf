import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StageLink } from "../../../view/index.ts";
import { crossedLinks, cutActions, linkAt, partitionGroup, placesOf } from "./cutting.ts";
import { layoutRing } from "./ring-layout.ts";

/** A full mesh of nodes; the listed links are cut already. */
function mesh(count: number, cut: readonly string[] = []) {
  const order = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  const links: Record<string, StageLink> = {};
  order.forEach((from, i) => {
    for (const to of order.slice(i + 1)) {
      const id = `${from}-${to}`;
      links[id] = { id, from, to, cut: cut.includes(id), latencyMs: 5, lossPercent: 0 };
    }
  });
  return { order, links };
}

const ring = layoutRing({ width: 1000, height: 640 }, 5);
const places = placesOf(mesh(5).order, ring);
const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };

describe("a line drawn across the stage", () => {
  test("cuts the links it crosses, and none that are cut already", () => {
    const line = { a: { x: 0, y: at("n2").y }, b: { x: 1000, y: at("n2").y - 1 } };
    const open = crossedLinks(line, mesh(5), places);
    expect(open).toContain("n1-n3");
    expect(crossedLinks(line, mesh(5, ["n1-n3"]), places)).not.toContain("n1-n3");
  });
  test("right across the ring it is one partition, with the smaller side as the group", () => {
    const y = (at("n2").y + at("n3").y) / 2;
    const crossed = crossedLinks({ a: { x: 0, y }, b: { x: 1000, y } }, mesh(5), places);
    expect(crossed).toHaveLength(6);
    expect(cutActions(crossed, mesh(5))).toEqual([{ kind: "partition", target: "n3", group: ["n3", "n4"] }]);
  });
  test("across a few links only it cuts these links one by one", () => {
    expect(cutActions(["n1-n2", "n3-n4"], mesh(5))).toEqual([
      { kind: "cut_link", target: "n1-n2" },
      { kind: "cut_link", target: "n3-n4" },
    ]);
  });
  test("across nothing it does nothing", () => expect(cutActions([], mesh(5))).toEqual([]));
});

describe("partitionGroup", () => {
  test("cutting all links of one node cuts off that node", () => {
    const crossed = ["n1-n2", "n2-n3", "n2-n4", "n2-n5"];
    expect(partitionGroup(crossed, mesh(5))).toEqual(["n2"]);
  });
  test("counts links that were cut before", () => {
    expect(partitionGroup(["n1-n2", "n2-n3"], mesh(3))).toEqual(["n2"]);
    expect(partitionGroup(["n1-n2", "n2-n4"], mesh(4, ["n2-n3"]))).toEqual(["n2"]);
  });
  test("a partition's links are exactly those between its group and the rest", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }), fc.nat(), (count, bits) => {
        const cluster = mesh(count);
        const side = new Set(cluster.order.filter((_, i) => (bits >> i) % 2 === 1));
        const between = Object.values(cluster.links).filter(
          (link) => side.has(link.from) !== side.has(link.to),
        );
        fc.pre(between.length > 1);
        const group =
          partitionGroup(
            between.map((link) => link.id),
            cluster,
          ) ?? [];
        const inGroup = new Set(group);
        const parted = Object.values(cluster.links).filter(
          (link) => inGroup.has(link.from) !== inGroup.has(link.to),
        );
        expect(parted).toEqual(between);
        expect(group.length).toBeLessThanOrEqual(count / 2);
      }),
    );
  });
});

describe("linkAt", () => {
  test("finds the nearest link within reach", () => {
    const middle = { x: (at("n3").x + at("n4").x) / 2, y: at("n3").y + 3 };
    expect(linkAt(middle, mesh(5), places, 8)).toBe("n3-n4");
    expect(linkAt({ x: 2, y: 2 }, mesh(5), places, 8)).toBeNull();
  });
});
