/**
 * One proposal as a row of stages: proposed, voted, committed, applied. Each stage says in words how far it is; what
 * never happened stays visible as not reached.
 */
import type { ReactNode } from "react";
import type { ProposalRow } from "../../../view/index.ts";
import { formatDuration, formatTime } from "../../widgets/format.ts";
import { AgentStages } from "./agent-stages.tsx";
import {
  appliedCount,
  proposalStages,
  type StageProgress,
  scoreText,
  stageWords,
  statusSentence,
  votesSentence,
} from "./proposal-words.ts";
import { valueText } from "./variable-values.ts";
import { VoteBar } from "./vote-bar.tsx";

export interface ProposalItemProps {
  readonly proposal: ProposalRow;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

export function ProposalItem({ proposal, selected, onSelect }: ProposalItemProps) {
  const stages = proposalStages(proposal.status);
  const { applied, agents } = appliedCount(proposal);
  return (
    <li className={`proposal proposal-${proposal.status}`}>
      <div className="proposal-head">
        <button type="button" className="proposal-title" aria-pressed={selected} onClick={onSelect}>
          {proposal.variable} <span className="data">{valueText(proposal.from)}</span>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden"> to </span>
          <span className="data">{valueText(proposal.to)}</span>
        </button>
        <span className="proposal-status">{statusSentence(proposal)}</span>
      </div>
      <ol className="proposal-stages">
        <Stage title="Proposed" progress="done">
          <span className="number">{formatTime(proposal.openedAtUs)}</span>
          <span>{`by ${proposal.proposer}`}</span>
          <span>{`on v${proposal.baseVersion}`}</span>
        </Stage>
        <Stage title="Voted" progress={stages.voted}>
          <VoteBar proposal={proposal} />
          <span>{votesSentence(proposal)}</span>
        </Stage>
        <Stage title="Committed" progress={stages.committed}>
          {committedText(proposal, stages.committed)}
        </Stage>
        <Stage title="Applied" progress={stages.applied}>
          {stages.applied === "pending" ? "not reached" : `by ${applied} of ${agents} agents`}
        </Stage>
      </ol>
      <AgentStages proposal={proposal} />
      <AgentDetails proposal={proposal} />
    </li>
  );
}

interface StageProps {
  readonly title: string;
  readonly progress: StageProgress;
  readonly children: ReactNode;
}

const PROGRESS_WORD: Readonly<Record<StageProgress, string>> = {
  done: "done",
  now: "in progress",
  pending: "not reached",
  failed: "ended here",
};

function Stage({ title, progress, children }: StageProps) {
  return (
    <li className={`phase phase-${progress}`}>
      <span className="phase-title">
        <span className="phase-mark" aria-hidden="true" />
        {title}
        <span className="visually-hidden">{`, ${PROGRESS_WORD[progress]}: `}</span>
      </span>
      <span className="phase-text">{children}</span>
    </li>
  );
}

function committedText(proposal: ProposalRow, progress: StageProgress): ReactNode {
  if (proposal.decidedAtUs === null || progress === "pending") return "not reached";
  return (
    <>
      <span className="number">{formatTime(proposal.decidedAtUs)}</span>
      <span>{`${formatDuration(proposal.decidedAtUs - proposal.openedAtUs)} after the proposal`}</span>
    </>
  );
}

/** The same as the hexagons, as a table: every agent, its stage and its measurement. */
function AgentDetails({ proposal }: { readonly proposal: ProposalRow }) {
  const agents = Object.entries(proposal.stages);
  if (agents.length === 0) return null;
  return (
    <details className="agent-details">
      <summary>Votes and measurements</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Stage</th>
            <th scope="col">Measured</th>
          </tr>
        </thead>
        <tbody>
          {agents.map(([agent, { stage, score }]) => (
            <tr key={agent}>
              <th scope="row">{agent}</th>
              <td>{stageWords(stage)}</td>
              <td className="number">{scoreText(score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
