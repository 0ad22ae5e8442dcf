/**
 * The foundation's processes on a node: what its root supervisor starts first, in this order.
 *
 * Telemetry comes first so that the others' first events are counted; none of the three needs another to run.
 */

import type { Module } from "../kernel/index.ts";
import type { ChildSpec } from "../otp/index.ts";
import { FOUNDATION_EVENTS } from "./catalogue.ts";
import { type EventStoreConfig, eventStoreChild, eventStoreModule } from "./event-store/index.ts";
import { REGISTRY_MODULES, type RegistryConfig, registryChild } from "./process-registry/index.ts";
import {
  type Catalogue,
  composeCatalogue,
  type MetricDefinition,
  STANDARD_METRICS,
  telemetryChild,
  telemetryModule,
} from "./telemetry/index.ts";

/** Everything is optional: `foundationChildren()` is a working foundation. */
export type FoundationConfig = {
  readonly registry?: RegistryConfig;
  readonly eventStore?: EventStoreConfig;
  /** Events and metrics of the floors above, beside the foundation's own. */
  readonly catalogue?: Catalogue;
  readonly metrics?: readonly MetricDefinition[];
};

/** telemetry, event_store and registry_sup with process_registry. */
export function foundationChildren(config: FoundationConfig = {}): readonly ChildSpec[] {
  const catalogue = composeCatalogue(FOUNDATION_EVENTS, config.catalogue ?? {});
  const metrics = [...STANDARD_METRICS, ...(config.metrics ?? [])];
  return [
    telemetryChild({ catalogue, metrics }),
    eventStoreChild(config.eventStore),
    registryChild(config.registry),
  ];
}

/** Code these processes need, beside that of the behaviours. */
export const FOUNDATION_MODULES: readonly Module[] = [telemetryModule, eventStoreModule, ...REGISTRY_MODULES];
