/** Data files of scenarios, read from the project folder. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resources, Scenario } from "../sim/index.ts";

const FILES: Readonly<Record<string, string>> = { digits: "src/mabeam/learning/data/digits.bin" };

export function readResources(scenario: Scenario): Resources {
  const resources: Record<string, Uint8Array> = {};
  for (const name of scenario.resources) {
    const file = FILES[name];
    if (file === undefined) throw new Error(`no file is known for the data "${name}"`);
    resources[name] = new Uint8Array(readFileSync(join(process.cwd(), file)));
  }
  return resources;
}
