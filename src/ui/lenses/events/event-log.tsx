/** The list of events itself, with the line below that says whether it follows the run or is held. */
import type { EventRow } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { DataGrid } from "../../widgets/data-grid.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { formatCount } from "../../widgets/format.ts";
import { NARROW_COLUMNS, WIDE_COLUMNS } from "./event-columns.tsx";
import type { Log } from "./use-log.ts";

const ROW_PX = 28;
const ROW_NARROW_PX = 48;

export interface EventLogProps {
  readonly log: Log;
  readonly query: string;
  readonly narrow: boolean;
  /** Id of the event whose causes are shown. */
  readonly selected: string | null;
  /** True when there are events, so that an empty list is the filter's doing. */
  readonly filtered: boolean;
  readonly onAsk: (id: string) => void;
  readonly onWindow: (from: number, count: number) => void;
  readonly onClear: () => void;
}

export function EventLog(props: EventLogProps) {
  const { log, narrow, selected, onAsk } = props;
  return (
    <div className="event-log">
      {log.rows.length === 0 ? (
        <NoEvents filtered={props.filtered} onClear={props.onClear} />
      ) : (
        <DataGrid
          label="Events, newest first"
          columns={narrow ? NARROW_COLUMNS : WIDE_COLUMNS}
          rowCount={log.rows.length}
          rowHeight={narrow ? ROW_NARROW_PX : ROW_PX}
          rowAt={(index): EventRow | undefined => log.rows[index]}
          isSelected={(row) => row.id === selected}
          active={log.active}
          onActive={log.move}
          onOpen={(row) => onAsk(row.id)}
          onWindow={props.onWindow}
          onScrolled={log.scrolled}
          topKey={`${props.query} ${log.round}`}
        />
      )}
      <FollowBar log={log} />
    </div>
  );
}

function FollowBar({ log }: { readonly log: Log }) {
  if (!log.held)
    return (
      <p className="event-follow">Following the run, newest first. Select an event to see why it happened.</p>
    );
  return (
    <p className="event-follow event-follow-held">
      <span>{newerText(log.newer)}</span>
      <Button onPress={log.follow}>Follow again</Button>
    </p>
  );
}

function newerText(newer: number): string {
  if (newer === 0) return "Held where you read.";
  return `${formatCount(newer)} newer ${newer === 1 ? "event" : "events"}. Held where you read.`;
}

function NoEvents({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  if (!filtered)
    return (
      <EmptyState title="No events yet" reason="The first ones appear as soon as the run has been started." />
    );
  return (
    <EmptyState
      title="No event matches"
      reason="The filters above leave nothing of what is kept in the log."
      action={{ label: "Clear the filters", onPress: onClear }}
    />
  );
}
