/** The live views by name. */

import type { ViewName } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";
import { createDensityView } from "./density-view.ts";
import { createEventsView } from "./events-view.ts";
import { createInspectorView } from "./inspector-view.ts";
import { createProcessesView } from "./processes-view.ts";
import { createRunView } from "./run-view.ts";
import { createStageView } from "./stage-view.ts";
import { createSupervisionView, loadSupervisionDetails } from "./supervision-view.ts";
import { createTelemetryView } from "./telemetry-view.ts";
import { createVariablesView } from "./variables-view.ts";

const CREATE: { readonly [V in ViewName]: () => LiveView<V> } = {
  run: createRunView,
  stage: createStageView,
  supervision: createSupervisionView,
  processes: () => createProcessesView(),
  density: () => createDensityView(),
  variables: createVariablesView,
  telemetry: createTelemetryView,
  events: createEventsView,
  inspector: createInspectorView,
};

export function createView(name: ViewName): LiveView<ViewName> {
  return CREATE[name]();
}

/** Code that a view fetches when it is first mounted; undefined when there is nothing to wait for. */
export function loadView(name: ViewName): Promise<void> | undefined {
  return name === "supervision" ? loadSupervisionDetails() : undefined;
}
