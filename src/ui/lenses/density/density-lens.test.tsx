// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { densityFixture, runFixture } from "../../../testkit/assigns-fixture.ts";
import { type DensityAssigns, EMPTY_RUN, type Params, runStore } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { Lens } from "./density-lens.tsx";

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  runStore.setState(EMPTY_RUN);
});

function renderLens(assigns: DensityAssigns = densityFixture(), over: Partial<LensProps<"density">> = {}) {
  const calls = { select: vi.fn(), act: vi.fn(), setParams: vi.fn() };
  const last = () => (calls.setParams.mock.lastCall?.[0] ?? {}) as Params;
  function Host() {
    const [params, setParams] = useState<Params>({});
    calls.setParams.mockImplementation(setParams);
    const props: LensProps<"density"> = {
      assigns,
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
  return { ...calls, last };
}

const picture = () => screen.getByRole("application", { name: "All processes as a picture" });

describe("the density lens", () => {
  test("says how many live, in which states, and that memory cannot be measured here", () => {
    renderLens();
    expect(screen.getByText("57")).toBeDefined();
    const legend = within(screen.getByRole("region", { name: "Legend" }));
    expect(legend.getByText("blocked").textContent).toBe("blocked 28");
    expect(screen.getByText("not measurable in this browser")).toBeDefined();
  });

  test("asks for as many cells as the sight has room for, of everything", () => {
    const { last } = renderLens();
    expect(last()).toMatchObject({ cells: 512, x: null, width: null });
  });

  test("a scale has its unit, its ends and what it is a value of", () => {
    const scale = { max: 5, curve: "root", of: "mean", windowUs: 740_000 } as const;
    renderLens({ ...densityFixture(), measure: "activity", scale });
    const legend = screen.getByRole("region", { name: "Legend" });
    expect(legend.textContent).toContain("over the last 740\u00a0ms, mean of a cell");
    expect(legend.textContent).toContain("≥\u00a05\u00a0messages/s");
  });

  test("the menu asks the worker for another measure", () => {
    const { last } = renderLens();
    fireEvent.change(screen.getByRole("combobox", { name: "Colour by" }), { target: { value: "mailbox" } });
    expect(last()).toMatchObject({ measure: "mailbox", cells: 512 });
  });
});

describe("the keyboard on the picture", () => {
  test("zooms in, and asks for that part; Home asks for everything again", async () => {
    const { last } = renderLens();
    fireEvent.keyDown(picture(), { key: "+" });
    fireEvent.keyDown(picture(), { key: "+" });
    await waitFor(() => expect(last()["width"]).toBeGreaterThan(0));
    fireEvent.keyDown(picture(), { key: "Home" });
    await waitFor(() => expect(last()).toMatchObject({ width: null }));
  });

  test("points at the middle, says what is there, and Enter opens it", async () => {
    const probe = {
      x: 4,
      y: 4,
      cell: 1,
      node: "n1",
      count: 1,
      places: 1,
      least: null,
      mean: null,
      most: null,
      states: { blocked: 1 },
      first: "<n1.7>",
      last: "<n1.7>",
      top: { pid: "<n1.7>", label: "resident", status: "blocked" },
    } as const;
    const { last, select } = renderLens({ ...densityFixture(), probe });
    fireEvent.keyDown(picture(), { key: "ArrowLeft" });
    await waitFor(() => expect(last()).toMatchObject({ probeX: 4, probeY: 4 }));
    expect(picture().textContent).toContain("resident <n1.7>. blocked");
    fireEvent.keyDown(picture(), { key: "Enter" });
    expect(select).toHaveBeenCalledWith("<n1.7>");
  });

  test("Enter goes nearer where one cell is many processes", async () => {
    const raster = { x: 0, y: 0, cell: 8, columns: 64, rows: 64 };
    const wide = { ...densityFixture().world, width: 512, height: 512, tileWidth: 512, tileHeight: 512 };
    const { last, select } = renderLens({ ...densityFixture(), raster, world: wide });
    fireEvent.keyDown(picture(), { key: "Enter" });
    await waitFor(() => expect(last()["width"]).toBeGreaterThan(0));
    expect(select).not.toHaveBeenCalled();
  });

  test("leaves keys it has no use for to the page", () => {
    const onKey = vi.fn();
    document.addEventListener("keydown", onKey);
    renderLens();
    fireEvent.keyDown(picture(), { key: "k" });
    expect(onKey).toHaveBeenCalledTimes(1);
    fireEvent.keyDown(picture(), { key: "ArrowRight" });
    expect(onKey).toHaveBeenCalledTimes(1);
    document.removeEventListener("keydown", onKey);
  });
});

describe("the twin of the picture", () => {
  const cell = {
    x: 2,
    y: 6,
    cell: 1,
    node: "n1",
    count: 1,
    places: 1,
    least: 9,
    mean: 9,
    most: 9,
    states: { waiting: 1 },
    first: "<n1.40>",
    last: "<n1.40>",
    top: { pid: "<n1.40>", label: "resident", status: "waiting" },
  } as const;
  const quantiles = [
    { share: 0, value: 0 },
    { share: 0.5, value: 2 },
    { share: 1, value: 9 },
  ];

  test("is asked for, and then holds the spread and the cells that stand out", async () => {
    const summary = { quantiles, cells: [cell] };
    const { last } = renderLens({ ...densityFixture(), measure: "handled", summary });
    fireEvent.click(screen.getByRole("button", { name: "Table" }));
    expect(last()).toMatchObject({ table: true });
    const tables = within(screen.getByRole("region", { name: "The picture as tables" }));
    expect(tables.getByRole("rowheader", { name: "half have at most" }).parentElement?.textContent).toContain(
      "2\u00a0messages",
    );
    fireEvent.click(tables.getByRole("button", { name: "<n1.40>" }));
    await waitFor(() => expect(last()["width"]).toBeGreaterThan(0));
  });
});

test("offers what the scenario suggests", () => {
  const action = { kind: "kill_process", target: "<n1.9>", reason: "kill" };
  const invitation = { target: "<n1.9>", label: "Kill district 8", action };
  runStore.setState({ assigns: { run: { ...runFixture(), invitation } } });
  const { act } = renderLens();
  fireEvent.click(screen.getByRole("button", { name: "Kill district 8" }));
  expect(act).toHaveBeenCalledWith(action);
});

test("tells the worker who is selected, so that the place can be marked", () => {
  const { last } = renderLens(densityFixture(), { selection: "<n1.7>" });
  expect(last()).toMatchObject({ follow: "<n1.7>" });
});
