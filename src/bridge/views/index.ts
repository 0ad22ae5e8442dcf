/** The live views by name. */

import type { ViewName } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";
import { createEventsView } from "./events-view.ts";
import { createInspectorView } from "./inspector-view.ts";
import { createProcessesView } from "./processes-view.ts";
import { createRunView } from "./run-view.ts";
import { createStageView } from "./stage-view.ts";
import { createSupervisionView } from "./supervision-view.ts";
import { createTelemetryView } from "./telemetry-view.ts";
import { createVariablesView } from "./variables-view.ts";

const CREATE: { readonly [V in ViewName]: () => LiveView<V> } = {
  run: createRunView,
  stage: createStageView,
  supervision: createSupervisionView,
  processes: createProcessesView,
  variables: createVariablesView,
  telemetry: createTelemetryView,
  events: createEventsView,
  inspector: createInspectorView,
};

export function createView(name: ViewName): LiveView<ViewName> {
  return CREATE[name]();
}
