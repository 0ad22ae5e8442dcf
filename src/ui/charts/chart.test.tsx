// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Chart } from "./chart.tsx";
import { ChartGroup } from "./chart-group.tsx";
import { type ChartData, LINEAR_FROM_ZERO } from "./chart-types.ts";
import { useThrottled } from "./use-throttled.ts";

afterEach(cleanup);

const EMPTY = { title: "No sample yet", reason: "The first one comes within a second." };
const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

function chartData(values: readonly (number | null)[], label = "p50"): ChartData {
  return {
    timeS: values.map((_, n) => n),
    lines: [{ id: label, label, values }],
    bands: [],
    marks: [],
    scale: LINEAR_FROM_ZERO,
    spanS: null,
    axisCharsMin: 0,
    stepped: false,
  };
}

describe("Chart", () => {
  test("is a named figure with a time cursor for the keyboard", () => {
    render(<Chart title="Commit latency" unit="ms" data={chartData([10, 11, 12])} empty={EMPTY} />);
    const figure = screen.getByRole("figure", { name: "Commit latency" });
    const slider = within(figure).getByRole("slider", { name: "Commit latency: time cursor" });
    expect(slider.tabIndex).toBe(0);
    expect(slider.getAttribute("aria-valuemax")).toBe("2");
  });

  test("says time and values politely while it is read with the keyboard", () => {
    const { container } = render(
      <Chart title="Latency" unit="ms" data={chartData([10, 11, 12])} empty={EMPTY} />,
    );
    const slider = screen.getByRole("slider");
    const live = container.querySelector("[aria-live=polite]");
    fireEvent.keyDown(slider, { key: "ArrowLeft" });
    expect(plain(live?.textContent ?? "")).toBe("t 2.0 s: p50 12 ms");
    fireEvent.keyDown(slider, { key: "ArrowLeft" });
    expect(plain(live?.textContent ?? "")).toBe("t 1.0 s: p50 11 ms");
    expect(slider.getAttribute("aria-valuenow")).toBe("1");
    fireEvent.keyDown(slider, { key: "Escape" });
    expect(live?.textContent).toBe("");
  });

  test("shows the same moment in every chart of its group, but only one speaks", () => {
    const { container } = render(
      <ChartGroup>
        <Chart title="A" unit="ms" data={chartData([1, 2, 3])} empty={EMPTY} />
        <Chart title="B" unit="%" data={chartData([40, 50, 60], "busy")} empty={EMPTY} />
      </ChartGroup>,
    );
    fireEvent.keyDown(screen.getByRole("slider", { name: "A: time cursor" }), { key: "Home" });
    const other = screen.getByRole("figure", { name: "B" });
    expect(plain(other.textContent)).toContain("att 0.0 s");
    expect(plain(other.textContent)).toContain("40 %");
    const speaking = [...container.querySelectorAll("[aria-live=polite]")].filter(
      (live) => live.textContent !== "",
    );
    expect(speaking).toHaveLength(1);
  });

  test("has a table twin with the same samples, newest first", () => {
    render(<Chart title="Latency" unit="ms" data={chartData([10, null, 12])} empty={EMPTY} />);
    fireEvent.click(screen.getByRole("button", { name: /Show as table.*Latency/ }));
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => plain(row.textContent))).toEqual([
      "timep50 (ms)",
      "2.0 s12",
      "1.0 s–",
      "0.0 s10",
    ]);
    expect(screen.queryByRole("slider")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /Show as chart.*Latency/ }));
    expect(screen.getByRole("slider")).toBeDefined();
  });

  test("says what will come while there is nothing to draw", () => {
    render(<Chart title="Latency" unit="ms" data={chartData([null, null])} empty={EMPTY} />);
    expect(screen.getByText(EMPTY.reason)).toBeDefined();
    expect(screen.queryByRole("slider")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("says when its axis is not the usual one", () => {
    const data = {
      ...chartData([1, 2]),
      scale: { kind: "linear", zeroBased: false, categories: null },
    } as const;
    render(<Chart title="Latency" unit="ms" data={data} empty={EMPTY} />);
    expect(screen.getByText("axis does not start at 0")).toBeDefined();
  });
});

describe("useThrottled", () => {
  afterEach(() => void vi.useRealTimers());

  function Probe({ value, urgent }: { readonly value: number; readonly urgent: string }) {
    return <output>{useThrottled(value, 100, urgent)}</output>;
  }

  test("shows the newest value when the interval is over, and at once when it is urgent", () => {
    vi.useFakeTimers();
    const { rerender, container } = render(<Probe value={1} urgent="a" />);
    rerender(<Probe value={2} urgent="a" />);
    rerender(<Probe value={3} urgent="a" />);
    expect(container.textContent).toBe("1");
    act(() => void vi.advanceTimersByTime(100));
    expect(container.textContent).toBe("3");
    rerender(<Probe value={4} urgent="b" />);
    expect(container.textContent).toBe("4");
  });
});
