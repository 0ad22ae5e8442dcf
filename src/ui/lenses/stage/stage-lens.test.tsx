// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runFixture, stageFixture } from "../../../testkit/assigns-fixture.ts";
import {
  EMPTY_RUN,
  runStore,
  type StageAssigns,
  type StageLink,
  type StageNode,
} from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { layoutRing } from "./ring-layout.ts";
import { Lens } from "./stage-lens.tsx";

const fixture = stageFixture();
/** Where nothing is laid out the stage takes this size (use-room-size.ts). */
const ring = layoutRing({ width: 900, height: 600 }, 5);

beforeEach(() => runStore.setState({ ...EMPTY_RUN, assigns: { run: runFixture() } }, true));
afterEach(() => {
  cleanup();
  runStore.setState(EMPTY_RUN, true);
});

function renderLens(over: Partial<LensProps<"stage">> = {}) {
  const given: LensProps<"stage"> = {
    assigns: fixture,
    selection: null,
    select: vi.fn(),
    act: vi.fn(),
    params: {},
    setParams: vi.fn(),
    drawTimeUs: () => fixture.nowUs,
    playing: false,
    theme: "light",
    ...over,
  };
  const view = render(<Lens {...given} />);
  return {
    ...given,
    show: (next: Partial<LensProps<"stage">>) => view.rerender(<Lens {...given} {...next} />),
  };
}

const thing = (id: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(`[data-entity="${id}"]`);
  if (element === null) throw new Error(`${id} is not drawn`);
  return element;
};
const words = (id: string) => thing(id).getAttribute("aria-label");
const focused = () => document.activeElement?.getAttribute("data-entity");
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const picture = () => document.querySelector<HTMLElement>("[role=tree]") as HTMLElement;

function drag(from: { x: number; y: number }, to: { x: number; y: number }, release = true): void {
  const at = ({ x, y }: { x: number; y: number }) => ({ clientX: x, clientY: y, button: 0, isPrimary: true });
  fireEvent.pointerDown(picture(), at(from));
  fireEvent.pointerMove(picture(), at(to));
  if (!release) return;
  fireEvent.pointerUp(picture(), at(to));
  fireEvent.click(picture(), at(to));
}

describe("what the stage tells", () => {
  test("nodes: status, role, log and load", () => {
    renderLens();
    expect(words("n1")).toMatch(
      /^n1 leader, term 4 · commit 131, node up, log length 131, .*messages waiting/,
    );
    expect(words("n3")).toMatch(/^n3 down, its disk is kept, node down/);
  });
  test("processes: kind, state and mailbox, one level below their node", () => {
    renderLens();
    expect(words("<n1.14>")).toBe("event_store <n1.14>, worker, running, mailbox 4, 1 restart, on n1");
    expect(thing("<n1.14>").getAttribute("aria-level")).toBe("2");
  });
  test("links: open or cut, how late, how surely", () => {
    renderLens();
    expect(words("n2-n5")).toBe("link n2 – n5: cut, no message passes");
    expect(words("n4-n5")?.replaceAll("\u00a0", " ")).toMatch(/open, \d ms one way, loses 10 %$/);
  });
  test("the whole in one line", () => {
    renderLens();
    expect(screen.getByText("4 of 5 nodes up · leader n1 · term 4 · 1 link cut")).toBeTruthy();
  });
  test("islands by name when the network is parted", () => {
    renderLens({ assigns: parted() });
    expect(screen.getByText("island A: n1 n2")).toBeTruthy();
    expect(screen.getByText("island B: n4 n5")).toBeTruthy();
    expect(words("n4")).toMatch(/island B$/);
  });
  test("an empty stage says why", () => {
    renderLens({ assigns: { ...fixture, order: [], nodes: {}, links: {} } });
    expect(screen.getByText("No node yet")).toBeTruthy();
  });
});

describe("the keyboard", () => {
  test("one tab stop, arrows by neighbourhood, Enter selects", () => {
    const { select } = renderLens();
    expect(document.querySelectorAll("[data-entity][tabindex='0']")).toHaveLength(1);
    thing("n1").focus();
    press("ArrowRight");
    expect(focused()).toBe("n2");
    press("ArrowDown");
    expect(focused()).toBe("<n2.10>");
    press("Enter");
    expect(select).toHaveBeenCalledWith("<n2.10>");
    press("Escape");
    press("ArrowUp");
    expect(focused()).toBe("n1-n2");
    expect(document.querySelectorAll("[data-entity][tabindex='0']")).toHaveLength(1);
  });
  test("M opens the menu, arrows move in it, Escape gives the focus back", () => {
    renderLens();
    thing("n2").focus();
    press("m");
    const menu = screen.getByRole("menu", { name: "Actions on n2" });
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    expect(document.activeElement).toBe(items[0]);
    press("ArrowDown");
    expect(document.activeElement).toBe(items[1]);
    press("End");
    expect(document.activeElement).toBe(items.at(-1));
    press("Escape");
    expect(document.querySelector("[role=menu]")).toBeNull();
    expect(focused()).toBe("n2");
  });
  test("keys of the actions work on the focused thing and inside the menu", () => {
    const { act } = renderLens();
    thing("n1-n2").focus();
    press("c");
    expect(act).toHaveBeenLastCalledWith({ kind: "cut_link", target: "n1-n2" });
    thing("<n2.11>").focus();
    press("m");
    press("k");
    expect(act).toHaveBeenLastCalledWith({ kind: "kill_process", target: "<n2.11>", reason: "kill" });
    expect(document.querySelector("[role=menu]")).toBeNull();
  });
  test("Space and digits are left to the page", () => {
    renderLens();
    thing("n1").focus();
    expect(press(" ")).toBe(true);
    expect(press("2")).toBe(true);
    expect(press("ArrowLeft")).toBe(false);
  });
  test("when the focused process dies its node gets the focus", () => {
    const { show } = renderLens();
    thing("<n2.18>").focus();
    const n2 = fixture.nodes["n2"] as StageNode;
    const processes = n2.processes.filter(({ pid }) => pid !== "<n2.18>");
    const nodes = { ...fixture.nodes, n2: { ...n2, processes, processCount: processes.length } };
    show({ assigns: { ...fixture, nodes } });
    expect(focused()).toBe("n2");
  });
});

describe("the pointer", () => {
  test("a press selects a thing, on empty ground it selects nothing", () => {
    const { select } = renderLens();
    fireEvent.click(thing("<n1.11>"));
    expect(select).toHaveBeenLastCalledWith("<n1.11>");
    fireEvent.click(picture(), { clientX: 2, clientY: 2 });
    expect(select).toHaveBeenLastCalledWith(null);
  });
  test("a right press opens the menu of the thing, or of the network", () => {
    const { act } = renderLens();
    fireEvent.contextMenu(thing("<n1.11>"));
    expect(screen.getByRole("menu", { name: "Actions on consensus <n1.11>" })).toBeTruthy();
    press("Escape");
    fireEvent.contextMenu(picture(), { clientX: 2, clientY: 2 });
    fireEvent.click(within(screen.getByRole("menu")).getByRole("menuitem"));
    expect(act).toHaveBeenCalledWith({ kind: "heal_all", target: "network" });
  });
  test("a line drawn right across the ring parts the cluster in one action", () => {
    const { act, select } = renderLens();
    const y = ((ring.points[1]?.y ?? 0) + (ring.points[2]?.y ?? 0)) / 2;
    drag({ x: 5, y }, { x: 895, y });
    expect(act).toHaveBeenCalledTimes(1);
    expect(act).toHaveBeenCalledWith({ kind: "partition", target: "n3", group: ["n3", "n4"] });
    expect(select).not.toHaveBeenCalled();
  });
  test("while it is drawn the line says what it will cut, and Escape takes it back", () => {
    const { act } = renderLens();
    const y = ((ring.points[1]?.y ?? 0) + (ring.points[2]?.y ?? 0)) / 2;
    drag({ x: 5, y }, { x: 895, y }, false);
    expect(screen.getByText("cut off n3 n4")).toBeTruthy();
    expect(document.querySelectorAll("[data-doomed=true]").length).toBe(6);
    fireEvent.keyDown(window, { key: "Escape" });
    fireEvent.pointerUp(picture(), { clientX: 895, clientY: y, button: 0, isPrimary: true });
    expect(act).not.toHaveBeenCalled();
  });
});

describe("selection", () => {
  test("of a process marks the process and its node", () => {
    renderLens({ selection: "<n2.11>" });
    expect(thing("<n2.11>").getAttribute("aria-selected")).toBe("true");
    expect(thing("n2").getAttribute("aria-selected")).toBe("false");
    expect(thing("n2").closest(".stage-group")?.getAttribute("data-owner")).toBe("true");
    expect(document.querySelectorAll("[data-owner=true]")).toHaveLength(1);
  });
});

describe("the invitation", () => {
  test("is a button on its object that does what it says", () => {
    const { act } = renderLens();
    fireEvent.click(screen.getByRole("button", { name: "Kill the leader" }));
    expect(act).toHaveBeenCalledWith({ kind: "crash_node", target: "n1" });
  });
  test("is not there when there is nothing to suggest", () => {
    runStore.setState({ assigns: { run: { ...runFixture(), invitation: null } } });
    renderLens();
    expect(screen.queryByRole("button", { name: "Kill the leader" })).toBeNull();
  });
});

describe("the list twin", () => {
  test("tells nodes, links and processes as tables", () => {
    renderLens({ selection: "n1" });
    fireEvent.click(screen.getByRole("button", { name: "List" }));
    const [nodes, links, processes] = [...document.querySelectorAll("table")];
    expect(nodes?.querySelectorAll("tbody tr")).toHaveLength(5);
    expect(nodes?.querySelector("[data-selected=true]")?.textContent).toContain("leader");
    expect(links?.textContent).toContain("cut");
    expect(processes?.textContent).toContain("<n5.18>");
  });
  test("its rows select, and open the same menu", () => {
    const { select, act } = renderLens();
    fireEvent.click(screen.getByRole("button", { name: "List" }));
    fireEvent.click(screen.getByRole("button", { name: "n2" }));
    expect(select).toHaveBeenCalledWith("n2");
    fireEvent.click(screen.getByRole("button", { name: "Actions on n1 – n2" }));
    fireEvent.click(within(screen.getByRole("menu")).getByText("Cut link"));
    expect(act).toHaveBeenCalledWith({ kind: "cut_link", target: "n1-n2" });
  });
});

test("a cluster of fifty draws its 1 225 links as one path, and a cut one by itself", () => {
  renderLens({ assigns: large(50) });
  expect(document.querySelectorAll(".stage-node")).toHaveLength(50);
  expect(document.querySelectorAll(".stage-link")).toHaveLength(1);
  expect(words("n1-n2")).toContain("cut");
});

function parted(): StageAssigns {
  const nodes = Object.fromEntries(
    Object.entries(fixture.nodes).map(([id, node]) => [id, { ...node, island: node.index > 2 ? 1 : 0 }]),
  );
  return { ...fixture, nodes };
}

function large(count: number): StageAssigns {
  const base = fixture.nodes["n2"] as StageNode;
  const order = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  const nodes = Object.fromEntries(order.map((id, index) => [id, { ...base, id, index, processes: [] }]));
  const links: Record<string, StageLink> = {};
  order.forEach((from, i) => {
    for (const to of order.slice(i + 1)) {
      const id = `${from}-${to}`;
      links[id] = { id, from, to, cut: id === "n1-n2", latencyMs: 5, lossPercent: 0 };
    }
  });
  return { ...fixture, order, nodes, links };
}
