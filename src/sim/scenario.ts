/**
 * A scenario: a whole experiment as a value. The same entry feeds the menu of the page, the CLI, the golden trace and
 * the tests.
 *
 * Invariants: `code` and `boot` are pure functions of the parameters and resources; a scenario holds no state.
 */

import type { Mfa, Module } from "../kernel/index.ts";
import type { Checker } from "./checkers/checker.ts";
import type { InputRecord } from "./input.ts";
import type { LinkModel } from "./network.ts";
import type { ScenarioSummary } from "./scenario-summary.ts";

export type ParameterValue = number | string | boolean;
export type Parameters = Readonly<Record<string, ParameterValue>>;

export interface ParameterSpec {
  readonly name: string;
  readonly title: string;
  readonly initial: ParameterValue;
  readonly min?: number;
  readonly max?: number;
}

/** Immutable data files by name, read by whoever hosts the world. */
export type Resources = Readonly<Record<string, Uint8Array>>;

export interface Scenario extends ScenarioSummary {
  readonly nodes: number;
  readonly link: LinkModel;
  readonly schedulers: number;
  readonly handlerCostUs: number;
  /** How long a write to disk takes to become durable, in µs; absent: no time. */
  readonly syncUs?: number;
  readonly parameters: readonly ParameterSpec[];
  /** Cheaper settings for campaigns, where faults matter and fine learning does not. */
  readonly campaignParameters?: Parameters;
  readonly resources: readonly string[];
  readonly checkers: readonly Checker[];
  readonly code: (parameters: Parameters, resources: Resources) => readonly Module[];
  /** What a node starts as its first process. */
  readonly boot: (node: number, parameters: Parameters) => Mfa;
  /** Inputs that belong to the scenario itself, in order of time; a person's come on top. */
  readonly script?: readonly InputRecord[];
  /** The action the front page suggests, given who leads; undefined when there is nothing to suggest. */
  readonly invitation?: "kill_leader" | "crash_worker" | "cut_minority" | "kill_district";
}

/** Parameters with defaults filled in, or a sentence that says what is wrong. */
export function resolveParameters(
  scenario: Scenario,
  given: Parameters,
): { readonly ok: true; readonly value: Parameters } | { readonly ok: false; readonly error: string } {
  const known = new Map(scenario.parameters.map((spec) => [spec.name, spec]));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) {
      const names = Array.from(known.keys()).join(", ") || "none";
      return { ok: false, error: `${scenario.id} has no parameter "${name}"; it has: ${names}` };
    }
  }
  const value: Record<string, ParameterValue> = {};
  for (const spec of scenario.parameters) {
    const chosen = given[spec.name] ?? spec.initial;
    const problem = problemWith(spec, chosen);
    if (problem !== undefined) return { ok: false, error: problem };
    value[spec.name] = chosen;
  }
  return { ok: true, value };
}

function problemWith(spec: ParameterSpec, value: ParameterValue): string | undefined {
  if (typeof value !== typeof spec.initial)
    return `${spec.name} must be a ${typeof spec.initial}; got ${String(value)}`;
  if (typeof value !== "number") return undefined;
  if (spec.min !== undefined && value < spec.min)
    return `${spec.name} must be at least ${spec.min}; got ${value}`;
  if (spec.max !== undefined && value > spec.max)
    return `${spec.name} must be at most ${spec.max}; got ${value}`;
  return Number.isFinite(value) ? undefined : `${spec.name} must be a finite number`;
}
