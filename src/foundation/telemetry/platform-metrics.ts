/**
 * The metrics of the platform above: agents, tasks, proposals and votes. Data only, and given to the telemetry server by
 * whoever composes a node; this floor knows the names of those events, not who emits them.
 *
 * `foundation.test.ts` compares names and fields with the catalogues of the rooms that declare them.
 */

import type { MetricDefinition } from "./metric.ts";

type Facts = Partial<MetricDefinition> & Pick<MetricDefinition, "id" | "title" | "hint" | "event">;

const counter = (facts: Facts): MetricDefinition => ({ kind: "counter", unit: "", ...facts });

const PROPOSAL_METRICS: readonly MetricDefinition[] = [
  counter({
    id: "proposals.opened",
    title: "Proposals opened",
    hint: "Changes of a variable that were put to the vote.",
    event: "variables.proposal_opened",
  }),
  counter({
    id: "proposals.decided",
    title: "Proposals decided",
    hint: "Votes that came to an end, by how.",
    event: "variables.proposal_decided",
    labels: ["state"],
  }),
  counter({
    id: "proposals.refused",
    title: "Proposals refused",
    hint: "Proposals turned away before anybody was asked.",
    event: "variables.proposal_refused",
  }),
  counter({
    id: "proposals.votes",
    title: "Votes",
    hint: "Votes that were counted, by decision.",
    event: "variables.vote_cast",
    labels: ["decision"],
  }),
  {
    id: "proposals.decision_ms",
    title: "Time to a decision",
    hint: "From opening a proposal to its decision, as the node that leads saw it.",
    kind: "histogram",
    unit: "ms",
    event: "variables.proposal_decided",
    since: { event: "variables.proposal_opened", by: "proposal" },
    divideBy: 1000,
  },
  {
    id: "proposals.settle_ms",
    title: "Time to settle",
    hint: "From activating a value to the moment every agent that is up uses it.",
    kind: "histogram",
    unit: "ms",
    event: "variables.settled",
    since: { event: "variables.activated", by: "proposal" },
    divideBy: 1000,
  },
];

const AGENT_METRICS: readonly MetricDefinition[] = [
  counter({
    id: "agents.tasks",
    title: "Tasks finished",
    hint: "Training tasks that agents have finished.",
    event: "agent.task_finished",
    labels: ["agent"],
  }),
  {
    id: "agents.task_interval_ms",
    title: "Time between tasks",
    hint: "From one finished task of an agent to its next: training, waiting and voting together.",
    kind: "histogram",
    unit: "ms",
    event: "agent.task_finished",
    since: { event: "agent.task_finished", by: "agent" },
    divideBy: 1000,
  },
  {
    id: "agents.loss",
    title: "Training loss",
    hint: "Mean loss of a task in nats, over all agents and tasks; a diverged task has none.",
    kind: "histogram",
    unit: "nats",
    event: "agent.task_finished",
    value: "loss",
  },
  {
    id: "agents.accuracy",
    title: "Held-out accuracy",
    hint: "Share of held-out rows an agent's model gets right.",
    kind: "gauge",
    unit: "share",
    event: "agent.evaluated",
    value: "accuracy",
    labels: ["agent"],
  },
  counter({
    id: "agents.failures",
    title: "Agents failed",
    hint: "Crashes of agents.",
    event: "agent.failed",
    labels: ["agent"],
  }),
  counter({
    id: "agents.divergences",
    title: "Divergences",
    hint: "Trainings that left the range of usable weights.",
    event: "agent.diverged",
    labels: ["agent"],
  }),
];

/** To be put into `foundationChildren({ catalogue, metrics: PLATFORM_METRICS })`. */
export const PLATFORM_METRICS: readonly MetricDefinition[] = [...PROPOSAL_METRICS, ...AGENT_METRICS];
