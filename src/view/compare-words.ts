/** What differs between two runs, in words: one line for the seed, each parameter, each intervention, each defect. */

import { describeAction, type InputRecord, type RunSpec, type Variations } from "../bridge/index.ts";
import { writeSeconds } from "./virtual-time.ts";

export interface SpecDifference {
  readonly title: string;
  readonly a: string;
  readonly b: string;
}

/** `choices` gives parameters their names and the scenario's own values. */
export function specDifferences(
  a: RunSpec,
  b: RunSpec,
  choices: Variations | null,
): readonly SpecDifference[] {
  const rows: SpecDifference[] = [];
  const add = (title: string, left: string, right: string): void => {
    if (left !== right) rows.push({ title, a: left, b: right });
  };
  add("Scenario", a.scenario, b.scenario);
  add("Seed", String(a.seed), String(b.seed));
  const specs = new Map((choices?.parameters ?? []).map((spec) => [spec.name, spec]));
  const names = new Set([...Object.keys(a.parameters ?? {}), ...Object.keys(b.parameters ?? {})]);
  for (const name of [...names].sort()) {
    const spec = specs.get(name);
    const valueIn = (run: RunSpec): string =>
      String(run.parameters?.[name] ?? spec?.initial ?? "as it comes");
    add(spec?.title ?? name, valueIn(a), valueIn(b));
  }
  const has = (run: RunSpec, input: InputRecord): boolean =>
    run.inputs.some((other) => JSON.stringify(other) === JSON.stringify(input));
  for (const input of a.inputs) if (!has(b, input)) add(inputTitle(input), "happens", "is left out");
  for (const input of b.inputs) if (!has(a, input)) add(inputTitle(input), "is left out", "happens");
  const defects = new Set([...(a.defects ?? []), ...(b.defects ?? [])]);
  for (const id of defects) {
    const title = choices?.defects.find((defect) => defect.id === id)?.description ?? id;
    const isIn = (run: RunSpec): string => ((run.defects ?? []).includes(id) ? "planted" : "not there");
    add(`Defect: ${title}`, isIn(a), isIn(b));
  }
  return rows;
}

/** An intervention as a line: when, and what. */
export function inputTitle({ atUs, action }: InputRecord): string {
  return `t ${writeSeconds(atUs)} s: ${describeAction(action)}`;
}
