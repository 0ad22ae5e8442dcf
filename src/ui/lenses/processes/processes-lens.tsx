/**
 * The processes of all nodes as one table: sorted and filtered in the worker, of which only a window crosses to the
 * page. A hundred thousand processes scroll like a hundred.
 *
 * Keys in the table: arrows, page keys, Home and End move; Enter selects; K kills and P suspends or resumes the
 * process under the keyboard.
 */
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { ProcessesAssigns, ProcessRow } from "../../../view/index.ts";
import { useThrottled } from "../../charts/use-throttled.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { LensProps } from "../../lens.ts";
import { DataGrid } from "../../widgets/data-grid.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { isDescendingFirst, isProcessColumn, NARROW_COLUMNS, WIDE_COLUMNS } from "./process-columns.tsx";
import { followProcess, type ProcessCursor, rowAt, rowUnder } from "./process-cursor.ts";
import { nextWindow, windowIn } from "./process-window.ts";
import { ProcessesFooter } from "./processes-footer.tsx";
import { ProcessesToolbar } from "./processes-toolbar.tsx";
import "./processes.css";

const NARROW_PX = 720;
const ROW_PX = 28;
const ROW_NARROW_PX = 44;
/** Numbers that change more often than this cannot be read; scrolling and sorting do not wait for it. */
const READ_INTERVAL_MS = 200;

export function Lens(props: LensProps<"processes">) {
  const { params, selection } = props;
  const assigns = useThrottled(props.assigns, READ_INTERVAL_MS, urgency(props.assigns));
  const { ref, width } = useWidth<HTMLElement>();
  const narrow = width > 0 && width < NARROW_PX;
  const [moved, setCursor] = useState<ProcessCursor | null>(null);
  const cursor = followProcess(moved, assigns);
  // Kept, or a row that has only just arrived would be another process after the next change of order.
  if (cursor !== moved) setCursor(cursor);
  useFollowing(props, cursor?.pid ?? null);
  const focused = rowUnder(cursor, assigns);
  const onWindow = useWindowRequests(props);
  const actions = processActions(props, focused);
  const onKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (focused === undefined || (key !== "k" && key !== "p")) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "k") actions.kill();
    else actions.toggle();
  };
  const setSort = (sort: string, descending: boolean) =>
    props.setParams({ ...params, sort, descending, from: 0 });
  const onSort = (column: string) => {
    if (!isProcessColumn(column)) return;
    setSort(column, column === assigns.sort ? !assigns.descending : isDescendingFirst(column));
  };
  const filter = typeof params["filter"] === "string" ? params["filter"] : "";
  return (
    <section className="processes-lens" aria-label="Processes" ref={ref}>
      <ProcessesToolbar
        assigns={assigns}
        filter={filter}
        narrow={narrow}
        onFilter={(text) => props.setParams({ ...params, filter: text, from: 0 })}
        onSort={setSort}
      />
      {assigns.matching === 0 ? (
        <NoProcesses filter={filter} onClear={() => props.setParams({ ...params, filter: "", from: 0 })} />
      ) : (
        <DataGrid
          label="Processes"
          columns={narrow ? NARROW_COLUMNS : WIDE_COLUMNS}
          rowCount={assigns.matching}
          rowHeight={narrow ? ROW_NARROW_PX : ROW_PX}
          rowAt={(index) => rowAt(assigns, index)}
          isSelected={(row) => row.pid === selection}
          active={cursor?.index ?? null}
          onActive={(index) => setCursor({ pid: rowAt(assigns, index)?.pid ?? null, index })}
          onOpen={(row) => props.select(row.pid)}
          sort={{ column: assigns.sort, descending: assigns.descending }}
          onSort={onSort}
          onWindow={onWindow}
          onKey={onKey}
          topKey={`${assigns.sort} ${assigns.descending} ${filter}`}
        />
      )}
      <ProcessesFooter
        cursor={cursor}
        row={focused}
        isElsewhere={cursor !== null && assigns.followed?.pid === cursor.pid}
        matching={assigns.matching}
        actions={actions}
      />
    </section>
  );
}

function NoProcesses({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  if (filter === "")
    return (
      <EmptyState
        title="No process runs"
        reason="Every node is down. Restart a node, and its supervisor starts them again."
      />
    );
  return (
    <EmptyState
      title="No process matches"
      reason={`Nothing has “${filter}” in its name, pid, node or state.`}
      action={{ label: "Clear the filter", onPress: onClear }}
    />
  );
}

export interface ProcessActions {
  readonly kill: () => void;
  /** Suspends a process, or resumes one that is suspended. */
  readonly toggle: () => void;
}

function processActions(props: LensProps<"processes">, row: ProcessRow | undefined): ProcessActions {
  return {
    kill: () => {
      if (row !== undefined) props.act({ kind: "kill_process", target: row.pid, reason: "kill" });
    },
    toggle: () => {
      if (row === undefined) return;
      const kind = row.status === "suspended" ? "resume_process" : "suspend_process";
      props.act({ kind, target: row.pid });
    },
  };
}

/** Asks for rows at most once per animation frame, and only when the window asked for before no longer serves. */
function useWindowRequests(props: LensProps<"processes">): (from: number, count: number) => void {
  const latest = useRef(props);
  const pending = useRef(0);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => () => cancelAnimationFrame(pending.current), []);
  return useCallback((from: number, count: number) => {
    cancelAnimationFrame(pending.current);
    pending.current = requestAnimationFrame(() => {
      const { params, setParams, assigns } = latest.current;
      const next = nextWindow({ from, count }, windowIn(params), assigns.matching);
      if (next !== null) setParams({ ...params, ...next });
    });
  }, []);
}

/** Tells the worker whose place in the table is wanted. */
function useFollowing({ params, setParams }: LensProps<"processes">, pid: string | null): void {
  const follow = pid ?? "";
  useEffect(() => {
    if ((params["follow"] ?? "") !== follow) setParams({ ...params, follow });
  }, [params, setParams, follow]);
}

function urgency(assigns: ProcessesAssigns): string {
  const { from, rows, sort, descending, filter, followed } = assigns;
  return `${from} ${rows.length} ${sort} ${descending} ${followed?.pid ?? ""} ${filter}`;
}
