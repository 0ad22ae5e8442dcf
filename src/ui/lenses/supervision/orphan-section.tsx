/**
 * Processes without a living supervisor: what they are, what that means, and a way to end them.
 *
 * They stand above the tree because they are the ones nobody else looks after.
 */
import { useId, useState } from "react";
import type { Action, SupervisionAssigns } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { killAction } from "./row-actions.ts";
import "./orphan-section.css";

export interface OrphanSectionProps {
  readonly assigns: SupervisionAssigns;
  readonly selection: string | null;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
}

/** More are counted until the person asks for them. */
const SHOWN_MAX = 6;

interface Orphan {
  readonly pid: string;
  readonly label: string | null;
}

export function OrphanSection({ assigns, selection, select, act }: OrphanSectionProps) {
  const titleId = useId();
  const [isAll, setIsAll] = useState(false);
  const orphans = assigns.orphans.map((id) => orphanOf(id, assigns));
  if (orphans.length === 0) return null;
  const shown = isAll ? orphans : orphans.slice(0, SHOWN_MAX);
  const count = orphans.length;
  return (
    <section className="orphans" aria-labelledby={titleId}>
      <div className="orphans-words">
        <h3 id={titleId}>
          <WarningSign /> {count === 1 ? "1 orphan" : `${count} orphans`}
        </h3>
        <p>
          {count === 1 ? "This process has" : "These processes have"} no living supervisor: after a crash
          nobody restarts
          {count === 1 ? " it" : " them"}, at shutdown nobody stops {count === 1 ? "it" : "them"}.
        </p>
      </div>
      <ul className="orphans-list">
        {shown.map(({ pid, label }) => (
          <li key={pid} data-selected={selection === pid}>
            <button
              type="button"
              className="orphan-name"
              aria-pressed={selection === pid}
              onClick={() => select(pid)}
            >
              {label === null ? pid : `${label} ${pid}`}
            </button>
            <button
              type="button"
              className="tree-button"
              data-danger="true"
              aria-label={`Kill ${label ?? pid}`}
              onClick={() => act(killAction(pid).action)}
            >
              Kill
            </button>
          </li>
        ))}
        {count > SHOWN_MAX ? (
          <li className="orphans-more">
            <Button onPress={() => setIsAll(!isAll)}>{isAll ? "Show fewer" : `Show all ${count}`}</Button>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

/** Orphans come as pids; where a row of the tree has that id or pid, its name is known too. */
function orphanOf(id: string, { order, rows }: SupervisionAssigns): Orphan {
  const row = rows[id] ?? rows[order.find((key) => rows[key]?.pid === id) ?? ""];
  return { pid: row?.pid ?? id, label: row?.label ?? null };
}

function WarningSign() {
  return (
    <svg className="orphans-sign" width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.5L15 14H1Z" />
      <path d="M8 6V10M8 12V12.4" />
    </svg>
  );
}
