// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { telemetryFixture } from "../../../testkit/assigns-fixture.ts";
import type { MetricCard, TelemetryAssigns } from "../../../view/index.ts";
import { metricValue } from "./metric-card.tsx";
import { seriesData } from "./series-chart.tsx";
import { Lens } from "./telemetry-lens.tsx";

afterEach(cleanup);

function renderLens(assigns: TelemetryAssigns) {
  render(
    <Lens
      assigns={assigns}
      selection={null}
      select={vi.fn()}
      act={vi.fn()}
      params={{}}
      setParams={vi.fn()}
      drawTimeUs={() => 0}
      playing={true}
      theme="light"
    />,
  );
}

function card(over: Partial<MetricCard>): MetricCard {
  return { id: "m", title: "M", kind: "gauge", value: 1, unit: "ms", hint: "", quantiles: null, ...over };
}

const plain = (text: string | null | undefined) => (text ?? "").replaceAll("\u00a0", " ");

describe("the value of a metric", () => {
  test("a counter is written in full, because a count is exact", () => {
    const { value, unit } = metricValue(card({ kind: "counter", value: 1_234_567, unit: "messages" }));
    expect([plain(value), unit]).toEqual(["1 234 567", "messages"]);
  });
  test("a gauge has three significant digits and its unit apart", () => {
    expect(metricValue(card({ value: 12.345 }))).toEqual({ value: "12.3", unit: "ms" });
  });
  test("a value that is not there is a dash, not a zero", () => {
    expect(metricValue(card({ value: null }))).toEqual({ value: "–", unit: "" });
  });
});

describe("the telemetry lens", () => {
  test("shows kind, unit and hint of every metric, and the quantiles of a histogram", () => {
    renderLens(telemetryFixture());
    const cards = within(screen.getByRole("list", { name: "Metrics" })).getAllByRole("listitem");
    expect(cards).toHaveLength(6);
    expect(plain(cards[0]?.textContent)).toBe(
      "Messages handledcounter38 214 messagesall processes, since the start",
    );
    expect(plain(cards[2]?.textContent)).toContain("p5011.2 msp9019.8 msp99204 ms");
    expect(plain(cards[5]?.textContent)).toContain("not measured yet");
  });

  test("draws a chart for each series", () => {
    renderLens(telemetryFixture());
    const names = screen.getAllByRole("figure").map((figure) => figure.getAttribute("aria-label"));
    expect(names).toEqual(["Messages handled", "Commit latency", "Messages waiting"]);
  });

  test("says when the first sample will come", () => {
    renderLens({ cards: [], timeS: [], series: {} });
    expect(screen.getByText("Nothing measured yet")).toBeDefined();
  });
});

test("a series keeps the order and the gaps of its lines", () => {
  const series = { id: "s", title: "S", unit: "ms", lines: { n1: [1, null], n2: [3, 4] } };
  expect(seriesData(series, [0, 1]).lines).toEqual([
    { id: "n1", label: "n1", values: [1, null] },
    { id: "n2", label: "n2", values: [3, 4] },
  ]);
});
