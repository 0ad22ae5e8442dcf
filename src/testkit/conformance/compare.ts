/**
 * Compares a trace with the recorded one: a port of the corpus's own comparison.
 *
 * `order` of an expected step says how much of the order of its `ev` list counts; lists whose order means nothing are
 * sorted on both sides.
 */

import {
  isRecord,
  type Json,
  type ScenarioTrace,
  type StepTrace,
  type TraceEvent,
} from "../../sim/conformance/json.ts";

export interface Difference {
  readonly step: number;
  readonly where: string;
  readonly want: Json | undefined;
  readonly have: Json | undefined;
}

/** The first difference, or undefined when the traces are equal. */
export function compareTraces(want: ScenarioTrace, have: ScenarioTrace): Difference | undefined {
  for (const [step, expected] of want.steps.entries()) {
    const difference = compareStep(expected, have.steps[step]);
    if (difference !== undefined) return { step, ...difference };
  }
  if (have.steps.length === want.steps.length) return undefined;
  return {
    step: want.steps.length,
    where: "number of steps",
    want: want.steps.length,
    have: have.steps.length,
  };
}

type StepDifference = Omit<Difference, "step"> | undefined;

function compareStep(want: StepTrace, have: StepTrace | undefined): StepDifference {
  const wanted = want.ev ?? [];
  const had = have?.ev ?? [];
  let difference: StepDifference;
  if (want.order === undefined) difference = compareLists(wanted, had, "ev");
  else {
    difference = compareGroups(lanesOf(wanted), lanesOf(had), "ev of");
    if (difference === undefined && want.order === "starts") {
      difference = compareLists(wanted.filter(isStart), had.filter(isStart), "ev (order of starts)");
    }
  }
  return difference ?? compareGroups(want.p ?? {}, have?.p ?? {}, "process");
}

function compareGroups(
  want: Readonly<Record<string, readonly TraceEvent[]>>,
  have: Readonly<Record<string, readonly TraceEvent[]>>,
  where: string,
): StepDifference {
  for (const key of new Set([...Object.keys(want), ...Object.keys(have)].sort())) {
    const difference = compareLists(want[key] ?? [], have[key] ?? [], `${where} ${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function compareLists(
  want: readonly TraceEvent[],
  have: readonly TraceEvent[],
  where: string,
): StepDifference {
  for (let i = 0; i < Math.max(want.length, have.length); i++) {
    const [wanted, had] = [want[i], have[i]];
    if (wanted === undefined || had === undefined || stable(loosen(wanted)) !== stable(loosen(had))) {
      return { where: `${where}[${i}]`, want: wanted, have: had };
    }
  }
  return undefined;
}

function isStart(event: TraceEvent): boolean {
  return event[0] === "init" || event[0] === "start";
}

function lanesOf(events: readonly TraceEvent[]): Record<string, TraceEvent[]> {
  const lanes: Record<string, TraceEvent[]> = {};
  for (const event of events) {
    const key = `${event[0] === "start" ? "start " : ""}${event[1]}#${event[2]}`;
    lanes[key] ??= [];
    lanes[key].push(event);
  }
  return lanes;
}

const UNORDERED = new Set<Json>([
  "links",
  "monitors",
  "monitored_by",
  "ts.children",
  "reg.select",
  "ds.which_children",
]);

function loosen(event: TraceEvent): Json {
  const [op, result] = event;
  if (op === "sup.tree") return ["sup.tree", looseTree(result as Json)];
  if (op === "reg.dispatch" && isRecord(result) && Array.isArray(result["t"])) {
    const [tag, entries] = result["t"] as readonly Json[];
    return Array.isArray(entries) ? ["reg.dispatch", { t: [tag as Json, sorted(entries)] }] : (event as Json);
  }
  if (!Array.isArray(result)) return event as Json;
  if (UNORDERED.has(op as Json)) return [op as Json, sorted(result)];
  if (op === "sup.which_children" && isAnonymous(result[0] as Json)) return [op, sorted(result)];
  return event as Json;
}

function isAnonymous(row: Json | undefined): boolean {
  return isRecord(row) && Array.isArray(row["t"]) && row["t"][0] === "undefined";
}

function looseTree(tree: Json): Json {
  if (!isRecord(tree) || !Array.isArray(tree["ch"])) return tree;
  const rows = (tree["ch"] as readonly (readonly Json[])[]).map((row) =>
    row.length > 3 ? [...row.slice(0, 3), looseTree(row[3] as Json)] : row,
  );
  return { ...tree, ch: rows[0]?.[0] === "undefined" ? sorted(rows) : rows };
}

function sorted(items: readonly Json[]): readonly Json[] {
  return items
    .map((item) => [stable(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}

/** JSON text with the keys of objects in order. */
function stable(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${stable(value[key])}`).join(",")}}`;
}
