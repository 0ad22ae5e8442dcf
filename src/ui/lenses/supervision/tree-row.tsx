/**
 * One row of the tree grid. Columns are cells of one line in a wide room and two lines on a phone (tree-row.css).
 *
 * Invariant: a row re-renders only when its own data or place changes; the whole tree may change around it.
 */
import { type CSSProperties, memo } from "react";
import type { SupervisionRow } from "../../../view/index.ts";
import { formatTime } from "../../widgets/format.ts";
import type { GlyphKind, GlyphState } from "../../widgets/glyph-shapes.ts";
import { StateGlyph } from "../../widgets/state-glyph.tsx";
import { BudgetBar } from "./budget-bar.tsx";
import { GrowthRings } from "./growth-rings.tsx";
import { type RowAction, rowAction } from "./row-actions.ts";
import { restartHint, strategyHint } from "./row-words.ts";
import { StrategyGlyph } from "./strategy-glyph.tsx";
import "./tree-row.css";

export interface TreeRowProps {
  readonly row: SupervisionRow;
  readonly index: number;
  readonly top: number;
  readonly level: number;
  readonly setSize: number;
  readonly posInSet: number;
  readonly expanded: boolean | null;
  readonly guides: string;
  readonly selected: boolean;
  readonly orphan: boolean;
  readonly tabbable: boolean;
  readonly onAct: (action: RowAction["action"]) => void;
}

/** Titles in the order of the cells. */
export const COLUMNS = [
  "Name",
  "State",
  "Restarts",
  "Pid",
  "Strategy",
  "Restart type",
  "Restart budget",
  "Last exit",
  "Actions",
] as const;

export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, expanded, selected, tabbable } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which table rows cannot be.
    <div
      role="row"
      className="tree-row"
      data-row={row.id}
      data-kind={row.kind}
      data-state={row.state}
      data-orphan={props.orphan}
      aria-level={props.level}
      aria-setsize={props.setSize}
      aria-posinset={props.posInSet}
      aria-expanded={expanded ?? undefined}
      aria-selected={selected}
      // The header is row 1.
      aria-rowindex={props.index + 2}
      tabIndex={tabbable ? 0 : -1}
      style={{ top: props.top, "--level": props.level } as CSSProperties}
    >
      <NameCell {...props} />
      <Cell name="state">{row.state}</Cell>
      <Cell name="restarts">{row.kind === "node" ? null : <GrowthRings restarts={row.restarts} />}</Cell>
      <div className="tree-more">
        <Cell name="pid">{row.pid ?? (row.kind === "node" ? null : "no pid")}</Cell>
        <Cell name="strategy" hint={row.strategy === null ? undefined : strategyHint(row.strategy)}>
          {row.strategy === null ? null : (
            <>
              <StrategyGlyph strategy={row.strategy} />
              {row.strategy}
            </>
          )}
        </Cell>
        <Cell name="restart" hint={row.restart === null ? undefined : restartHint(row.restart)}>
          {row.restart}
        </Cell>
        <Cell name="budget">{row.budget === null ? null : <BudgetBar budget={row.budget} />}</Cell>
        <Cell name="exit">{row.lastExit === null ? null : <LastExit {...row.lastExit} />}</Cell>
      </div>
      <RowButton {...props} />
    </div>
  );
});

function LastExit({ atUs, reason }: NonNullable<SupervisionRow["lastExit"]>) {
  return (
    <>
      <span className="number">{formatTime(atUs)}</span>
      <span className="tree-reason" title={reason}>
        {reason}
      </span>
    </>
  );
}

interface CellProps {
  readonly name: string;
  readonly hint?: string | undefined;
  readonly children: React.ReactNode;
}

function Cell({ name, hint, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is on rows, as the tree grid pattern allows.
    <div role="gridcell" className={`tree-cell tree-${name}`} title={hint}>
      {children}
    </div>
  );
}

function NameCell({ row, guides, level, setSize, posInSet, expanded }: TreeRowProps) {
  return (
    <Cell name="name">
      <Guides guides={guides} isLast={posInSet === setSize} level={level} />
      <span
        className="tree-twisty"
        data-twisty={expanded !== null}
        data-expanded={expanded}
        aria-hidden="true"
      >
        {expanded === null ? null : (
          <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true">
            <path d={expanded ? "M1 3L5 7L9 3" : "M3 1L7 5L3 9"} />
          </svg>
        )}
      </span>
      <StateGlyph kind={glyphKind(row.kind)} state={glyphState(row.state)} size={16} />
      <span className="tree-label">{row.label}</span>
      <span className="visually-hidden">{row.kind}</span>
    </Cell>
  );
}

const INDENT_PX = 18;
/** Middle of a row's twisty, from which the lines to its children start. */
const TRUNK_PX = 8;

/** Lines from a row up to its parent and past it to later siblings, drawn as one stretched picture per row. */
function Guides({ guides, isLast, level }: { guides: string; isLast: boolean; level: number }) {
  if (level === 1) return null;
  const width = (level - 1) * INDENT_PX;
  const trunk = width - INDENT_PX + TRUNK_PX;
  // Nodes stand apart: between them runs no line.
  const passing = [...guides].flatMap((mark, place) =>
    mark === "|" && place > 0 ? [`M${(place - 1) * INDENT_PX + TRUNK_PX} 0V100`] : [],
  );
  const own = `M${trunk} 0V${isLast ? 50 : 100}M${trunk} 50H${width}`;
  return (
    <svg
      className="tree-guides"
      style={{ width }}
      viewBox={`0 0 ${width} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={passing.join("") + own} />
    </svg>
  );
}

/** Reachable by Tab only from the focused row: one row, one pair of tab stops. */
function RowButton({ row, tabbable, onAct }: TreeRowProps) {
  const entry = rowAction(row);
  if (entry === null) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row.
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus.
    <div role="gridcell" className="tree-cell tree-do">
      <button
        type="button"
        className="tree-button"
        data-danger={entry.danger}
        tabIndex={tabbable ? 0 : -1}
        aria-label={`${entry.label} ${row.label}`}
        aria-keyshortcuts={entry.keys[0]}
        onClick={(event) => {
          event.stopPropagation();
          onAct(entry.action);
        }}
      >
        {entry.label}
      </button>
    </div>
  );
}

function glyphKind(kind: SupervisionRow["kind"]): GlyphKind {
  return kind;
}

function glyphState(state: SupervisionRow["state"]): GlyphState {
  switch (state) {
    case "running":
      return "running";
    case "restarting":
      return "waiting";
    case "paused":
    case "suspended":
      return "suspended";
    case "stopped":
    case "down":
      return "crashed";
  }
}
