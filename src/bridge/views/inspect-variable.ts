/** The inspector's pages of a variable and of a proposal. */

import { findProposal, type Proposal, type Run, readVariables, variableOf } from "../../sim/index.ts";
import type { InspectorAssigns, InspectorSection } from "../assigns.ts";
import { formatAt, formatUs, round3 } from "../format.ts";
import { type WhyContext, whyOf } from "./why-rows.ts";

export function inspectVariable(run: Run, target: string): InspectorAssigns | undefined {
  const state = readVariables(run.world.nodes);
  const variable = variableOf(state, target);
  if (variable === undefined) return undefined;
  const { spec, value, version, token } = variable;
  const proposals = state.proposals.filter((proposal) => proposal.variable === target).reverse();
  return {
    target,
    kind: "variable",
    title: target,
    subtitle: `${spec.type} variable, version ${version}`,
    gone: null,
    facts: [
      { name: "Value", value: String(value), target: null },
      { name: "Start value", value: String(spec.initial), target: null },
      { name: "Version", value: String(version), target: null },
      { name: "Fencing token", value: `log entry ${token}`, target: null },
    ],
    sections: [
      {
        title: "Versions",
        rows: variable.history.toReversed().map((entry) => ({
          text: `${entry.version}: ${String(entry.value)}`,
          detail: `log entry ${entry.index}`,
          target: entry.proposal,
        })),
        empty: "Only the start value.",
      },
      {
        title: "Proposals",
        rows: proposals.map((proposal) => ({
          text: `${String(proposal.baseValue)} → ${String(proposal.value)} by ${proposal.proposer}`,
          detail: proposal.state,
          target: proposal.id,
        })),
        empty: "Nobody has proposed a change yet.",
      },
    ],
    actions: [],
    why: null,
  };
}

export function inspectProposal(context: WhyContext, target: string): InspectorAssigns | undefined {
  const { run } = context;
  const proposal = findProposal(readVariables(run.world.nodes), target);
  if (proposal === undefined) return undefined;
  const times = run.scoreboard.proposals.get(target);
  const opened = times === undefined ? "before the kept events" : formatAt(times.openedAtUs);
  const took =
    times?.decidedAtUs === undefined ? "not decided" : formatUs(times.decidedAtUs - times.openedAtUs);
  return {
    target,
    kind: "proposal",
    title: `Proposal ${proposal.number}: ${proposal.variable} = ${String(proposal.value)}`,
    subtitle: proposal.state,
    gone: null,
    facts: [
      { name: "Variable", value: proposal.variable, target: proposal.variable },
      {
        name: "From",
        value: `${String(proposal.baseValue)} (version ${proposal.baseVersion})`,
        target: null,
      },
      { name: "To", value: String(proposal.value), target: null },
      { name: "Proposer", value: proposal.proposer, target: null },
      { name: "Rule", value: `${proposal.rule} of ${proposal.electorate.length} agents`, target: null },
      { name: "Opened", value: opened, target: null },
      { name: "Decided after", value: took, target: null },
    ],
    sections: [votesOf(proposal), transitionsOf(proposal)],
    actions: [],
    why: times === undefined ? null : whyOf(context, times.opened),
  };
}

function votesOf(proposal: Proposal): InspectorSection {
  return {
    title: "Votes, in log order",
    rows: proposal.votes.map((vote) => ({
      text: `${vote.agent}: ${vote.decision}`,
      detail: `measured ${round3(vote.score * 1e-6)} nats better, log entry ${vote.index}`,
      target: null,
    })),
    empty: "None yet: the agents are measuring.",
  };
}

function transitionsOf(proposal: Proposal): InspectorSection {
  return {
    title: "What became of it",
    rows: proposal.transitions.map(({ state, index }) => ({
      text: state,
      detail: `log entry ${index}`,
      target: null,
    })),
    empty: "Nothing yet.",
  };
}
