/**
 * `conformance`: scenarios in, traces out. A JSON line `{id, suite, scenario}` is answered by a line `{id, trace}`, or
 * `{id, error}` when it could not be run; a blank line by nothing. Every scenario gets a fresh node, so answers depend on
 * their own line only and come in the order of the lines.
 */
import { type ConformanceScenario, runConformanceScenario } from "../sim/index.ts";

export interface Answer {
  /** The JSON line to write. */
  readonly line: string;
  /** Why the scenario could not be run; undefined when there is a trace. */
  readonly failure: string | undefined;
}

/** The answer to one line; undefined for a blank one. */
export function answerLine(line: string): Answer | undefined {
  if (line.trim() === "") return undefined;
  let id: unknown = null;
  try {
    const request: unknown = JSON.parse(line);
    if (!isObject(request)) throw new Error("the line is no JSON object");
    id = request["id"] ?? null;
    const scenario = checkedScenario(request["scenario"]);
    return { line: JSON.stringify({ id, trace: runConformanceScenario(scenario) }), failure: undefined };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { line: JSON.stringify({ id, error: failure }), failure };
  }
}

/** Answers the lines one by one. */
export function* conformance(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) {
    const answer = answerLine(line);
    if (answer !== undefined) yield answer.line;
  }
}

type Fields = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkedScenario(scenario: unknown): ConformanceScenario {
  if (scenario === undefined) throw new Error("the line has no scenario");
  if (!isObject(scenario)) throw new Error("the scenario is no JSON object");
  const { actors, steps } = scenario;
  if (!Array.isArray(actors)) throw new Error("the scenario has no list of actors");
  if (!Array.isArray(steps)) throw new Error("the scenario has no list of steps");
  for (const [index, actor] of actors.entries()) {
    const name = isObject(actor) ? actor["name"] : actor;
    if (typeof name !== "string") throw new Error(`actor ${index} has no name`);
  }
  for (const [index, step] of steps.entries()) {
    const wrong = wrongWithStep(step);
    if (wrong !== undefined) throw new Error(`step ${index} ${wrong}`);
  }
  return scenario as unknown as ConformanceScenario;
}

function wrongWithStep(step: unknown): string | undefined {
  if (!isObject(step)) return "is no JSON object";
  const { advance, p, ops } = step;
  if (advance !== undefined) {
    const isTime = typeof advance === "number" && Number.isFinite(advance) && advance >= 0;
    return isTime ? undefined : `advances by ${JSON.stringify(advance)}, which is no time in ms`;
  }
  if (typeof p !== "string") return "neither advances nor names a process";
  if (!Array.isArray(ops)) return "has no list of operations";
  const nameless = ops.findIndex((op) => !isObject(op) || typeof op["op"] !== "string");
  return nameless < 0 ? undefined : `has an operation without a name, number ${nameless}`;
}
