/** Variables: values and versions, proposals on their way, and how well the agents do with them. */

import {
  agentsUp,
  eventIdText,
  type Proposal,
  type Run,
  readServer,
  readVariables,
  type Variable,
  type VariablesState,
  variablesOf,
} from "../../sim/index.ts";
import type { AgentStage, ProposalRow, VariableRow, VariablesAssigns } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";

const PROPOSALS_MAX = 30;
const AXIS_STEP_US = 100_000;
/** Votes carry scores in millionths of a nat. */
const SCORE_UNIT = 1e-6;

export function createVariablesView(): LiveView<"variables"> {
  let hasConsensus = false;
  return {
    name: "variables",
    render(run) {
      // Before the first events nobody is there yet, which says nothing.
      const isEarly = run.world.nowUs < AXIS_STEP_US;
      if (!isEarly) hasConsensus ||= run.world.nodes.some((node) => readServer(node) !== undefined);
      return render(run, isEarly || hasConsensus);
    },
  };
}

function render(run: Run, hasConsensus: boolean): VariablesAssigns {
  const state = readVariables(run.world.nodes);
  const variables = variablesOf(state);
  const rows: Record<string, VariableRow> = {};
  for (const variable of variables) rows[variable.spec.name] = rowOf(variable, state);
  return {
    endUs: Math.ceil(run.world.nowUs / AXIS_STEP_US) * AXIS_STEP_US,
    hasConsensus,
    order: variables.map(({ spec }) => spec.name),
    variables: rows,
    proposals: state.proposals
      .slice(-PROPOSALS_MAX)
      .reverse()
      .map((proposal) => proposalRow(run, proposal)),
    agents: Object.keys(state.agents).sort(),
    accuracy: run.samples.flatMap(({ atUs, accuracy }) =>
      accuracy === undefined ? [] : [{ atUs, ...accuracy }],
    ),
    history: variables.flatMap((variable) => historyOf(run, variable)),
  };
}

function rowOf(variable: Variable, state: VariablesState): VariableRow {
  const { spec, value, version } = variable;
  const up = agentsUp(state);
  const applied = up.filter(
    ({ agent }) => version === 1 || appliedVersion(state, spec.name, agent) >= version,
  );
  const hasRange = spec.type === "float" || spec.type === "integer";
  return {
    name: spec.name,
    type: spec.type,
    value,
    initialValue: spec.initial,
    bounds: boundsOf(spec),
    min: hasRange ? spec.min : null,
    max: hasRange ? spec.max : null,
    choices: spec.type === "categorical" ? spec.choices : null,
    version,
    applied: applied.length,
    agents: up.length,
  };
}

function boundsOf(spec: Variable["spec"]): string {
  switch (spec.type) {
    case "float":
      return `${spec.min} to ${spec.max}${spec.scale === "log" ? ", log scale" : ""}`;
    case "integer":
      return `${spec.min} to ${spec.max}`;
    case "categorical":
      return spec.choices.join(", ");
    case "boolean":
      return "true or false";
  }
}

/** The newest version an agent has acknowledged, as far as the kept proposals tell. */
function appliedVersion(state: VariablesState, variable: string, agent: string): number {
  const acknowledged = state.proposals.findLast(
    (proposal) => proposal.variable === variable && proposal.acks.some((ack) => ack.agent === agent),
  );
  return acknowledged?.version ?? 1;
}

function proposalRow(run: Run, proposal: Proposal): ProposalRow {
  const times = run.scoreboard.proposals.get(proposal.id);
  const count = (decision: string): number =>
    proposal.votes.filter((vote) => vote.decision === decision).length;
  const stages: Record<string, AgentStage> = {};
  for (const { agent } of proposal.electorate) stages[agent] = stageOf(proposal, agent);
  return {
    id: proposal.id,
    variable: proposal.variable,
    baseVersion: proposal.baseVersion,
    from: proposal.baseValue,
    to: proposal.value,
    proposer: proposal.proposer,
    status: proposal.state,
    openedAtUs: times?.openedAtUs ?? 0,
    decidedAtUs: times?.decidedAtUs ?? null,
    accept: count("accept"),
    reject: count("reject"),
    abstain: count("abstain"),
    electorate: proposal.electorate.length,
    stages,
    event: times === undefined ? null : eventIdText(times.opened.node, times.opened.seq),
  };
}

function stageOf(proposal: Proposal, agent: string): AgentStage {
  const vote = proposal.votes.find((candidate) => candidate.agent === agent);
  const score = vote === undefined ? null : vote.score * SCORE_UNIT;
  if (proposal.acks.some((ack) => ack.agent === agent)) return { stage: "applied", score };
  if (vote !== undefined) return { stage: vote.decision, score };
  return { stage: proposal.state === "open" ? "asked" : "absent", score };
}

function historyOf(run: Run, variable: Variable): VariablesAssigns["history"] {
  const { name } = variable.spec;
  return variable.history.map(({ version, value }) => {
    const activation = run.scoreboard.activations.find(
      (entry) => entry.variable === name && entry.version === version,
    );
    return { atUs: activation?.atUs ?? 0, variable: name, version, value };
  });
}
