// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { variablesFixture } from "../../../testkit/assigns-fixture.ts";
import type { LensProps } from "../../lens.ts";
import { Lens } from "./variables-lens.tsx";

afterEach(cleanup);

function renderLens(over: Partial<LensProps<"variables">> = {}) {
  const calls = { select: vi.fn(), act: vi.fn(), setParams: vi.fn() };
  const props: LensProps<"variables"> = {
    assigns: variablesFixture(),
    selection: null,
    params: {},
    drawTimeUs: () => 0,
    playing: true,
    theme: "light",
    ...calls,
    ...over,
  };
  render(<Lens {...props} />);
  return calls;
}

const proposeButton = (name: string) =>
  screen.getByRole("button", { name: new RegExp(`Propose a value.*${name}`) });
const form = (name: string) => screen.getByRole("form", { name: `Propose a value for ${name}` });

describe("the table of variables", () => {
  test("has a line for each variable with value, start, version, bounds and agents", () => {
    renderLens();
    const row = screen.getByRole("rowheader", { name: /learning_rate/ }).closest("tr");
    expect(row?.textContent).toContain("0.025");
    expect(row?.textContent).toContain("0.1");
    expect(row?.textContent).toContain("v3");
    expect(row?.textContent).toContain("0.0001 … 1");
    expect(row?.textContent).toContain("3 of 7 agents");
  });

  test("selecting a variable shows its history", () => {
    const { select, setParams } = renderLens();
    fireEvent.click(screen.getByRole("button", { name: "optimiser" }));
    expect(select).toHaveBeenCalledWith("optimiser");
    expect(setParams).toHaveBeenCalledWith({ variable: "optimiser" });
  });
});

describe("proposing a value", () => {
  test("sends a number that is allowed and gives the keyboard back", () => {
    const { act } = renderLens();
    fireEvent.click(proposeButton("learning_rate"));
    const field = within(form("learning_rate")).getByRole("textbox", { name: "New value" });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: "0.01" } });
    fireEvent.submit(form("learning_rate"));
    expect(act).toHaveBeenCalledWith({ kind: "propose", target: "learning_rate", value: 0.01 });
    expect(screen.queryByRole("form")).toBeNull();
    expect(document.activeElement).toBe(proposeButton("learning_rate"));
  });

  test("refuses a value outside of the bounds with a message tied to the field", () => {
    const { act } = renderLens();
    fireEvent.click(proposeButton("batch_size"));
    const field = screen.getByRole("textbox", { name: "New value" });
    expect(field.getAttribute("aria-invalid")).toBe("false");
    fireEvent.change(field, { target: { value: "1024" } });
    fireEvent.click(screen.getByRole("button", { name: "Propose" }));
    expect(act).not.toHaveBeenCalled();
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
    const texts = described.map((id) => document.getElementById(id)?.textContent);
    expect(texts).toContain("Too large: the highest allowed value is 256.");
    fireEvent.change(field, { target: { value: "128" } });
    expect(screen.getByRole("alert").textContent).toBe("");
  });

  test("offers the choices of a categorical and of a boolean variable", () => {
    const { act } = renderLens();
    fireEvent.click(proposeButton("optimiser"));
    fireEvent.change(screen.getByRole("combobox", { name: "New value" }), { target: { value: "adam" } });
    fireEvent.submit(form("optimiser"));
    expect(act).toHaveBeenLastCalledWith({ kind: "propose", target: "optimiser", value: "adam" });
    fireEvent.click(proposeButton("momentum_on"));
    fireEvent.submit(form("momentum_on"));
    expect(act).toHaveBeenLastCalledWith({ kind: "propose", target: "momentum_on", value: false });
  });

  test("Escape closes the form without proposing", () => {
    const { act } = renderLens();
    fireEvent.click(proposeButton("batch_size"));
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
    expect(screen.queryByRole("form")).toBeNull();
    expect(act).not.toHaveBeenCalled();
  });
});

describe("the pipeline of proposals", () => {
  const items = () =>
    within(screen.getByRole("list", { name: "Proposals, newest first" })).getAllByRole("button");

  test("lists the newest first with its status in words", () => {
    renderLens();
    expect(items().map((item) => item.textContent)).toEqual([
      "batch_size 64 →  to 128",
      "learning_rate 0.05 →  to 0.025",
      "optimiser momentum →  to adam",
      "learning_rate 0.1 →  to 0.05",
      "learning_rate 0.1 →  to 0.2",
    ]);
    expect(screen.getByText("Voting: 3 more in favour needed")).toBeDefined();
    expect(screen.getByText("Rejected by the vote")).toBeDefined();
  });

  test("can be limited to one variable", () => {
    const { setParams } = renderLens({ params: { filter: "optimiser" } });
    expect(items()).toHaveLength(1);
    fireEvent.change(screen.getByRole("combobox"), { target: { value: "batch_size" } });
    expect(setParams).toHaveBeenCalledWith({ filter: "batch_size" });
  });

  test("tells each agent's vote and measurement to the keyboard", () => {
    renderLens();
    const agents = screen.getAllByRole("listbox")[0];
    if (agents === undefined) throw new Error("no agents");
    fireEvent.focus(agents);
    fireEvent.keyDown(agents, { key: "End" });
    fireEvent.keyDown(agents, { key: "ArrowLeft" });
    const option = document.getElementById(agents.getAttribute("aria-activedescendant") ?? "");
    expect(option?.getAttribute("aria-label")).toBe("agent_07 voted against it; loss +0.0120, worse");
    expect(option?.getAttribute("aria-selected")).toBe("true");
  });

  test("shows five, and the older ones on demand", () => {
    const base = variablesFixture();
    const many = Array.from(
      { length: 12 },
      (_, n) => ({ ...base.proposals[0], id: `q${n}` }) as (typeof base.proposals)[number],
    );
    renderLens({ assigns: { ...base, proposals: many } });
    expect(items()).toHaveLength(5);
    fireEvent.click(screen.getByRole("button", { name: "Show 7 older" }));
    expect(items()).toHaveLength(12);
  });
});

describe("before anything has happened", () => {
  test("says what will come and why it is not there yet", () => {
    renderLens({ assigns: { ...variablesFixture(), proposals: [], accuracy: [], history: [] } });
    for (const title of ["No proposals yet", "No accuracy measured yet", "No history of learning_rate yet"])
      expect(screen.getByText(title)).toBeDefined();
  });
  const nothing = {
    order: [],
    variables: {},
    proposals: [],
    agents: [],
    accuracy: [],
    history: [],
    endUs: 0,
  };
  test("without variables there is one sentence", () => {
    renderLens({ assigns: { ...nothing, hasConsensus: true } });
    expect(screen.getByText("No universal variables yet")).toBeDefined();
    expect(screen.queryByRole("table")).toBeNull();
  });
  test("a scenario that never has any says so and leads to one that does", () => {
    renderLens({ assigns: { ...nothing, hasConsensus: false } });
    expect(screen.getByText("This scenario has no universal variables")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Open the learning cluster" }));
    expect(location.hash).toBe("#/run/learning-cluster?lens=variables");
    location.hash = "";
  });
});
