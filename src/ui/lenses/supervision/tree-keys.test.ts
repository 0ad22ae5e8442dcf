import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { supervisionFixture } from "../../../testkit/assigns-fixture.ts";
import { stepFor, typeahead } from "./tree-keys.ts";
import { visibleRows } from "./visible-rows.ts";

const fixture = supervisionFixture();
const rows = visibleRows(fixture, { collapsed: new Set(["n2", "n4/node_sup"]), filter: "" });
const labelOf = (id: string) => fixture.rows[id]?.label ?? "";

describe("arrows", () => {
  test("down and up go from row to row and stop at the ends", () => {
    expect(stepFor("ArrowDown", rows, "n1")).toEqual({ kind: "focus", id: "n1/node_sup" });
    expect(stepFor("ArrowUp", rows, "n1")).toEqual({ kind: "stay" });
  });
  test("right expands a collapsed row, then enters it; on a leaf it stays", () => {
    expect(stepFor("ArrowRight", rows, "n2")).toEqual({ kind: "expand", ids: ["n2"] });
    expect(stepFor("ArrowRight", rows, "n1")).toEqual({ kind: "focus", id: "n1/node_sup" });
    expect(stepFor("ArrowRight", rows, "n1/node_sup/consensus")).toEqual({ kind: "stay" });
  });
  test("left collapses an expanded row; on a leaf it goes to the parent", () => {
    expect(stepFor("ArrowLeft", rows, "n1/node_sup")).toEqual({ kind: "collapse", ids: ["n1/node_sup"] });
    expect(stepFor("ArrowLeft", rows, "n1/node_sup/consensus")).toEqual({ kind: "focus", id: "n1/node_sup" });
    expect(stepFor("ArrowLeft", rows, "n2")).toEqual({ kind: "stay" });
  });
  test("Home and End go to the ends", () => {
    expect(stepFor("Home", rows, "n4")).toEqual({ kind: "focus", id: "n1" });
    expect(stepFor("End", rows, "n4")).toEqual({ kind: "focus", id: rows.at(-1)?.id });
  });
  test("* expands all siblings", () => {
    expect(stepFor("*", rows, "n1")).toEqual({ kind: "expand", ids: ["n2"] });
  });
  test("other keys are not the tree's", () => expect(stepFor(" ", rows, "n1")).toBeNull());
  test("a focused row that has vanished counts as the first", () => {
    expect(stepFor("ArrowDown", rows, "gone")).toEqual({ kind: "focus", id: "n1/node_sup" });
  });
  test("a focus never leaves the visible rows", () => {
    const key = fc.constantFrom(
      "ArrowDown",
      "ArrowUp",
      "ArrowLeft",
      "ArrowRight",
      "Home",
      "End",
      "PageDown",
      "PageUp",
    );
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        let focused = rows[0]?.id ?? "";
        for (const pressed of keys) {
          const step = stepFor(pressed, rows, focused);
          if (step?.kind === "focus") focused = step.id;
          expect(rows.some((row) => row.id === focused)).toBe(true);
        }
      }),
    );
  });
});

describe("typeahead", () => {
  test("goes to the next row with that beginning, round the end", () => {
    expect(typeahead("e", rows, "n1", labelOf)).toBe("n1/node_sup/event_store");
    expect(typeahead("e", rows, "n1/node_sup/event_store", labelOf)).toBe("n5/node_sup/event_store");
    expect(typeahead("e", rows, "n5/node_sup/event_store", labelOf)).toBe("n1/node_sup/event_store");
  });
  test("more letters narrow it down and may keep the row", () => {
    expect(typeahead("ev", rows, "n1/node_sup/event_store", labelOf)).toBe("n1/node_sup/event_store");
    expect(typeahead("agent_s", rows, "n1", labelOf)).toBe("n1/node_sup/agent_sup");
  });
  test("nothing found moves nothing", () => expect(typeahead("zz", rows, "n1", labelOf)).toBeNull());
});
