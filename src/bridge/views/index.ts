/**
 * The live views by name. That of the first picture is there at once; the others are fetched when they are first
 * mounted, so that a visitor waits for nothing that is not shown.
 */

import type { ViewName } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";
import { createStageView } from "./stage-view.ts";

type Create = () => LiveView<ViewName>;
type FirstView = "stage";

const created = new Map<ViewName, Create>([["stage", createStageView]]);

const FETCH: { readonly [V in Exclude<ViewName, FirstView>]: () => Promise<() => LiveView<V>> } = {
  run: async () => (await import("./run-view.ts")).createRunView,
  timeline: async () => (await import("./timeline-view.ts")).createTimelineView,
  supervision: async () => (await import("./supervision-view.ts")).createSupervisionView,
  processes: async () => (await import("./processes-view.ts")).createProcessesView,
  density: async () => (await import("./density-view.ts")).createDensityView,
  variables: async () => (await import("./variables-view.ts")).createVariablesView,
  telemetry: async () => (await import("./telemetry-view.ts")).createTelemetryView,
  events: async () => (await import("./events-view.ts")).createEventsView,
  spacetime: async () => (await import("./spacetime-view.ts")).createSpacetimeView,
  consensus: async () => (await import("./consensus-view.ts")).createConsensusView,
  inspector: async () => (await import("./inspector-view.ts")).createInspectorView,
};

/** A new view; undefined while its code has not been fetched. */
export function createView(name: ViewName): LiveView<ViewName> | undefined {
  return created.get(name)?.();
}

/** Fetches the code of a view; undefined when it is there already. */
export function loadView(name: ViewName): Promise<void> | undefined {
  if (created.has(name)) return undefined;
  return FETCH[name as Exclude<ViewName, FirstView>]().then((create) => {
    created.set(name, () => create());
  });
}
