/**
 * `conformance`: scenarios in, traces out. Reads JSON lines `{id, suite, scenario}` and writes a line `{id, trace}`
 * for each, or `{id, error}` for one that could not be run. Every scenario gets a fresh node.
 */
import { type ConformanceScenario, runConformanceScenario } from "../sim/index.ts";

export function* conformance(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) {
    if (line.trim() !== "") yield answerLine(line);
  }
}

function answerLine(line: string): string {
  let id: unknown = null;
  try {
    const request = JSON.parse(line) as { readonly id?: string; readonly scenario?: ConformanceScenario };
    id = request.id ?? null;
    if (request.scenario === undefined) throw new Error("the line has no scenario");
    return JSON.stringify({ id, trace: runConformanceScenario(request.scenario) });
  } catch (error) {
    return JSON.stringify({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
