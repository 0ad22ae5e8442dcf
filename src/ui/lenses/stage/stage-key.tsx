/** The key of the picture: one entry per shape, in the colours of the theme. Shapes repeat those of flight-painter.ts. */
import { memo, type ReactNode } from "react";
import { glyphOutline } from "../../widgets/glyph-shapes.ts";
import { FLIGHTS_DRAWN_MAX } from "./traffic.ts";
import "./stage-key.css";

interface Entry {
  readonly word: string;
  readonly mark: ReactNode;
}

const MESSAGES: readonly Entry[] = [
  { word: "heartbeat", mark: <circle r={2.4} fill="var(--flight-heartbeat)" /> },
  { word: "append", mark: <circle r={4} fill="var(--flight-append)" /> },
  { word: "vote", mark: <path d="M0 -5L5 0L0 5L-5 0Z" fill="var(--flight-vote)" /> },
  {
    word: "reply",
    mark: <path d="M-2.5 -4L2.5 0L-2.5 4" fill="none" stroke="var(--flight-reply)" strokeWidth={2} />,
  },
  { word: "work", mark: <rect x={-3.5} y={-3.5} width={7} height={7} fill="var(--flight-work)" /> },
  { word: "control", mark: <path d="M0 -5V5" stroke="var(--flight-control)" strokeWidth={2} /> },
  { word: "lost", mark: <path d="M-4 -4L4 4M4 -4L-4 4" stroke="var(--danger)" strokeWidth={2} /> },
];

const PROCESSES: readonly Entry[] = (["supervisor", "worker", "agent", "table"] as const).map((kind) => ({
  word: kind,
  mark: <path className="stage-key-process" d={glyphOutline(kind, 6)} />,
}));

const NODES: readonly Entry[] = [
  {
    word: "leader",
    mark: (
      <g fill="none" stroke="var(--state-leader)" strokeWidth={1.5}>
        <circle r={3} />
        <circle r={6} />
      </g>
    ),
  },
  {
    word: "candidate",
    mark: (
      <circle r={5.5} fill="none" stroke="var(--state-candidate)" strokeWidth={2} strokeDasharray="3 2.2" />
    ),
  },
  {
    word: "election timer",
    mark: <path d="M0 -5A5 5 0 1 1 -5 0" fill="none" stroke="var(--text-hint)" strokeWidth={2} />,
  },
];

const STATES: readonly Entry[] = [
  { word: "waiting", mark: <path className="stage-key-process" d={glyphOutline("worker", 6)} /> },
  {
    word: "busy",
    mark: <path className="stage-key-process" data-status="running" d={glyphOutline("worker", 6)} />,
  },
  {
    word: "suspended",
    mark: <path className="stage-key-process" data-status="suspended" d={glyphOutline("worker", 6)} />,
  },
  {
    word: "blocked",
    mark: (
      <>
        <path className="stage-key-process" d={glyphOutline("worker", 6)} />
        <path className="stage-process-mark" d="M-2.5 0H2.5" />
      </>
    ),
  },
  { word: "mailbox", mark: <rect className="stage-mailbox" x={-2} y={-5} width={4} height={10} rx={1} /> },
];

const RESTARTS: Entry = {
  word: "restarts",
  mark: (
    <text className="stage-restarts" textAnchor="middle" dy="0.35em" fontSize={13}>
      ↻
    </text>
  ),
};

/** Memoised: the stage around it renders with every frame. */
export const StageKey = memo(function StageKey({
  reducedMotion,
  crowded,
  isAlone,
  hasConsensus,
}: {
  reducedMotion: boolean;
  crowded: boolean;
  /** One node: no message travels, and there is room for the number of restarts. */
  isAlone: boolean;
  hasConsensus: boolean;
}) {
  return (
    <div className="stage-key">
      {isAlone ? null : <KeyGroup title="Messages" entries={MESSAGES} />}
      <KeyGroup title="Processes" entries={PROCESSES} />
      <KeyGroup title="State" entries={isAlone ? [...STATES, RESTARTS] : STATES} />
      {hasConsensus ? <KeyGroup title="Node" entries={NODES} /> : null}
      {!isAlone && (reducedMotion || crowded) ? (
        <p className="stage-key-note">{noteWords(reducedMotion)}</p>
      ) : null}
    </div>
  );
});

function KeyGroup({ title, entries }: { title: string; entries: readonly Entry[] }) {
  return (
    <dl className="stage-key-group">
      <dt>{title}</dt>
      {entries.map(({ word, mark }) => (
        <dd key={word}>
          <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true">
            {mark}
          </svg>
          {word}
        </dd>
      ))}
    </dl>
  );
}

function noteWords(reducedMotion: boolean): string {
  return reducedMotion
    ? "Reduced motion: numbers count the messages of the last moment, ×n of them lost."
    : `More than ${FLIGHTS_DRAWN_MAX} messages: line width stands for their number.`;
}
