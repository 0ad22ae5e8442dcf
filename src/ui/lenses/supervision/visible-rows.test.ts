import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { supervisionFixture } from "../../../testkit/assigns-fixture.ts";
import type { SupervisionRow } from "../../../view/index.ts";
import { matches, parentIds, visibleRows } from "./visible-rows.ts";

const OPEN: ReadonlySet<string> = new Set();
const fixture = supervisionFixture();

function row(id: string, parent: string | null): SupervisionRow {
  return {
    id,
    parent,
    depth: 0,
    kind: "worker",
    label: id,
    pid: `<${id}>`,
    state: "running",
    strategy: null,
    restart: null,
    shutdown: null,
    significant: false,
    autoShutdown: null,
    restarts: 0,
    lives: 1,
    rings: "",
    dueUs: null,
    lastExit: null,
    budget: null,
    childCount: 0,
    hiddenCount: 0,
  };
}

/** Any tree: each row hangs from an earlier row or from the top. */
const tree = fc.array(fc.nat(30), { maxLength: 30 }).map((parents) => {
  const rows: Record<string, SupervisionRow> = {};
  const order = parents.map((parent, i) => {
    const id = `r${i}`;
    rows[id] = row(id, parent < i ? `r${parent}` : null);
    return id;
  });
  return { order, rows };
});
const choice = fc.array(fc.nat(30)).map((picked) => new Set(picked.map((i) => `r${i}`)));

describe("the visible rows", () => {
  test("begin with the first node and go down its tree", () => {
    const rows = visibleRows(fixture, { collapsed: OPEN, filter: "" });
    expect(rows.slice(0, 3).map(({ id, level }) => [id, level])).toEqual([
      ["n1", 1],
      ["n1/node_sup", 2],
      ["n1/node_sup/consensus", 3],
    ]);
    expect(rows[0]).toMatchObject({ setSize: 5, posInSet: 1, expanded: true });
  });
  test("a node that is down has nothing below", () => {
    const n3 = visibleRows(fixture, { collapsed: OPEN, filter: "" }).find(({ id }) => id === "n3");
    expect(n3?.expanded).toBeNull();
  });
  test("a child stands after its parent and one level deeper", () => {
    fc.assert(
      fc.property(tree, choice, (data, collapsed) => {
        const rows = visibleRows(data, { collapsed, filter: "" });
        const at = new Map(rows.map((visible, index) => [visible.id, { ...visible, index }]));
        for (const visible of at.values()) {
          const parent = data.rows[visible.id]?.parent ?? null;
          if (parent === null) expect(visible.level).toBe(1);
          else {
            expect(at.get(parent)?.index).toBeLessThan(visible.index);
            expect(at.get(parent)?.level).toBe(visible.level - 1);
            expect(at.get(parent)?.expanded).toBe(true);
          }
        }
      }),
    );
  });
  test("collapsing hides exactly the descendants", () => {
    fc.assert(
      fc.property(tree, choice, (data, collapsed) => {
        const shown = new Set(visibleRows(data, { collapsed, filter: "" }).map(({ id }) => id));
        for (const id of data.order) {
          let isHidden = false;
          for (let up = data.rows[id]?.parent ?? null; up !== null; up = data.rows[up]?.parent ?? null) {
            isHidden ||= collapsed.has(up);
          }
          expect(shown.has(id)).toBe(!isHidden);
        }
      }),
    );
  });
  test("positions count the visible siblings without gaps", () => {
    fc.assert(
      fc.property(tree, fc.constantFrom("", "r1", "r2"), (data, filter) => {
        const families = new Map<string | null, number[]>();
        for (const { id, posInSet, setSize } of visibleRows(data, { collapsed: OPEN, filter })) {
          const parent = data.rows[id]?.parent ?? null;
          const family = families.get(parent) ?? [];
          families.set(parent, [...family, posInSet]);
          expect(posInSet).toBeLessThanOrEqual(setSize);
        }
        for (const family of families.values()) expect(family).toEqual(family.map((_, i) => i + 1));
      }),
    );
  });
});

describe("the filter", () => {
  test("shows the matches and what they hang from, even inside a collapsed row", () => {
    const rows = visibleRows(fixture, { collapsed: new Set(["n1", "n4"]), filter: "nan_gradient" });
    expect(rows.map(({ id }) => id)).toEqual([
      "n4",
      "n4/node_sup",
      "n4/node_sup/agent_sup",
      "n4/node_sup/agent_sup/agent_07",
      "n4/node_sup/agent_sup/agent_08",
    ]);
  });
  test("all words must occur, in any field, in any case", () => {
    const agent = fixture.rows["n4/node_sup/agent_sup/agent_08"];
    expect(agent !== undefined && matches(agent, "TRANSIENT agent")).toBe(true);
    expect(agent !== undefined && matches(agent, "permanent agent")).toBe(false);
  });
  test("nothing found shows nothing", () => {
    expect(visibleRows(fixture, { collapsed: OPEN, filter: "no such thing" })).toEqual([]);
  });
});

test("collapse all closes every row that has children", () => {
  const rows = visibleRows(fixture, { collapsed: new Set(parentIds(fixture)), filter: "" });
  expect(rows.map(({ id }) => id)).toEqual(["n1", "n2", "n3", "n4", "n5"]);
});

test("guide lines continue where an ancestor has a sibling below", () => {
  const rows = visibleRows(fixture, { collapsed: OPEN, filter: "" });
  expect(rows.find(({ id }) => id === "n1/node_sup/consensus")?.guides).toBe("| ");
  expect(rows.find(({ id }) => id === "n5/node_sup/consensus")?.guides).toBe("  ");
});
