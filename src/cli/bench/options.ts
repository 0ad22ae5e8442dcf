/** The options of `bench`, read and checked. */

import { err, ok, type Result } from "../../base/index.ts";
import { BENCH_SHAPES, type BenchShape } from "../../sim/index.ts";
import { parseOptions } from "../subcommand.ts";
import type { ClockName } from "./beam-metrics.ts";

export type EngineName = "node" | "chromium" | "firefox";

export interface BenchOptions {
  readonly shapes: readonly BenchShape[];
  readonly engines: readonly EngineName[];
  /** Whole runs. */
  readonly runs: number;
  readonly clock: ClockName;
  /** `auto`: when Erlang is there and the look is not a quick one. */
  readonly beam: "auto" | "always" | "never";
  readonly isQuick: boolean;
  readonly isFresh: boolean;
  readonly isSlopes: boolean;
  readonly asJson: boolean;
}

const ENGINES: Readonly<Record<string, readonly EngineName[]>> = {
  node: ["node"],
  chromium: ["chromium"],
  firefox: ["firefox"],
  both: ["node", "chromium"],
  all: ["node", "chromium", "firefox"],
};

const VALUES = ["shape", "engine", "runs", "by"] as const;
const FLAGS = ["beam", "no-beam", "quick", "fresh", "slopes", "json"] as const;

export function readOptions(args: readonly string[]): Result<BenchOptions> {
  const parsed = parseOptions(args, { values: VALUES, flags: FLAGS });
  if (!parsed.ok) return parsed;
  const { values, flags, positional } = parsed.value;
  if (positional[0] !== undefined) return err(`"${positional[0]}" is no option; shapes are named by --shape`);
  const shapes = shapesNamed(values.get("shape")?.split(","));
  if (!shapes.ok) return shapes;
  const chosen = values.get("engine") ?? "node";
  const engines = Object.hasOwn(ENGINES, chosen) ? ENGINES[chosen] : undefined;
  if (engines === undefined)
    return err(`there is no engine "${chosen}"; known: ${Object.keys(ENGINES).join(", ")}`);
  const isQuick = flags.has("quick");
  const isSlopes = flags.has("slopes");
  const runs = Number(values.get("runs") ?? (isQuick || isSlopes ? 1 : 3));
  if (!Number.isInteger(runs) || runs < 1) return err("--runs is a whole number from 1");
  const clock = values.get("by") ?? "wall";
  if (clock !== "wall" && clock !== "cpu") return err("--by is wall or cpu");
  if (flags.has("beam") && flags.has("no-beam")) return err("choose one of --beam and --no-beam");
  const beam = flags.has("beam") ? "always" : flags.has("no-beam") || isSlopes ? "never" : "auto";
  const rest = { isQuick, isSlopes, isFresh: flags.has("fresh"), asJson: flags.has("json") };
  return ok({ shapes: shapes.value, engines, runs, clock, beam, ...rest });
}

/** The shapes of these ids, or all; or which id there is none of. */
export function shapesNamed(ids: readonly string[] | undefined): Result<readonly BenchShape[]> {
  if (ids === undefined) return ok(BENCH_SHAPES);
  const unknown = ids.find((id) => !BENCH_SHAPES.some((shape) => shape.id === id));
  if (unknown !== undefined) {
    return err(`there is no shape "${unknown}"; known: ${BENCH_SHAPES.map(({ id }) => id).join(", ")}`);
  }
  return ok(BENCH_SHAPES.filter(({ id }) => ids.includes(id)));
}
