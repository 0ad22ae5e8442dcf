/**
 * Supervision: every node's tree of supervisors and children, what was restarted and why, and who has no supervisor.
 *
 * The lens keeps what belongs to looking (filter, collapsed rows); all facts come from the assigns.
 */
import { useMemo, useState } from "react";
import { useWidth } from "../../charts/use-width.ts";
import type { LensProps } from "../../lens.ts";
import { Button } from "../../widgets/button.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { FilterBox } from "../../widgets/filter-box.tsx";
import { DetailPanel } from "./detail-panel.tsx";
import { OrphanSection } from "./orphan-section.tsx";
import { TreeGrid } from "./tree-grid.tsx";
import { useLooking } from "./use-looking.ts";
import { matches, parentIds } from "./visible-rows.ts";
import "./supervision-lens.css";

/** Narrower rooms get two lines per row. */
const ONE_LINE_PX = 844;
/** Below this a pid has no column of its own. */
const PID_PX = 1_000;
/** On a phone the tree comes first, and the details open on demand. */
const PHONE_PX = 560;
/** Wider ones show all details side by side. */
const WIDE_PX = 1180;
const NONE: ReadonlySet<string> = new Set();

export function Lens(props: LensProps<"supervision">) {
  const { assigns, selection, select, act, drawTimeUs, playing } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const [filter, setFilter] = useState("");
  const [collapsed, setCollapsed] = useState(NONE);
  const [wantsOpen, setOpen] = useState<boolean | null>(null);
  const { at, hover, setMoved, setHover, reason, setReason } = useLooking(props);
  const total = assigns.order.length;
  const matching = useMemo(() => countMatching(assigns, filter), [assigns, filter]);
  const isNarrow = width > 0 && width < ONE_LINE_PX;
  const isOpen = wantsOpen ?? (width === 0 || width >= PHONE_PX);
  const result = filter.trim() === "" ? `${total} rows` : `${matching} of ${total} rows match`;
  return (
    <div className="supervision" ref={ref} data-narrow={isNarrow} data-room={roomOf(width)}>
      <header className="supervision-bar">
        <FilterBox
          label="Filter the tree"
          value={filter}
          placeholder="Name, pid, strategy, reason"
          result={result}
          onChange={setFilter}
        />
        <p className="supervision-result number">{result}</p>
        <Button
          onPress={() => setCollapsed(NONE)}
          disabled={collapsed.size === 0}
          hint="Open every row of the tree"
        >
          {isNarrow ? "Expand" : "Expand all"}
        </Button>
        <Button onPress={() => setCollapsed(new Set(parentIds(assigns)))} hint="Show the nodes only">
          {isNarrow ? "Collapse" : "Collapse all"}
        </Button>
      </header>
      <OrphanSection {...{ assigns, selection, select, act }} />
      <TreeGrid
        {...{
          assigns,
          filter,
          collapsed,
          setCollapsed,
          selection,
          select,
          act,
          isNarrow,
          drawTimeUs,
          playing,
        }}
        preview={isOpen || hover !== null ? assigns.preview : null}
        onMove={setMoved}
        onHover={setHover}
        empty={<NoRows filter={filter} onClear={() => setFilter("")} />}
      />
      <DetailPanel
        {...{ assigns, at, reason, setReason, isOpen, setOpen, select, act, drawTimeUs, playing }}
      />
    </div>
  );
}

function roomOf(width: number): "phone" | "tight" | "normal" | "wide" {
  if (width === 0) return "normal";
  if (width < PHONE_PX) return "phone";
  return width < PID_PX ? "tight" : width < WIDE_PX ? "normal" : "wide";
}

function NoRows({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  if (filter.trim() === "") {
    return (
      <EmptyState
        title="No supervision tree yet"
        reason="It grows as soon as the scenario has started its nodes."
      />
    );
  }
  return (
    <EmptyState
      title={`No row matches “${filter.trim()}”`}
      reason="The filter looks at names, pids, states, strategies and exit reasons."
      action={{ label: "Clear the filter", onPress: onClear }}
    />
  );
}

function countMatching({ order, rows }: LensProps<"supervision">["assigns"], filter: string): number {
  return order.filter((id) => {
    const row = rows[id];
    return row !== undefined && matches(row, filter.trim());
  }).length;
}
