/** One row of a grid. Drawn again only when its data or its place changes: scrolling costs the new rows only. */
import { memo, type ReactNode } from "react";
import type { GridColumn } from "./data-grid.tsx";

export interface GridRowProps<R> {
  readonly id: string;
  readonly index: number;
  readonly row: R | undefined;
  readonly columns: readonly GridColumn<R>[];
  readonly active: boolean;
  readonly isSelected: (row: R) => boolean;
  readonly onPick: (row: R, index: number) => void;
}

function DrawnRow<R>({ id, index, row, columns, active, isSelected, onPick }: GridRowProps<R>): ReactNode {
  const selected = row !== undefined && isSelected(row);
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      data-odd={index % 2 === 1 || undefined}
      onClick={() => row !== undefined && onPick(row, index)}
    >
      {columns.map((column) => (
        <td key={column.id} className={column.numeric ? "data-grid-number" : undefined}>
          {row === undefined ? <span className="data-grid-pending">…</span> : column.render(row)}
        </td>
      ))}
    </tr>
  );
}

/** Two rows are drawn alike when their data, place and marks are the same; `onPick` never changes. */
function drawnAlike<R>(before: GridRowProps<R>, after: GridRowProps<R>): boolean {
  return (
    before.index === after.index &&
    before.row === after.row &&
    before.columns === after.columns &&
    before.active === after.active &&
    (before.row === undefined || before.isSelected(before.row)) ===
      (after.row === undefined || after.isSelected(after.row))
  );
}

export const GridRow = memo(DrawnRow, drawnAlike) as typeof DrawnRow;
