/**
 * The metrics of the foundation: what its own rooms' events feed. The layers above bring theirs and hand both lists to
 * the telemetry server.
 */

import type { MetricDefinition } from "./metric.ts";

const counter = (
  id: string,
  title: string,
  event: string,
  rest: Partial<MetricDefinition> & { readonly hint: string },
): MetricDefinition => ({ id, title, event, kind: "counter", unit: "", ...rest });

const RAFT_METRICS: readonly MetricDefinition[] = [
  counter("raft.elections", "Elections", "raft.election_started", {
    hint: "Terms that a server began as candidate.",
  }),
  counter("raft.leaders", "Leaders elected", "raft.leader_elected", {
    hint: "Elections that ended with a leader.",
  }),
  {
    id: "raft.leaderless_ms",
    title: "Time without a leader",
    hint: "From the last sign of the old leader to the election of the new one.",
    kind: "histogram",
    unit: "ms",
    event: "raft.leader_elected",
    value: "waitedUs",
    divideBy: 1000,
  },
  counter("raft.entries_committed", "Entries committed", "raft.committed", {
    hint: "Log entries that servers learned to be committed; each server counts its own.",
    value: "entries",
  }),
];

const REGISTRY_METRICS: readonly MetricDefinition[] = [
  counter("registry.registrations", "Registrations", "registry.registered", {
    hint: "Names that were given to a process.",
    labels: ["namespace"],
  }),
  counter("registry.holders_lost", "Holders lost", "registry.unregistered", {
    hint: "Names that became free because their process died.",
    only: ["cause", "down"],
  }),
  counter("registry.conflicts", "Name conflicts", "registry.name_taken", {
    hint: "Registrations refused because another living process holds the name.",
  }),
];

const EVENT_STORE_METRICS: readonly MetricDefinition[] = [
  counter("event_store.stored", "Events stored", "event_store.stored", {
    hint: "Events the store took; a batch of ten counts ten.",
    value: "events",
  }),
  counter("event_store.rejected", "Events rejected", "event_store.rejected", {
    hint: "Events the store refused.",
    labels: ["reason"],
  }),
  counter("event_store.evicted", "Events evicted", "event_store.evicted", {
    hint: "Oldest events that left the hot store.",
    value: "events",
  }),
];

/** Metrics fed by the events of the foundation's rooms. */
export const STANDARD_METRICS: readonly MetricDefinition[] = [
  ...RAFT_METRICS,
  ...REGISTRY_METRICS,
  ...EVENT_STORE_METRICS,
];
