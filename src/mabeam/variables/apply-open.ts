/** Applying `declare` and `open`: a variable becomes known, a proposal is opened with its electorate frozen. */

import type { DeclareCommand, OpenCommand } from "./command.ts";
import { done, type Outcome, type Place, refuse, unchanged } from "./outcome.ts";
import { isUndecidedOrPending, type Proposal } from "./proposal.ts";
import {
  agentsUp,
  findProposal,
  type Variable,
  type VariablesState,
  variableOf,
  withProposal,
  withVariable,
} from "./replicated-state.ts";
import { checkValue, parseSpec, writeNumber } from "./variable-spec.ts";

export function applyDeclare(state: VariablesState, { spec: given }: DeclareCommand, place: Place): Outcome {
  const spec = parseSpec(given);
  if (!spec.ok) return refuse(state, "invalid_value", spec.error);
  const { name, initial } = spec.value;
  // The first declaration stands: changing a live variable's type is a new variable.
  if (variableOf(state, name) !== undefined) return unchanged(state);
  const { index } = place;
  const variable: Variable = {
    spec: spec.value,
    value: initial,
    version: 1,
    token: index,
    history: [{ version: 1, value: initial, index, proposal: null }],
  };
  return done(withVariable(state, variable), [{ event: "declared", variable }]);
}

export function applyOpen(state: VariablesState, command: OpenCommand, place: Place): Outcome {
  const known = findProposal(state, command.id);
  if (known !== undefined) return unchanged(state, ["ok", known.id]);
  const variable = variableOf(state, command.variable);
  if (variable === undefined) {
    const names = Object.keys(state.variables).sort().join(", ") || "none";
    const asked = command.variable.slice(0, 40);
    return refuse(state, "unknown_variable", `there is no variable "${asked}"; there are: ${names}`);
  }
  const value = checkValue(variable.spec, command.value);
  if (!value.ok) return refuse(state, "invalid_value", value.error);
  const refusal = place.defect === "stale_base_accepted" ? undefined : timing(state, variable, command);
  if (refusal !== undefined) return refuse(state, refusal[0], refusal[1]);
  const electorate = agentsUp(state).map(({ agent, incarnation, weight, node }) => ({
    agent,
    incarnation,
    weight,
    node,
  }));
  if (electorate.length === 0) {
    return refuse(state, "no_electorate", `nobody could vote on ${command.variable}: no agent is up`);
  }
  const proposal: Proposal = {
    id: command.id,
    number: state.opened + 1,
    variable: command.variable,
    baseVersion: command.baseVersion,
    baseValue: variable.value,
    value: value.value,
    rule: command.rule,
    deadlineTicks: command.deadlineTicks,
    proposer: command.proposer,
    session: command.session,
    electorate,
    votes: [],
    acks: [],
    state: "open",
    version: 0,
    transitions: [{ state: "open", index: place.index }],
  };
  const next = { ...withProposal(state, proposal), opened: proposal.number };
  return done(next, [{ event: "opened", proposal }], ["ok", proposal.id]);
}

/** Why now is not the time for this proposal. */
function timing(
  state: VariablesState,
  variable: Variable,
  { baseVersion, value }: OpenCommand,
): readonly ["stale_version" | "proposal_open" | "invalid_value", string] | undefined {
  const { name } = variable.spec;
  if (baseVersion !== variable.version) {
    return [
      "stale_version",
      `${name} is at version ${variable.version}; the proposal was made for version ${baseVersion}`,
    ];
  }
  const open = state.proposals.find(
    (proposal) => proposal.variable === name && isUndecidedOrPending(proposal.state),
  );
  if (open !== undefined) return ["proposal_open", `proposal ${open.number} on ${name} is still open`];
  if (value !== variable.value) return undefined;
  const written = typeof value === "number" ? writeNumber(value) : String(value);
  return ["invalid_value", `${name} is ${written} already`];
}
