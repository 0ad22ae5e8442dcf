/** The columns of the log. On a phone everything about an event stands in one cell of two lines. */
import type { EventRow } from "../../../view/index.ts";
import type { GridColumn } from "../../widgets/data-grid.tsx";
import { formatTime } from "../../widgets/format.ts";
import { partiesText } from "../../widgets/why-words.ts";

export const WIDE_COLUMNS: readonly GridColumn<EventRow>[] = [
  column("time", "Time", "7.6rem", (row) => <span className="event-time">{formatTime(row.atUs)}</span>),
  column("node", "Node", "3.2rem", (row) => row.node),
  column("kind", "Kind", "7rem", (row) => <span className="event-kind">{row.kind}</span>),
  column("parties", "Actor → peer", "13rem", (row) => <span className="data">{partiesText(row)}</span>),
  column("text", "What happened", "", (row) => <span title={row.text}>{row.text}</span>),
];

export const NARROW_COLUMNS: readonly GridColumn<EventRow>[] = [
  column("event", "Event", "", (row) => (
    <span className="event-stacked">
      <span className="event-stacked-head">
        <span className="event-kind">{row.kind}</span>
        <span className="data">{partiesText(row)}</span>
        <span className="event-time">{formatTime(row.atUs)}</span>
      </span>
      <span className="event-stacked-text">{row.text}</span>
    </span>
  )),
];

function column(
  id: string,
  title: string,
  width: string,
  render: (row: EventRow) => React.ReactNode,
): GridColumn<EventRow> {
  return { id, title, width, numeric: false, sortable: false, render };
}
