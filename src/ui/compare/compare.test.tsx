// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { runFixture, telemetryFixture, variablesFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { timelineFixture } from "../../testkit/timeline-fixture.ts";
import {
  type CompareFacts,
  compareStore,
  type DivergenceFacts,
  EMPTY_RUN,
  NO_COMPARISON,
  runStore,
} from "../../view/index.ts";
import { type ChartData, LINEAR_FROM_ZERO } from "../charts/chart-types.ts";
import { withGhost } from "../charts/ghost.ts";
import { SeriesChart } from "../lenses/telemetry/series-chart.tsx";
import { SessionProvider } from "../shell/session-context.tsx";
import { ComparePanel } from "./compare-panel.tsx";
import { changeText, DifferenceTable, relativeText } from "./difference-table.tsx";
import { DivergenceNote } from "./divergence-note.tsx";
import { choiceGroups, otherBranches, suggestedValue, variationOf } from "./variation-choice.ts";

afterEach(() => {
  cleanup();
  compareStore.setState(NO_COMPARISON, true);
  runStore.setState(EMPTY_RUN, true);
});

const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

function divergence(atUs: number, isInA = true): DivergenceFacts {
  const event = {
    id: "n2#7",
    atUs,
    node: "n2",
    kind: "message",
    actor: "agent <n2.9>",
    peer: null,
    cause: null,
  };
  const row = { ...event, text: "handled ping" };
  return { atUs, node: "n2", a: isInA ? row : null, b: row, common: 1_234 };
}

describe("what may be different in B", () => {
  const choices = {
    parameters: [
      { name: "learningRate", title: "Learning rate", initial: 0.002, min: 0.00001, max: 1 },
      { name: "agentsPerNode", title: "Agents per node", initial: 2, min: 1, max: 4 },
    ],
    defects: [{ id: "vote_counted_twice", description: "A vote is counted twice." }],
  };
  const a = {
    scenario: "learning-cluster",
    seed: 42,
    inputs: [{ atUs: 2_000_000, action: { kind: "crash_node", target: "n3" } as const }],
  };

  test("is a parameter, the seed, an intervention or a planted defect", () => {
    const titles = choiceGroups(a, choices).flatMap(({ entries }) => entries.map(({ text }) => text));
    expect(titles).toEqual([
      "Learning rate",
      "Agents per node",
      "Another seed",
      "t 2 s: crash node n3",
      "A vote is counted twice.",
    ]);
    expect(choiceGroups({ ...a, inputs: [] }, null).map(({ title }) => title)).toEqual(["Chance"]);
  });

  test("is another branch of the run, too, with its own interventions", () => {
    const recipe = { forkSteps: 1, inputs: a.inputs, left: { nowUs: 0, steps: 0 } };
    const timeline = { ...timelineFixture(4_000_000), recipes: { main: recipe, b2: recipe } };
    const branches = otherBranches(timeline);
    const group = choiceGroups(a, null, branches).find(({ title }) => title === "Another branch of this run");
    expect(group?.entries).toEqual([{ id: "branch main", text: "main" }]);
    expect(variationOf("branch main", "", branches)).toMatchObject({ kind: "branch", inputs: a.inputs });
    expect(variationOf("branch b9", "", branches)).toContain("not there any more");
  });

  test("begins with a value that is allowed and another one than the run has", () => {
    expect(suggestedValue("parameter learningRate", a, choices)).toBe("0.02");
    const atMost = { ...a, parameters: { agentsPerNode: 4 } };
    expect(suggestedValue("parameter agentsPerNode", atMost, choices)).toBe("2");
    expect(suggestedValue("seed", a, choices)).toBe("43");
    expect(suggestedValue("input 0", a, choices)).toBe(null);
  });

  test("is read from what was typed, or refused with a sentence", () => {
    expect(variationOf("parameter learningRate", " 0.05 ")).toEqual({
      kind: "parameter",
      name: "learningRate",
      value: 0.05,
    });
    expect(variationOf("input 0", "")).toEqual({ kind: "without_input", index: 0 });
    expect(variationOf("seed", "-1")).toMatch(/is not a seed/);
    expect(variationOf("parameter learningRate", "")).toMatch(/Write a value/);
  });
});

describe("where the runs part", () => {
  test("is told apart: other content first, other events later; each can be jumped to", () => {
    const onJump = vi.fn();
    const [content, course] = [divergence(480_344), divergence(2_551_724, false)];
    render(<DivergenceNote content={content} course={course} atUs={8_000_000} onJump={onJump} />);
    const first = screen.getByRole("region", { name: "First other event" });
    expect(plain(first.textContent)).toContain("t 2.552 s on n2");
    expect(first.textContent).toContain("nothing happens there at this moment");
    fireEvent.click(within(first).getByRole("button", { name: "Jump to the first difference" }));
    expect(onJump).toHaveBeenCalledWith(course);
  });

  test("is one moment when content and course change together, and none when nothing differs", () => {
    const both = divergence(1_000_000);
    const { rerender } = render(
      <DivergenceNote content={both} course={both} atUs={8_000_000} onJump={() => undefined} />,
    );
    expect(screen.getAllByRole("button")).toHaveLength(1);
    rerender(<DivergenceNote content={null} course={null} atUs={8_000_000} onJump={() => undefined} />);
    expect(plain(document.body.textContent)).toContain("No event differs up to t 8.000 s");
  });
});

describe("the difference table", () => {
  const row = (a: number | null, b: number | null, unit = "%") => {
    const absolute = a === null || b === null ? null : b - a;
    const relative = absolute === null || !a ? null : absolute / a;
    return { id: "x", title: "Accuracy", unit, a, b, absolute, relative };
  };
  test("says units, points of percentages and what is unknown", () => {
    expect(plain(changeText(row(60, 90)))).toBe("+30 points");
    expect(plain(relativeText(row(60, 90)))).toBe("+50 %");
    expect(plain(changeText(row(40, 10, "ms")))).toBe("−30 ms");
    expect(changeText(row(5, 5))).toBe("same");
    expect(changeText(row(null, 5))).toBe("–");
    render(<DifferenceTable rows={[row(60, 90)]} atUs={8_000_000} />);
    expect(plain(screen.getByRole("row", { name: /Accuracy/ }).textContent)).toBe(
      "Accuracy60 %90 %+30 points+50 %",
    );
  });
});

describe("ghost lines", () => {
  const data: ChartData = {
    timeS: [0, 1, 2],
    lines: [{ id: "x", label: "x", values: [1, 2, 3] }],
    bands: [],
    marks: [],
    scale: LINEAR_FROM_ZERO,
    spanS: null,
    axisCharsMin: 0,
    stepped: false,
  };
  const lines = [{ id: "x", label: "x", values: [5, 6] }];

  test("stand on the chart's own time axis, with a mark where the runs part", () => {
    const drawn = withGhost(data, { timeS: [1, 2], lines, divergedS: 1.5 });
    expect(drawn.ghosts).toEqual([{ id: "ghost x", label: "run B", values: [5, 5, 6] }]);
    expect(drawn.marks).toEqual([{ id: "diverged", atS: 1.5, label: "runs part" }]);
    expect(withGhost(data, null)).toBe(data);
  });

  test("add the moments of their own steps to a step line, whose values hold there", () => {
    const drawn = withGhost({ ...data, stepped: true }, { timeS: [0, 1.5], lines, divergedS: null });
    expect(drawn.timeS).toEqual([0, 1, 1.5, 2]);
    expect(drawn.lines[0]?.values).toEqual([1, 2, 2, 3]);
    expect(drawn.ghosts?.[0]?.values).toEqual([5, 5, 6, 6]);
  });

  test("are in the charts of telemetry while they are switched on", () => {
    const telemetry = telemetryFixture();
    const curves = { telemetry, variables: variablesFixture() };
    const facts: CompareFacts = { atUs: 8e6, content: null, course: null, rows: [], a: curves, b: curves };
    compareStore.setState({ facts });
    const [series] = Object.values(telemetry.series);
    if (series === undefined) throw new Error("the fixture has a series");
    render(<SeriesChart series={series} timeS={telemetry.timeS} />);
    const ghosts = () => screen.queryAllByText(/run B$|, B$/).length;
    expect(ghosts()).toBe(Object.keys(series.lines).length);
    act(() => compareStore.setState({ areGhostsOn: false }));
    expect(ghosts()).toBe(0);
  });
});

describe("the panel", () => {
  test("is the main place while it is open, takes the focus, and Escape closes it", () => {
    runStore.setState({ connection: { kind: "live" }, assigns: { run: runFixture() } });
    compareStore.setState({ isOpen: true });
    render(
      <SessionProvider session={recordingSession().subject}>
        <ComparePanel />
      </SessionProvider>,
    );
    const panel = screen.getByRole("main", { name: "Compare" });
    expect(document.activeElement).toBe(panel);
    expect(panel.textContent).toContain("Nothing is compared yet");
    act(() => void fireEvent.keyDown(panel, { key: "Escape" }));
    expect(compareStore.getState().isOpen).toBe(false);
  });
});
