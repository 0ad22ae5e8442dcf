/** The incarnations of a process, newest first: the growth rings as a list. */
import { useId } from "react";
import type { Incarnation, SupervisionFocus, SupervisionRow } from "../../../view/index.ts";
import { formatDuration, formatTime } from "../../widgets/format.ts";

export interface LivesPanelProps {
  readonly row: SupervisionRow;
  readonly focus: SupervisionFocus | null;
  readonly select: (target: string | null) => void;
}

export function LivesPanel({ row, focus, select }: LivesPanelProps) {
  const titleId = useId();
  const lives = focus?.incarnations ?? [];
  const older = row.lives - lives.length;
  if (row.kind === "node") return null;
  return (
    <section className="detail-part" aria-labelledby={titleId}>
      <h3 id={titleId}>Incarnations of {row.label}</h3>
      {lives.length === 0 ? (
        <p className="detail-empty">Its start is no longer in the kept events.</p>
      ) : (
        <ol className="lives">
          {lives.map((life) => (
            <Life key={life.number} life={life} select={select} />
          ))}
        </ol>
      )}
      {older > 0 && lives.length > 0 ? <p className="detail-note">{older} earlier are not kept.</p> : null}
    </section>
  );
}

function Life({ life, select }: { readonly life: Incarnation; readonly select: LivesPanelProps["select"] }) {
  const { number, pid, bornUs, diedUs, reason, explanation, ended, event } = life;
  const isAlive = diedUs === null;
  return (
    <li data-along={ended !== null && ended !== "itself"} data-alive={isAlive}>
      <span className="life-head">
        <span className="life-number number">{number}</span>
        <button
          type="button"
          className="detail-door data"
          onClick={() => select(isAlive ? pid : (event ?? pid))}
        >
          {pid}
        </button>
        <span className="life-reason data">{isAlive ? "alive" : (reason ?? "unknown")}</span>
      </span>
      <span className="detail-note number">
        {isAlive
          ? `since ${formatTime(bornUs)}`
          : `${formatTime(bornUs)} to ${formatTime(diedUs)}, lived ${formatDuration(diedUs - bornUs)}`}
        {ended === null || ended === "itself" ? "" : `, ${ENDED[ended]}`}
      </span>
      {explanation === null ? null : <span className="detail-note">{explanation}</span>}
    </li>
  );
}

const ENDED = {
  sibling: "taken along by a sibling",
  supervisor: "ended with its supervisor",
  node: "ended with its node",
} as const;
