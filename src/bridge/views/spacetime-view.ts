/** Space-time: lines, events and messages of the part of the run that is looked at. */

import type { LiveView } from "../live-view.ts";

export function createSpacetimeView(): LiveView<"spacetime"> {
  return { name: "spacetime", render: (run) => ({ nowUs: run.world.nowUs }) };
}
