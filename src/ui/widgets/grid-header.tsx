/** The header of a grid: sortable columns are buttons, the sorted one says its direction with an arrow and aria-sort. */
import type { GridColumn, GridSort } from "./data-grid.tsx";

export interface GridHeaderProps<R> {
  readonly columns: readonly GridColumn<R>[];
  readonly sort: GridSort | undefined;
  readonly onSort: ((column: string) => void) | undefined;
}

export function GridHeader<R>({ columns, sort, onSort }: GridHeaderProps<R>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={column.numeric ? "data-grid-number" : undefined}
            aria-sort={column.sortable ? sortWord(column.id, sort) : undefined}
          >
            {column.sortable ? (
              <button type="button" className="data-grid-sort" onClick={() => onSort?.(column.id)}>
                {column.title}
                <span className="data-grid-arrow" aria-hidden="true">
                  {arrow(column.id, sort)}
                </span>
              </button>
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function sortWord(column: string, sort: GridSort | undefined): "ascending" | "descending" | "none" {
  if (sort?.column !== column) return "none";
  return sort.descending ? "descending" : "ascending";
}

function arrow(column: string, sort: GridSort | undefined): string {
  if (sort?.column !== column) return "";
  return sort.descending ? "↓" : "↑";
}
