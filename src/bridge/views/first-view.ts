/** The run as the first picture knows it: nothing told yet, nothing checked yet, nothing done yet. */

import type { LiveView } from "../live-view.ts";
import { runFacts } from "./run-facts.ts";

export function createFirstView(): LiveView<"run"> {
  const nothing = { narration: [], invariants: {}, inputs: [], invitation: null, outcome: null };
  return { name: "run", render: (run, driving) => ({ ...runFacts(run, driving), ...nothing }) };
}
