/**
 * The two pictures of the variables lens as data: accuracy over time with the versions of one variable as marks, and
 * the value of that variable. Both stand on the same time axis, so that cause and effect line up.
 */
import type { RunCurves, VariableRow, VariablesAssigns } from "../../../view/index.ts";
import { type ChartData, type ChartMark, LINEAR_FROM_ZERO } from "../../charts/chart-types.ts";
import { choicesOf, isLogarithmic, type VariableValue } from "./variable-values.ts";

const US_PER_S = 1_000_000;
const PERCENT = 100;

type History = VariablesAssigns["history"];

/** Time span of both charts in virtual seconds, up to the present; null before anything was recorded. */
export function sharedSpan(assigns: VariablesAssigns): readonly [number, number] | null {
  const times = [...assigns.accuracy, ...assigns.history].map((point) => point.atUs / US_PER_S);
  if (times.length === 0) return null;
  return [Math.min(...times), assigns.endUs / US_PER_S];
}

/** Accuracy of the agents, with the versions of `variable` as marks. */
export function accuracyData(assigns: VariablesAssigns, variable: VariableRow | undefined): ChartData {
  const { accuracy } = assigns;
  return {
    timeS: accuracy.map((point) => point.atUs / US_PER_S),
    lines: [{ id: "mean", label: "mean of agents", values: accuracy.map((point) => point.mean * PERCENT) }],
    bands: [
      {
        id: "spread",
        label: "agents",
        low: accuracy.map((point) => point.low * PERCENT),
        high: accuracy.map((point) => point.high * PERCENT),
      },
    ],
    marks: versionMarks(assigns.history.filter((step) => step.variable === variable?.name)),
    scale: LINEAR_FROM_ZERO,
    spanS: sharedSpan(assigns),
    axisCharsMin: longestChoice(variable),
    stepped: false,
  };
}

/** The accuracy chart keeps as much room beside its axis as the names in the chart below need. */
function longestChoice(variable: VariableRow | undefined): number {
  const choices = variable === undefined ? null : choicesOf(variable);
  return (choices ?? []).reduce((most, choice) => Math.max(most, choice.length), 0);
}

/** Every version after the first: the first is where the run began, not a change. */
function versionMarks(history: History): ChartMark[] {
  return history.slice(1).map((step) => ({
    id: `v${step.version}`,
    atS: step.atUs / US_PER_S,
    label: `v${step.version}`,
  }));
}

export function historyData(assigns: VariablesAssigns, variable: VariableRow): ChartData {
  const steps = assigns.history.filter((step) => step.variable === variable.name);
  const categories = choicesOf(variable);
  const place = placeOf(variable);
  const timeS = steps.map((step) => step.atUs / US_PER_S);
  const values = steps.map((step) => place(step.value));
  // The value holds until now: the line is drawn to the end of the axis.
  const end = assigns.endUs / US_PER_S;
  const last = values.at(-1);
  if (last !== undefined && (timeS.at(-1) ?? 0) < end) {
    timeS.push(end);
    values.push(last);
  }
  return {
    timeS,
    lines: [{ id: variable.name, label: variable.name, values }],
    bands: [],
    marks: versionMarks(steps),
    scale: { kind: isLogarithmic(variable) ? "log" : "linear", zeroBased: true, categories },
    spanS: sharedSpan(assigns),
    axisCharsMin: 0,
    stepped: true,
  };
}

/** Where a value stands on the axis: itself, or its place among the choices. */
function placeOf(variable: VariableRow): (value: VariableValue) => number {
  const categories = choicesOf(variable);
  return (value) => (categories === null ? Number(value) : categories.indexOf(String(value)));
}

/** The mean accuracy of the compared run. */
export function accuracyGhost({ variables: { accuracy } }: RunCurves) {
  if (accuracy.length === 0) return null;
  const values = accuracy.map((point) => point.mean * PERCENT);
  const timeS = accuracy.map((point) => point.atUs / US_PER_S);
  return { timeS, lines: [{ id: "mean", label: "mean of agents", values }] };
}

/** The values of the same variable in the compared run. */
export function historyGhost({ variables: { history } }: RunCurves, variable: VariableRow) {
  const steps = history.filter((step) => step.variable === variable.name);
  if (steps.length === 0) return null;
  const place = placeOf(variable);
  const lines = [{ id: variable.name, label: variable.name, values: steps.map((step) => place(step.value)) }];
  return { timeS: steps.map((step) => step.atUs / US_PER_S), lines };
}
