/** The log's state of reading: following the run, or held where the reader is. The rules are in `follow.ts`. */
import { useState } from "react";
import type { EventRow, EventsAssigns } from "../../../view/index.ts";
import { type HeldLog, holdLog, newerCount, shownRows } from "./follow.ts";

export interface Log {
  readonly rows: readonly EventRow[];
  /** Place of the event under the keyboard. */
  readonly active: number | null;
  readonly newer: number;
  readonly held: boolean;
  /** Grows each time the log goes back to following, which is when it returns to its top. */
  readonly round: number;
  readonly move: (index: number) => void;
  readonly scrolled: (top: number) => void;
  readonly follow: () => void;
}

/** `query` names the filters: a log held under other filters is no longer the one that is read. */
export function useLog(assigns: EventsAssigns, query: string): Log {
  const [held, setHeld] = useState<{ readonly log: HeldLog; readonly query: string } | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const current = held?.query === query ? held.log : null;
  const rows = shownRows(current, assigns);
  const found = activeId === null ? -1 : rows.findIndex((row) => row.id === activeId);
  const hold = () => {
    if (current === null) setHeld({ log: holdLog(assigns), query });
  };
  return {
    rows,
    active: found < 0 ? null : found,
    newer: newerCount(current, assigns),
    held: current !== null,
    round,
    move: (index) => {
      hold();
      setActiveId(rows[index]?.id ?? null);
    },
    scrolled: (top) => {
      if (top > 0) hold();
      else if (activeId === null) setHeld(null);
    },
    follow: () => {
      setHeld(null);
      setActiveId(null);
      setRound(round + 1);
    },
  };
}
