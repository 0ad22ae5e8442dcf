/**
 * Below the tree: the row that is looked at, in full. What would follow from its end, what happened last, the restart
 * budget that decides, and its incarnations. On a phone it opens on demand.
 */
import type { Action, SupervisionAssigns, SupervisionRow } from "../../../view/index.ts";
import { BudgetPanel } from "./budget-panel.tsx";
import { ExitPanel } from "./exit-panel.tsx";
import { LivesPanel } from "./lives-panel.tsx";
import { roleWords } from "./row-words.ts";
import { StoryPanel } from "./story-panel.tsx";
import "./detail-panel.css";

export interface DetailPanelProps {
  readonly assigns: SupervisionAssigns;
  /** The row looked at. */
  readonly at: string | null;
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
  readonly drawTimeUs: () => number;
  readonly playing: boolean;
}

export function DetailPanel(props: DetailPanelProps) {
  const { assigns, at, isOpen, setOpen, select, act, reason, setReason } = props;
  const row = at === null ? undefined : assigns.rows[at];
  if (row === undefined) return null;
  const parent = row.parent === null ? null : (assigns.rows[row.parent] ?? null);
  // The worker answers one frame later; until then the old facts would be a lie.
  const focus = assigns.focus?.row === row.id ? assigns.focus : null;
  const supervisor = budgetRow(row, parent);
  const { drawTimeUs, playing } = props;
  return (
    <section className="detail" data-open={isOpen} aria-label={`Details of ${row.label}`}>
      <header className="detail-head">
        <button
          type="button"
          className="detail-toggle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true">
            <path d={isOpen ? "M1 3L5 7L9 3" : "M1 7L5 3L9 7"} />
          </svg>
          <b>{row.label}</b>
          {row.pid === null ? null : <span className="data detail-pid">{row.pid}</span>}
        </button>
        <p className="detail-role">{roleWords(row, parent)}</p>
      </header>
      {isOpen ? (
        <div className="detail-parts">
          <ExitPanel key={row.id} {...{ row, reason, setReason, act }} exit={focus?.exit ?? null} />
          <StoryPanel label={row.label} {...{ focus, select }} />
          <div className="detail-part-pair">
            {supervisor === null ? null : (
              <BudgetPanel {...{ supervisor, select, drawTimeUs, playing }} giveUps={focus?.giveUps ?? []} />
            )}
            <LivesPanel {...{ row, focus, select }} />
          </div>
        </div>
      ) : null}
    </section>
  );
}

/** The supervisor whose budget matters: the row itself if it is one (also one that has ended), else its own. */
function budgetRow(row: SupervisionRow, parent: SupervisionRow | null): SupervisionRow | null {
  if (row.kind === "supervisor") return row;
  return parent?.kind === "supervisor" ? parent : null;
}
