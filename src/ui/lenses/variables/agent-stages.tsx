/**
 * Every agent of a proposal as a hexagon whose fill says how far it has come. One stop for the keyboard: arrows move
 * from agent to agent, the sentence beside it tells the agent's vote and the measurement behind it.
 */
import { type KeyboardEvent, useId, useState } from "react";
import type { AgentStage, ProposalRow } from "../../../view/index.ts";
import { glyphCross, glyphOutline } from "../../widgets/glyph-shapes.ts";
import { scoreText, stageWords } from "./proposal-words.ts";
import "./agent-stages.css";

const RADIUS = 8;
const SIZE = 24;

export interface AgentStagesProps {
  readonly proposal: ProposalRow;
}

export function AgentStages({ proposal }: AgentStagesProps) {
  const id = useId();
  const agents = Object.entries(proposal.stages);
  const [at, setAt] = useState<number | null>(null);
  const shown = at === null ? undefined : agents[at];
  const onKeyDown = (event: KeyboardEvent) => {
    const target = nextAgent(at, event.key, agents.length);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(target);
  };
  if (agents.length === 0) return null;
  return (
    <div className="agent-stages">
      <div
        className="agent-hexagons"
        role="listbox"
        tabIndex={0}
        aria-label={`Agents of this proposal for ${proposal.variable}`}
        aria-orientation="horizontal"
        aria-activedescendant={at === null ? undefined : `${id}-${at}`}
        onKeyDown={onKeyDown}
        onFocus={() => setAt(at ?? 0)}
        onBlur={() => setAt(null)}
        onPointerLeave={() => setAt(null)}
      >
        {agents.map(([agent, stage], index) => (
          <div
            key={agent}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-label={agentSentence(agent, stage)}
            onPointerEnter={() => setAt(index)}
          >
            <AgentHexagon stage={stage.stage} />
          </div>
        ))}
      </div>
      <p className="agent-sentence">
        {shown === undefined ? agentSummary(proposal) : agentSentence(...shown)}
      </p>
    </div>
  );
}

/** The hexagon of one stage: dashed asked, ringed accept, filled applied, crossed reject, barred abstain, dot absent. */
export function AgentHexagon({ stage }: { readonly stage: AgentStage["stage"] }) {
  const half = SIZE / 2;
  return (
    <svg
      className={`agent-hexagon agent-${stage}`}
      width={SIZE}
      height={SIZE}
      viewBox={`${-half} ${-half} ${SIZE} ${SIZE}`}
      aria-hidden="true"
      focusable="false"
    >
      <path className="agent-outline" d={glyphOutline("agent", stage === "absent" ? RADIUS / 3 : RADIUS)} />
      {stage === "accept" ? <path className="agent-core" d={glyphOutline("agent", RADIUS / 2)} /> : null}
      {stage === "reject" ? <path className="agent-stroke" d={glyphCross(RADIUS)} /> : null}
      {stage === "abstain" ? <path className="agent-stroke" d="M-4 0H4" /> : null}
    </svg>
  );
}

function nextAgent(at: number | null, key: string, count: number): number | null {
  const from = at ?? -1;
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(count - 1, from + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, from - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

function agentSentence(agent: string, { stage, score }: AgentStage): string {
  return `${agent} ${stageWords(stage)}; ${scoreText(score)}`;
}

function agentSummary(proposal: ProposalRow): string {
  const counts = new Map<string, number>();
  for (const { stage } of Object.values(proposal.stages)) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return [...counts].map(([stage, count]) => `${count} ${stage}`).join(" · ");
}
