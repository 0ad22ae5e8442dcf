/** Above the table: filter, how many processes there are and match, and on a narrow screen the sort order. */
import { useId } from "react";
import type { ProcessesAssigns } from "../../../view/index.ts";
import { FilterBox } from "../../widgets/filter-box.tsx";
import { formatCount } from "../../widgets/format.ts";
import { COLUMN_TITLE, isDescendingFirst, isProcessColumn } from "./process-columns.tsx";

export interface ProcessesToolbarProps {
  readonly assigns: ProcessesAssigns;
  readonly filter: string;
  readonly narrow: boolean;
  readonly onFilter: (text: string) => void;
  readonly onSort: (column: string, descending: boolean) => void;
}

export function ProcessesToolbar({ assigns, filter, narrow, onFilter, onSort }: ProcessesToolbarProps) {
  const { total, matching } = assigns;
  const count =
    matching === total
      ? `${formatCount(total)} processes`
      : `${formatCount(matching)} of ${formatCount(total)} processes match`;
  return (
    <header className="processes-toolbar">
      <FilterBox
        label="Filter processes"
        placeholder="name, pid, node or state"
        value={filter}
        result={count}
        onChange={onFilter}
      />
      {narrow ? <SortMenu assigns={assigns} onSort={onSort} /> : null}
      <p className="processes-count number">{count}</p>
    </header>
  );
}

function SortMenu({ assigns, onSort }: Pick<ProcessesToolbarProps, "assigns" | "onSort">) {
  const id = useId();
  return (
    <span className="processes-sort">
      <label htmlFor={id}>Sort by</label>
      <select
        id={id}
        value={assigns.sort}
        onChange={({ currentTarget: { value } }) => {
          if (isProcessColumn(value)) onSort(value, isDescendingFirst(value));
        }}
      >
        {Object.entries(COLUMN_TITLE).map(([column, title]) => (
          <option key={column} value={column}>
            {title.toLowerCase()}
          </option>
        ))}
      </select>
    </span>
  );
}
