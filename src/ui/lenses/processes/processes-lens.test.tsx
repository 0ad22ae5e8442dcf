// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { processesFixture } from "../../../testkit/assigns-fixture.ts";
import type { ProcessesAssigns } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { Lens } from "./processes-lens.tsx";

afterEach(cleanup);

function renderLens(over: Partial<LensProps<"processes">> = {}) {
  const calls = { select: vi.fn(), act: vi.fn(), setParams: vi.fn() };
  function Host() {
    const [params, setParams] = useState<Readonly<Record<string, unknown>>>({});
    calls.setParams.mockImplementation(setParams);
    const props: LensProps<"processes"> = {
      assigns: processesFixture(),
      selection: null,
      params,
      drawTimeUs: () => 0,
      playing: true,
      theme: "light",
      ...calls,
      ...over,
    };
    return <Lens {...props} />;
  }
  render(<Host />);
  return calls;
}

const grid = () => screen.getByRole("grid", { name: "Processes" });
const activeText = () =>
  document.getElementById(grid().getAttribute("aria-activedescendant") ?? "")?.textContent ?? "";

describe("the table of processes", () => {
  test("says how many rows there are in all, with a header for each column", () => {
    renderLens();
    expect(grid().getAttribute("aria-rowcount")).toBe("33");
    const titles = within(grid())
      .getAllByRole("columnheader")
      .map((header) => header.textContent);
    expect(titles).toEqual([
      "Process",
      "Pid",
      "Node",
      "State",
      "Mailbox↓",
      "Oldest",
      "Handled",
      "Busy",
      "Restarts",
    ]);
  });

  test("asks the worker for the rows in sight, once", async () => {
    const { setParams } = renderLens();
    await waitFor(() => expect(setParams).toHaveBeenCalled());
    expect(setParams.mock.calls[0]?.[0]).toMatchObject({ from: 0 });
    expect(setParams.mock.calls[0]?.[0].count).toBeGreaterThan(30);
    expect(setParams).toHaveBeenCalledTimes(1);
  });

  test("shows a place for rows that have not arrived", () => {
    const far: ProcessesAssigns = {
      ...processesFixture(),
      total: 100_000,
      matching: 100_000,
      from: 50_000,
      rows: [],
    };
    renderLens({ assigns: far });
    expect(within(grid()).getAllByText("…").length).toBeGreaterThan(0);
    expect(within(grid()).getAllByRole("row").length).toBeLessThan(60);
  });

  test("sorts by a header: the sorted column turns round, another starts at its interesting end", () => {
    const { setParams } = renderLens();
    const header = (name: RegExp) => within(grid()).getByRole("columnheader", { name });
    expect(header(/Mailbox/).getAttribute("aria-sort")).toBe("descending");
    expect(header(/Node/).getAttribute("aria-sort")).toBe("none");
    fireEvent.click(within(header(/Mailbox/)).getByRole("button"));
    expect(setParams).toHaveBeenLastCalledWith(
      expect.objectContaining({ sort: "mailbox", descending: false, from: 0 }),
    );
    fireEvent.click(within(header(/Node/)).getByRole("button"));
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ sort: "node", descending: false }));
  });

  test("filters as one types and says so when nothing is left", () => {
    const { setParams } = renderLens({
      assigns: { ...processesFixture(), matching: 0, rows: [] },
      params: { filter: "zz" },
    });
    expect(screen.getByText("No process matches")).toBeDefined();
    fireEvent.change(screen.getByRole("searchbox", { name: "Filter processes" }), {
      target: { value: "agent" },
    });
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ filter: "agent", from: 0 }));
    fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ filter: "" }));
  });

  test("Escape in the filter empties it", () => {
    const { setParams } = renderLens({ params: { filter: "zz" } });
    fireEvent.keyDown(screen.getByRole("searchbox"), { key: "Escape" });
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ filter: "" }));
  });
});

describe("the keyboard in the table", () => {
  test("moves, selects, kills and suspends the process it is on", () => {
    const { select, act } = renderLens();
    fireEvent.keyDown(grid(), { key: "ArrowDown" });
    expect(activeText()).toContain("<n2.18>");
    fireEvent.keyDown(grid(), { key: "Enter" });
    expect(select).toHaveBeenCalledWith("<n2.18>");
    fireEvent.keyDown(grid(), { key: "k" });
    expect(act).toHaveBeenLastCalledWith({ kind: "kill_process", target: "<n2.18>", reason: "kill" });
    fireEvent.keyDown(grid(), { key: "p" });
    expect(act).toHaveBeenLastCalledWith({ kind: "suspend_process", target: "<n2.18>" });
  });

  test("resumes a process that is suspended", () => {
    const { act } = renderLens();
    const suspended = screen.getAllByText("suspended")[0];
    if (suspended !== undefined) fireEvent.click(suspended);
    fireEvent.keyDown(grid(), { key: "p" });
    expect(act).toHaveBeenLastCalledWith({ kind: "resume_process", target: "<n5.18>" });
  });

  test("does nothing to anybody before a row has been chosen", () => {
    const { act } = renderLens();
    fireEvent.keyDown(grid(), { key: "k" });
    expect(act).not.toHaveBeenCalled();
    expect(screen.queryByRole("button", { name: "Kill" })).toBeNull();
  });

  test("the same is possible with the pointer", () => {
    const { act, select } = renderLens();
    fireEvent.click(screen.getByText("<n2.18>"));
    expect(select).toHaveBeenCalledWith("<n2.18>");
    fireEvent.click(screen.getByRole("button", { name: "Kill" }));
    expect(act).toHaveBeenLastCalledWith({ kind: "kill_process", target: "<n2.18>", reason: "kill" });
  });

  test("stays with its process when the order changes, and says where it is now", async () => {
    const base = processesFixture();
    const far: ProcessesAssigns = {
      ...base,
      total: 100_000,
      matching: 100_000,
      sort: "pid",
      rows: base.rows.slice(1),
      from: 1,
      followed: { pid: base.rows[0]?.pid ?? "", index: 70_000 },
    };
    function Host() {
      const [assigns, setAssigns] = useState(base);
      const [params, setParams] = useState<Readonly<Record<string, unknown>>>({});
      const idle = { select: () => undefined, act: () => undefined, drawTimeUs: () => 0 };
      return (
        <>
          <button type="button" onClick={() => setAssigns(far)}>
            reorder
          </button>
          <output>{String(params["follow"])}</output>
          <Lens
            {...{ assigns, params, setParams, selection: null, playing: true, theme: "light", ...idle }}
          />
        </>
      );
    }
    render(<Host />);
    fireEvent.keyDown(grid(), { key: "ArrowDown" });
    await waitFor(() => expect(screen.getAllByRole("status")[0]?.textContent).toBe("<n2.18>"));
    fireEvent.click(screen.getByRole("button", { name: "reorder" }));
    await screen.findByText(/<n2.18> is at row 70 001 of 100 000/);
    expect(screen.queryByRole("button", { name: "Kill" })).toBeNull();
  });

  test("a row that arrives after the key keeps its process when the order changes", async () => {
    const base = processesFixture();
    const empty: ProcessesAssigns = { ...base, from: 5, rows: [] };
    const turned: ProcessesAssigns = { ...base, descending: false, rows: base.rows.toReversed() };
    const idle = {
      select: () => undefined,
      act: () => undefined,
      drawTimeUs: () => 0,
      setParams: () => undefined,
    };
    const lens = (assigns: ProcessesAssigns) => (
      <Lens {...{ assigns, params: {}, selection: null, playing: true, theme: "light", ...idle }} />
    );
    const { rerender } = render(lens(empty));
    fireEvent.keyDown(grid(), { key: "ArrowDown" });
    expect(screen.getByText(/row 1 of 32 is on its way/)).toBeDefined();
    rerender(lens(base));
    await waitFor(() => expect(activeText()).toContain("<n2.18>"));
    rerender(lens(turned));
    await waitFor(() => expect(screen.getByText(/row 32 of 32/)).toBeDefined());
  });

  test("marks the selected row", () => {
    renderLens({ selection: "<n1.17>" });
    const row = screen.getByText("<n1.17>").closest("tr");
    expect(row?.getAttribute("aria-selected")).toBe("true");
  });
});
