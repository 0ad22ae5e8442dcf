/** `bench`: operations per second of the shapes, in Node and in Chromium, beside the BEAM's published figures. */

import { fail, parseOptions, type Subcommand } from "../subcommand.ts";
import { measureInChromium } from "./chromium.ts";
import { type Figure, measureShape } from "./measure.ts";
import { type BenchShape, shapesNamed, sizeOf } from "./shapes.ts";
import { differingShapes, type EngineFigures, rateText, renderTable, tableRows } from "./table.ts";

const USAGE = `usage: npm run -s cli -- bench [options]

  --shape ID[,ID]   only these shapes
  --engine NAME     node (default), chromium, or both; Chromium needs the development tools
  --quick           smaller worlds: seconds instead of minutes, and rougher figures
  --json            print one JSON object: {version, engines: [{engine, figures}]}

Each figure is the median of 5 runs after 2 that warm up, all shapes in one process. The hash is that of all events of a
run and must be the same in both engines. Exit code 0; 1 when hashes differ, 2 for a wrong command.`;

/** Version of the JSON format. */
const FORMAT_VERSION = 1;

const ENGINES = ["node", "chromium", "both"] as const;

export const benchCommand: Subcommand = {
  name: "bench",
  summary: "measure messages, calls, spawns, restarts, timers and tables per second",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, { values: ["shape", "engine"], flags: ["quick", "json"] });
    if (!parsed.ok) return fail(parsed.error);
    const { values, flags } = parsed.value;
    const shapes = shapesNamed(values.get("shape")?.split(","));
    if (!shapes.ok) return fail(shapes.error);
    const chosen = values.get("engine") ?? "node";
    const engine = ENGINES.find((name) => name === chosen);
    if (engine === undefined) return fail(`there is no engine "${chosen}"; known: ${ENGINES.join(", ")}`);
    return report(await measureAll(shapes.value, engine, flags.has("quick")), flags.has("json"));
  },
};

async function measureAll(
  shapes: readonly BenchShape[],
  engine: (typeof ENGINES)[number],
  isQuick: boolean,
): Promise<readonly EngineFigures[]> {
  const engines: EngineFigures[] = [];
  if (engine !== "chromium") {
    const figures = shapes.map((shape) => {
      const figure = measureShape(shape, sizeOf(shape, isQuick), () => performance.now());
      sayProgress("node", figure);
      return figure;
    });
    engines.push({ engine: `Node ${process.versions.node}`, figures });
  }
  if (engine !== "node") {
    const order = { ids: shapes.map(({ id }) => id), isQuick };
    const { version, figures } = await measureInChromium(order, (figure) => sayProgress("chromium", figure));
    engines.push({ engine: `Chromium ${version}`, figures });
  }
  return engines;
}

/** On standard error, so that standard output is the answer alone. */
function sayProgress(engine: string, { id, unit, perSecondMedian }: Figure): void {
  process.stderr.write(`${engine} ${id}: ${rateText(perSecondMedian)} ${unit} per second\n`);
}

function report(engines: readonly EngineFigures[], asJson: boolean): number {
  const differing = differingShapes(engines);
  if (asJson) process.stdout.write(`${JSON.stringify({ version: FORMAT_VERSION, engines })}\n`);
  else process.stdout.write(`${renderTable(tableRows(engines))}\n`);
  if (differing.length === 0) return 0;
  process.stderr.write(`the hashes of these shapes differ: ${differing.join(", ")}\n`);
  return 1;
}
