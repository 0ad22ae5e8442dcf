/** Above the log: text filter, node, and a chip per kind with how many of the events at hand are of it. */
import { useId } from "react";
import type { EventsAssigns } from "../../../view/index.ts";
import { FilterBox } from "../../widgets/filter-box.tsx";
import { formatCount } from "../../widgets/format.ts";
import { type EventParams, toggleKind } from "./event-params.ts";

export interface EventFiltersProps {
  readonly assigns: EventsAssigns;
  readonly params: EventParams;
  readonly onChange: (change: Partial<EventParams>) => void;
}

export function EventFilters({ assigns, params, onChange }: EventFiltersProps) {
  const id = useId();
  const { matching, kept, kinds } = assigns;
  const result =
    matching === kept ? keptWords(assigns) : `${formatCount(matching)} of ${formatCount(kept)} match`;
  return (
    <header className="event-filters">
      <div className="event-filter-line">
        <FilterBox
          label="Filter events"
          placeholder="text, pid or event id"
          value={params.filter}
          result={result}
          onChange={(filter) => onChange({ filter })}
        />
        <label className="event-node" htmlFor={id}>
          on
          <select
            id={id}
            value={params.node}
            onChange={(event) => onChange({ node: event.currentTarget.value })}
          >
            <option value="">all nodes</option>
            {withChosen(assigns.nodes, params.node).map((node) => (
              <option key={node}>{node}</option>
            ))}
          </select>
        </label>
        <p className="event-count number">{result}</p>
      </div>
      <fieldset className="event-kinds">
        <legend className="visually-hidden">
          {`Kinds of events; counts are of the newest ${formatCount(kept)}`}
        </legend>
        <Chip
          label="all kinds"
          count={null}
          pressed={params.kinds.length === 0}
          onPress={() => onChange({ kinds: [] })}
        />
        {withChosen(Object.keys(kinds), ...params.kinds).map((kind) => (
          <Chip
            key={kind}
            label={kind}
            count={kinds[kind] ?? 0}
            pressed={params.kinds.includes(kind)}
            onPress={() => onChange({ kinds: toggleKind(params.kinds, kind) })}
          />
        ))}
      </fieldset>
    </header>
  );
}

interface ChipProps {
  readonly label: string;
  readonly count: number | null;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function Chip({ label, count, pressed, onPress }: ChipProps) {
  return (
    <button type="button" className="event-chip" aria-pressed={pressed} onClick={onPress}>
      {label}
      {count === null ? null : <span className="event-chip-count">{formatCount(count)}</span>}
    </button>
  );
}

/** What the log holds: all events of the run, or the newest of them. */
function keptWords({ kept, total }: EventsAssigns): string {
  return kept === total
    ? `${formatCount(total)} events`
    : `newest ${formatCount(kept)} of ${formatCount(total)} events`;
}

/** A chosen filter stays on offer even when nothing that is kept answers to it. */
function withChosen(known: readonly string[], ...chosen: readonly string[]): readonly string[] {
  return [...known, ...chosen.filter((one) => one !== "" && !known.includes(one))];
}
