// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { supervisionFixture } from "../../../testkit/assigns-fixture.ts";
import type { SupervisionAssigns, SupervisionRow } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { Lens } from "./supervision-lens.tsx";

afterEach(cleanup);

const fixture = supervisionFixture();

function props(over: Partial<LensProps<"supervision">> = {}): LensProps<"supervision"> {
  return {
    assigns: fixture,
    selection: null,
    select: vi.fn(),
    act: vi.fn(),
    params: {},
    setParams: vi.fn(),
    drawTimeUs: () => 0,
    playing: true,
    theme: "light",
    ...over,
  };
}

function renderLens(over: Partial<LensProps<"supervision">> = {}) {
  const given = props(over);
  const view = render(<Lens {...given} />);
  return {
    ...given,
    show: (next: Partial<LensProps<"supervision">>) => view.rerender(<Lens {...given} {...next} />),
  };
}

const grid = () => {
  const element = document.querySelector<HTMLElement>('[role=treegrid][aria-label="Supervision tree"]');
  if (element === null) throw new Error("no tree grid");
  return element;
};
const bodyRows = () => [...grid().querySelectorAll<HTMLElement>("[role=row][data-row]")];
const rowOf = (id: string) => {
  const row = grid().querySelector<HTMLElement>(`[data-row="${id}"]`);
  if (row === null) throw new Error(`no row ${id}`);
  return row;
};
const focusedRow = () => document.activeElement?.getAttribute("data-row");
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

describe("the tree grid", () => {
  test("is a flat tree with levels, sizes and positions", () => {
    renderLens();
    expect(grid().getAttribute("aria-rowcount")).toBe(String(bodyRows().length + 1));
    const agent = rowOf("n1/node_sup/agent_sup/agent_02");
    expect(agent.getAttribute("aria-level")).toBe("4");
    expect(agent.getAttribute("aria-setsize")).toBe("2");
    expect(agent.getAttribute("aria-posinset")).toBe("2");
    expect(agent.getAttribute("aria-expanded")).toBeNull();
    expect(rowOf("n1/node_sup").getAttribute("aria-expanded")).toBe("true");
  });
  test("has one tab stop", () => {
    renderLens();
    expect(bodyRows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
    expect(rowOf("n1").tabIndex).toBe(0);
  });
  test("says restarts, budget and last exit in words", () => {
    renderLens();
    expect(rowOf("n4/node_sup/agent_sup").textContent).toContain("2 of 3 restarts used within 5 s, one left");
    expect(rowOf("n4/node_sup/agent_sup/agent_08").textContent).toContain("2 restarts");
    expect(rowOf("n1/node_sup/event_store").textContent).toContain("killed");
  });
  test("draws at most six growth rings, then the number tells", () => {
    const id = "n1/node_sup/consensus";
    const row = { ...(fixture.rows[id] as SupervisionRow), restarts: 14, lives: 15, rings: "ooooooaa" };
    renderLens({ assigns: { ...fixture, rows: { ...fixture.rows, [id]: row } } });
    expect(rowOf(id).querySelectorAll(".growth-ring")).toHaveLength(6);
    expect(rowOf(id).textContent).toContain(
      "14 restarts, incarnation 15; of the latest, 6 after its own end, 2 taken",
    );
    const along = [...rowOf(id).querySelectorAll(".growth-ring")].map((ring) =>
      ring.getAttribute("data-along"),
    );
    expect(along).toEqual(["false", "false", "false", "false", "true", "true"]);
  });
});

describe("the keyboard", () => {
  test("arrows move, expand and collapse; the focus follows", () => {
    renderLens();
    rowOf("n1").focus();
    press("ArrowDown");
    expect(focusedRow()).toBe("n1/node_sup");
    press("ArrowLeft");
    expect(rowOf("n1/node_sup").getAttribute("aria-expanded")).toBe("false");
    expect(grid().querySelector('[data-row="n1/node_sup/consensus"]')).toBeNull();
    press("ArrowRight");
    press("ArrowRight");
    expect(focusedRow()).toBe("n1/node_sup/consensus");
    press("End");
    expect(focusedRow()).toBe(fixture.order.at(-1));
    press("Home");
    expect(focusedRow()).toBe("n1");
  });
  test("letters find the next name; a word may contain the keys of actions", () => {
    const { act } = renderLens();
    rowOf("n1").focus();
    press("a");
    expect(focusedRow()).toBe("n1/node_sup/agent_sup");
    for (const letter of "gent_0") press(letter);
    expect(focusedRow()).toBe("n1/node_sup/agent_sup/agent_01");
    press("k");
    expect(act).not.toHaveBeenCalled();
  });
  test("a word that is typed on does not call the focus back later", () => {
    const { show } = renderLens();
    rowOf("n1").focus();
    for (const letter of "agent_sup") press(letter);
    screen.getByRole("searchbox").focus();
    show({ playing: false });
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
  });
  test("Enter selects the process, K kills it", () => {
    const { select, act } = renderLens();
    rowOf("n1/node_sup/consensus").focus();
    press("Enter");
    expect(select).toHaveBeenCalledWith("<n1.11>");
    press("k");
    expect(act).toHaveBeenCalledWith({ kind: "kill_process", target: "<n1.11>", reason: "kill" });
  });
  test("K crashes a node, X restarts one that is down", () => {
    const { act } = renderLens();
    rowOf("n1").focus();
    press("K");
    expect(act).toHaveBeenLastCalledWith({ kind: "crash_node", target: "n1" });
    rowOf("n3").focus();
    press("x");
    expect(act).toHaveBeenLastCalledWith({ kind: "restart_node", target: "n3" });
  });
  test("P selects the row and is left to the inspector, which knows whether to suspend or resume", () => {
    const { select } = renderLens();
    rowOf("n1/node_sup/consensus").focus();
    const wentOn = press("p");
    expect(select).toHaveBeenCalledWith("<n1.11>");
    expect(wentOn).toBe(true);
  });
  test("arrows are kept from the page, digits and Space are not", () => {
    renderLens();
    rowOf("n1/node_sup/consensus").focus();
    expect(press("ArrowRight")).toBe(false);
    expect(press("3")).toBe(true);
    expect(press(" ")).toBe(true);
  });
  test("when the focused row vanishes its parent gets the focus", () => {
    const { show } = renderLens();
    rowOf("n1/node_sup/agent_sup/agent_02").focus();
    const order = fixture.order.filter((id) => id !== "n1/node_sup/agent_sup/agent_02");
    show({ assigns: { ...fixture, order } });
    expect(focusedRow()).toBe("n1/node_sup/agent_sup");
  });
});

describe("pointer", () => {
  test("a press selects; the twisty only opens and closes", () => {
    const { select } = renderLens();
    fireEvent.click(rowOf("n2/node_sup/consensus"));
    expect(select).toHaveBeenCalledWith("<n2.11>");
    const twisty = rowOf("n2").querySelector("[data-twisty=true]");
    fireEvent.click(twisty as Element);
    expect(select).toHaveBeenCalledTimes(1);
    expect(rowOf("n2").getAttribute("aria-expanded")).toBe("false");
  });
  test("the row's button acts without selecting", () => {
    const { select, act } = renderLens();
    fireEvent.click(within(rowOf("n2/node_sup/consensus")).getByRole("button", { name: "Kill consensus" }));
    expect(act).toHaveBeenCalledWith({ kind: "kill_process", target: "<n2.11>", reason: "kill" });
    expect(select).not.toHaveBeenCalled();
  });
  test("the selected process is marked by its pid", () => {
    renderLens({ selection: "<n2.11>" });
    expect(rowOf("n2/node_sup/consensus").getAttribute("aria-selected")).toBe("true");
    expect(bodyRows().filter((row) => row.getAttribute("aria-selected") === "true")).toHaveLength(1);
  });
});

describe("the bar above", () => {
  test("the filter shows matches with what they hang from, and can be cleared", () => {
    renderLens();
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "event_store" } });
    expect(bodyRows().map((row) => row.getAttribute("data-row"))).toContain("n5/node_sup");
    expect(grid().querySelector('[data-row="n5/node_sup/consensus"]')).toBeNull();
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "nothing like it" } });
    fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(bodyRows()).toHaveLength(fixture.order.length);
  });
  test("collapse all leaves the nodes, expand all brings everything back", () => {
    renderLens();
    fireEvent.click(screen.getByRole("button", { name: "Collapse all" }));
    expect(bodyRows().map((row) => row.getAttribute("data-row"))).toEqual(["n1", "n2", "n3", "n4", "n5"]);
    fireEvent.click(screen.getByRole("button", { name: "Expand all" }));
    expect(bodyRows()).toHaveLength(fixture.order.length);
  });
});

describe("orphans", () => {
  test("stand in their own section with what that means, and can be selected and killed", () => {
    const { select, act } = renderLens();
    const section = screen.getByRole("region", { name: "2 orphans" });
    expect(section.textContent).toContain("after a crash nobody restarts them");
    fireEvent.click(within(section).getByRole("button", { name: "<n2.31>" }));
    expect(select).toHaveBeenCalledWith("<n2.31>");
    fireEvent.click(within(section).getByRole("button", { name: "Kill <n4.29>" }));
    expect(act).toHaveBeenCalledWith({ kind: "kill_process", target: "<n4.29>", reason: "kill" });
  });
  test("many are counted until they are asked for", () => {
    const orphans = Array.from({ length: 19 }, (_, i) => `<n1.${100 + i}>`);
    renderLens({ assigns: { ...fixture, orphans } });
    expect(document.querySelectorAll('[aria-label^="Kill <n1.1"]')).toHaveLength(6);
    fireEvent.click(screen.getByRole("button", { name: "Show all 19" }));
    expect(document.querySelectorAll('[aria-label^="Kill <n1.1"]')).toHaveLength(19);
  });
  test("without orphans there is no such section", () => {
    renderLens({ assigns: { ...fixture, orphans: [] } });
    expect(screen.queryByRole("region", { name: /orphan/ })).toBeNull();
  });
});

test("a tree of thousands draws only what is in sight, and keeps the focused row", () => {
  const rows: Record<string, SupervisionRow> = { ...fixture.rows };
  const order = [...fixture.order];
  const base = fixture.rows["n1/node_sup/consensus"] as SupervisionRow;
  for (let i = 0; i < 5000; i++) {
    const id = `n5/node_sup/worker_${i}`;
    rows[id] = { ...base, id, parent: "n5/node_sup", label: `worker_${i}`, pid: `<n5.${1000 + i}>` };
    order.push(id);
  }
  const assigns: SupervisionAssigns = { ...fixture, order, rows };
  renderLens({ assigns });
  expect(bodyRows().length).toBeLessThan(60);
  rowOf("n1").focus();
  press("End");
  expect(focusedRow()).toBe("n5/node_sup/worker_4999");
  expect(grid().getAttribute("aria-rowcount")).toBe(String(order.length + 1));
});
