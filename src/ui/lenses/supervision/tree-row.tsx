/**
 * One row of the tree grid. Columns are cells of one line in a wide room and two lines on a phone (tree-row.css).
 *
 * Invariant: a row re-renders only when its own data or place changes; the whole tree may change around it.
 */
import { type CSSProperties, memo } from "react";
import type { PreviewMark, SupervisionRow } from "../../../view/index.ts";
import { formatTime } from "../../widgets/format.ts";
import type { GlyphKind, GlyphState } from "../../widgets/glyph-shapes.ts";
import { StateGlyph } from "../../widgets/state-glyph.tsx";
import { BudgetCell } from "./budget-cell.tsx";
import { GrowthRings } from "./growth-rings.tsx";
import { type RowAction, rowAction } from "./row-actions.ts";
import {
  autoShutdownHint,
  MARK_WORDS,
  restartHint,
  SIGNIFICANT_HINT,
  shutdownHint,
  shutdownShort,
  strategyHint,
} from "./row-words.ts";
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
  /** What would become of this row if the row that is looked at ended now. */
  readonly mark: PreviewMark | null;
  readonly playing: boolean;
  readonly drawTimeUs: () => number;
  readonly onAct: (action: RowAction["action"]) => void;
}

/** Titles in the order of the cells. */
export const COLUMNS = [
  "Name",
  "State",
  "Restarts",
  "Pid",
  "Strategy",
  "As a child",
  "Restart budget",
  "Last exit",
  "Actions",
] as const;

/** What the drawn marks of a column mean. */
export const COLUMN_HINTS: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = {
  Restarts: "A ring for each restart, the newest outside; dashed where it was taken along",
  Strategy: "Crossed: the child that dies; filled: the siblings that are restarted with it",
  "As a child": "Restart type and shutdown time; sig: a significant child",
  "Restart budget": "Restarts within the sliding window, of those allowed; now is at the right",
};

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
      data-mark={props.mark}
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
      <Cell name="state">
        <State row={row} mark={props.mark} />
      </Cell>
      <Cell name="restarts">{row.kind === "node" ? null : <GrowthRings {...row} />}</Cell>
      <div className="tree-more">
        <Cell name="pid">{row.pid ?? (row.kind === "node" ? null : "no pid")}</Cell>
        <Cell name="strategy">
          {row.strategy === null ? null : <Strategy row={row} strategy={row.strategy} />}
        </Cell>
        <Cell name="child">{row.restart === null ? null : <AsChild row={row} restart={row.restart} />}</Cell>
        <Cell name="budget">
          {row.budget === null ? null : (
            <BudgetCell budget={row.budget} drawTimeUs={props.drawTimeUs} playing={props.playing} />
          )}
        </Cell>
        <Cell name="exit">{row.lastExit === null ? null : <LastExit {...row.lastExit} />}</Cell>
      </div>
      <RowButton {...props} />
    </div>
  );
});

/** What the row is, or in its place what would become of it. */
function State({ row, mark }: Pick<TreeRowProps, "row" | "mark">) {
  if (mark === null) {
    const due = row.dueUs === null ? null : <span className="number">, due {formatTime(row.dueUs)}</span>;
    return (
      <>
        {row.state}
        {due}
      </>
    );
  }
  return (
    <span className="tree-mark" data-mark={mark}>
      <span aria-hidden="true">{MARK_WORDS[mark].short}</span>
      <span className="visually-hidden">
        {row.state}, would be: {MARK_WORDS[mark].full}
      </span>
    </span>
  );
}

function Strategy({ row, strategy }: { readonly row: SupervisionRow; readonly strategy: string }) {
  const { autoShutdown, hiddenCount } = row;
  return (
    <>
      <StrategyGlyph strategy={strategy} />
      <span className="tree-cut" title={strategyHint(strategy)}>
        {strategy}
      </span>
      {autoShutdown === null ? null : (
        <span className="tree-chip" title={autoShutdownHint(autoShutdown)}>
          {autoShutdown === "any_significant" ? "any" : "all"}
          <span className="visually-hidden"> significant: {autoShutdownHint(autoShutdown)}</span>
        </span>
      )}
      {hiddenCount === 0 ? null : <span className="number">+{hiddenCount} not listed</span>}
    </>
  );
}

function AsChild({ row, restart }: { readonly row: SupervisionRow; readonly restart: string }) {
  const { shutdown, significant } = row;
  return (
    <>
      <span title={restartHint(restart)}>{restart}</span>
      {shutdown === null ? null : (
        <span className="tree-shutdown number" title={shutdownHint(shutdown)}>
          {shutdownShort(shutdown)}
        </span>
      )}
      {significant ? (
        <span className="tree-chip" title={SIGNIFICANT_HINT}>
          sig<span className="visually-hidden">nificant</span>
        </span>
      ) : null}
    </>
  );
}

function LastExit({ atUs, reason }: NonNullable<SupervisionRow["lastExit"]>) {
  return (
    <>
      <span className="tree-reason data" title={`${reason} at ${formatTime(atUs)}`}>
        {reason}
      </span>
      <span className="number">{formatTime(atUs)}</span>
    </>
  );
}

interface CellProps {
  readonly name: string;
  readonly children: React.ReactNode;
}

function Cell({ name, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is on rows, as the tree grid pattern allows.
    <div role="gridcell" className={`tree-cell tree-${name}`}>
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
