/** Fetches the experiments: their code and their workers are no part of what a page opens with. */

import type { Experiments } from "./open-experiments.ts";

export async function loadExperiments(): Promise<Experiments> {
  return (await import("./open-experiments.ts")).experimentsHere();
}
