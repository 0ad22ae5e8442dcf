/** What would follow if the process of a row ended now: sentences from its supervisor upwards, and a mark per row. */

import { formatTerm, parseExitReason, type Term, type TreeRow } from "../../sim/index.ts";
import type { ExitPreview, PreviewMark } from "../supervision-assigns.ts";
import { type ForecastStep, forecastExit } from "./exit-forecast.ts";
import { explainReason, isOrderly } from "./exit-reasons.ts";
import type { Family } from "./family.ts";

export interface Place {
  readonly family: Family;
  readonly idOf: (row: TreeRow) => string;
  readonly nameOf: (row: TreeRow) => string;
  readonly nowUs: number;
}

/** More rows than this are not marked; nobody could look at them. */
const MARKS_MAX = 400;

/** `text` is what the person chose: `killed`, or a reason as they write it; anything else counts as `killed`. */
export function previewOf(row: TreeRow, text: string, place: Place): ExitPreview | null {
  if (row.process === undefined) return null;
  const parsed = text === "killed" ? undefined : parseExitReason(text);
  const reason: Term = parsed?.ok === true ? parsed.value : "killed";
  const { steps, endsTop } = forecastExit(place.family, row, reason, place.nowUs);
  const lines = steps.map((step) => sentenceOf(step, place));
  if (endsTop)
    lines.push(`Above ${topName(row, steps, place)} there is no supervisor: the node ends with it.`);
  return {
    row: place.idOf(row),
    problem: parsed?.ok === false ? parsed.error : null,
    reason: formatTerm(reason),
    orderly: isOrderly(reason),
    explanation: explainReason(reason),
    lines,
    marks: marksOf(row, steps, place),
  };
}

function topName(row: TreeRow, steps: readonly ForecastStep[], place: Place): string {
  return place.nameOf(steps.at(-1)?.supervisor ?? row);
}

function sentenceOf(step: ForecastStep, place: Place): string {
  const supervisor = place.nameOf(step.supervisor);
  const child = place.nameOf(step.child);
  const type = step.child.child?.restart ?? "permanent";
  const budget = `restart ${step.restartsInWindow} in ${step.view.period} s, ${step.view.intensity} allowed`;
  switch (step.decision) {
    case "let_go":
      return `${supervisor} lets ${child} go: ${whyLetGo(type, step.reason)}.`;
    case "auto_shutdown":
      return `${supervisor} lets ${child} go, but ${child} is significant and auto_shutdown is ${step.view.autoShutdown}: ${supervisor} ${stopsAll(step, place)}exits with reason shutdown.`;
    case "give_up":
      return `${supervisor} gives up: this would be ${budget}. It ${stopsAll(step, place)}exits with reason shutdown.`;
    case "restart":
      return `${supervisor} restarts ${child}: ${whyRestart(type, step.reason)}. ${groupSentence(step, place)}Budget: ${budget}.`;
  }
}

export function whyLetGo(type: string, reason: Term): string {
  return type === "temporary"
    ? "a temporary child is never restarted"
    : `a ${type} child is not restarted after an orderly ${formatTerm(reason, 40)}`;
}

export function whyRestart(type: string, reason: Term): string {
  return type === "permanent"
    ? "a permanent child is always restarted"
    : `a ${type} child is restarted after an abnormal end, and ${formatTerm(reason, 40)} is one`;
}

function stopsAll({ stopped }: ForecastStep, { nameOf }: Place): string {
  return stopped.length === 0 ? "" : `stops ${listOf(stopped.map(nameOf))} and `;
}

function groupSentence({ view, stopped, started }: ForecastStep, { nameOf }: Place): string {
  if (stopped.length === 0 && started.length <= 1) return "";
  const stops =
    stopped.length === 0
      ? ""
      : `${listOf(stopped.map(nameOf))} ${stopped.length === 1 ? "is" : "are"} stopped first, then `;
  return `${view.strategy}: ${stops}${listOf(started.map(nameOf))} ${started.length === 1 ? "is" : "are"} started. `;
}

/** "a, b and c"; long lists are cut. */
export function listOf(names: readonly string[]): string {
  if (names.length > 6) return `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function marksOf(row: TreeRow, steps: readonly ForecastStep[], place: Place): Record<string, PreviewMark> {
  const marks: Record<string, PreviewMark> = {};
  const mark = (target: TreeRow, value: PreviewMark) => {
    if (Object.keys(marks).length < MARKS_MAX) marks[place.idOf(target)] = value;
  };
  const below = (target: TreeRow, value: PreviewMark): void => {
    // Children that were added at run time do not come back with their supervisor.
    const isStatic = target.supervisor?.strategy !== "simple_one_for_one";
    for (const child of place.family.childrenOf(target)) {
      mark(child, isStatic ? value : "stops");
      below(child, isStatic ? value : "stops");
    }
  };
  mark(row, "ends");
  below(row, "stops");
  for (const { supervisor, child, decision, stopped, started } of steps) {
    for (const one of stopped) mark(one, "stops");
    for (const one of stopped) below(one, "stops");
    for (const one of started) {
      mark(one, marks[place.idOf(one)] === "gives_up" ? "gives_up_restarts" : "restarts");
      below(one, "restarts");
    }
    if (decision === "restart" || decision === "let_go") break;
    if (child !== row && marks[place.idOf(child)] !== "gives_up") mark(child, "stops");
    mark(supervisor, "gives_up");
  }
  return marks;
}
