/** The picture as a list: every kept event in order, with its line, its clock and what it is to the selected one. */
import { useState } from "react";
import type { SpacetimeAssigns, SpacetimeRow } from "../../../view/index.ts";
import { DataGrid, type GridColumn } from "../../widgets/data-grid.tsx";
import { formatTime } from "../../widgets/format.ts";
import { RELATION_WORDS } from "./spacetime-words.ts";

const ROW_PX = 28;
const ROW_NARROW_PX = 48;

export interface SpacetimeTableProps {
  readonly assigns: SpacetimeAssigns;
  readonly isNarrow: boolean;
  readonly onWindow: (from: number, count: number) => void;
  /** Somebody reads: what is read must stay. */
  readonly onRead: () => void;
  readonly onPick: (id: string) => void;
}

export function SpacetimeTable({ assigns, isNarrow, onWindow, onRead, onPick }: SpacetimeTableProps) {
  const [active, setActive] = useState<number | null>(null);
  const { table, focus } = assigns.answers;
  const rowAt = (index: number): SpacetimeRow | undefined =>
    table === null ? undefined : table.rows[index - table.from];
  return (
    <div className="spacetime-table">
      <DataGrid
        label="Events in order"
        columns={isNarrow ? NARROW : WIDE}
        rowCount={assigns.to - assigns.from}
        rowHeight={isNarrow ? ROW_NARROW_PX : ROW_PX}
        rowAt={rowAt}
        isSelected={(row) => row.id === focus?.id}
        active={active}
        onActive={(index) => {
          onRead();
          setActive(index);
        }}
        onOpen={(row) => onPick(row.id)}
        onWindow={onWindow}
        onScrolled={(top) => {
          if (top > 0) onRead();
        }}
      />
    </div>
  );
}

function column(
  id: string,
  title: string,
  width: string,
  render: (row: SpacetimeRow) => React.ReactNode,
): GridColumn<SpacetimeRow> {
  return { id, title, width, numeric: false, sortable: false, render };
}

const relationCell = ({ relation }: SpacetimeRow) =>
  relation === null ? "–" : <span data-relation={relation}>{RELATION_WORDS[relation]}</span>;

const WIDE: readonly GridColumn<SpacetimeRow>[] = [
  column("time", "Time", "7.6rem", (row) => <span className="number">{formatTime(row.atUs)}</span>),
  column("event", "Event", "6rem", (row) => <span className="data">{row.id}</span>),
  column("line", "Line", "8rem", (row) => <span title={row.line}>{row.line}</span>),
  column("kind", "Kind", "6.5rem", (row) => row.kind),
  column("relation", "To selected", "7rem", relationCell),
  column("text", "What happened", "", (row) => <span title={row.text}>{row.text}</span>),
  column("clock", "Vector clock", "17rem", (row) => (
    <span className="data" title={row.clock}>
      {row.clock}
    </span>
  )),
];

const NARROW: readonly GridColumn<SpacetimeRow>[] = [
  column("event", "Event", "", (row) => (
    <span className="spacetime-stacked">
      <span>
        <span className="data">{row.id}</span> {row.kind} {formatTime(row.atUs)} {relationCell(row)}
      </span>
      <span className="spacetime-stacked-text">{row.text}</span>
    </span>
  )),
];
