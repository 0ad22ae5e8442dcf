/**
 * The columns of the process table. Numbers are right-aligned with their unit; a state is a glyph and a word; a
 * mailbox is a number with a bar, because the eye finds the long one faster than the large one.
 */
import type { ProcessColumn, ProcessRow, ProcessStatus } from "../../../view/index.ts";
import type { GridColumn } from "../../widgets/data-grid.tsx";
import { formatCount, formatDuration } from "../../widgets/format.ts";
import type { GlyphState } from "../../widgets/glyph-shapes.ts";
import { StateGlyph } from "../../widgets/state-glyph.tsx";

const US_PER_MS = 1_000;
/** A message that waits longer than this is late; longer than the second, its caller has given up long ago. */
const AGE_LATE_MS = 100;
const AGE_STUCK_MS = 1_000;
/** A mailbox of this length fills its bar; the bar is logarithmic, or one long mailbox would hide all others. */
const MAILBOX_FULL = 10_000;

const GLYPH: Readonly<Record<ProcessStatus, GlyphState>> = {
  waiting: "waiting",
  blocked: "waiting",
  ready: "running",
  running: "running",
  suspended: "suspended",
};

/** What the column is called, in full: for the sort menu and the sentence under the table. */
export const COLUMN_TITLE: Readonly<Record<ProcessColumn, string>> = {
  label: "Process",
  pid: "Pid",
  node: "Node",
  status: "State",
  mailbox: "Mailbox",
  oldestAgeMs: "Oldest",
  handled: "Handled",
  busyPercent: "Busy",
  restarts: "Restarts",
};

/** Columns on which the largest value is the interesting one: their first click sorts downwards. */
const LARGEST_FIRST: readonly ProcessColumn[] = [
  "mailbox",
  "oldestAgeMs",
  "handled",
  "busyPercent",
  "restarts",
];

export function isDescendingFirst(column: ProcessColumn): boolean {
  return LARGEST_FIRST.includes(column);
}

export function isProcessColumn(id: string): id is ProcessColumn {
  return Object.hasOwn(COLUMN_TITLE, id);
}

export type AgeLevel = "fresh" | "late" | "stuck";

export function ageLevel(ageMs: number): AgeLevel {
  if (ageMs < AGE_LATE_MS) return "fresh";
  return ageMs < AGE_STUCK_MS ? "late" : "stuck";
}

/** Share of the mailbox bar that is filled, 0..1, on a logarithmic scale. */
export function mailboxShare(length: number): number {
  return Math.min(1, Math.log10(1 + length) / Math.log10(1 + MAILBOX_FULL));
}

export const WIDE_COLUMNS: readonly GridColumn<ProcessRow>[] = [
  column("label", "", (row) => <Label row={row} />),
  column("pid", "7.2rem", (row) => <span className="data">{row.pid}</span>),
  column("node", "4.4rem", (row) => row.node),
  column("status", "7.4rem", (row) => <Status row={row} />),
  column("mailbox", "9rem", (row) => <Mailbox length={row.mailbox} />),
  column("oldestAgeMs", "7.6rem", (row) => <Age ageMs={row.oldestAgeMs} />),
  column("handled", "6rem", (row) => formatCount(row.handled)),
  column("busyPercent", "5.4rem", (row) => `${row.busyPercent.toFixed(1)}\u00a0%`),
  column("restarts", "6.4rem", (row) => <Restarts count={row.restarts} />),
];

/** On a phone: name over pid, state, mailbox and age; the other columns are one tap away in the inspector. */
export const NARROW_COLUMNS: readonly GridColumn<ProcessRow>[] = [
  column("label", "", (row) => (
    <span className="process-stacked">
      <Label row={row} />
      <span className="data process-under">{row.pid}</span>
    </span>
  )),
  column("status", "6.6rem", (row) => <Status row={row} />),
  column("mailbox", "7.2rem", (row) => (
    <span className="process-stacked">
      {formatCount(row.mailbox)}
      <span className="process-under">
        <Age ageMs={row.oldestAgeMs} />
      </span>
    </span>
  )),
];

function column(
  id: ProcessColumn,
  width: string,
  render: (row: ProcessRow) => React.ReactNode,
): GridColumn<ProcessRow> {
  const numeric = LARGEST_FIRST.includes(id);
  return { id, title: COLUMN_TITLE[id], width, numeric, sortable: true, render };
}

function Label({ row }: { readonly row: ProcessRow }) {
  return <span className="process-label">{row.label}</span>;
}

function Status({ row }: { readonly row: ProcessRow }) {
  return (
    <span className="process-status">
      <StateGlyph kind={row.kind} state={GLYPH[row.status]} size={14} />
      {row.status}
    </span>
  );
}

function Mailbox({ length }: { readonly length: number }) {
  return (
    <span className="process-mailbox">
      {formatCount(length)}
      <span className="process-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(mailboxShare(length) * 100)}%` }} />
      </span>
    </span>
  );
}

function Age({ ageMs }: { readonly ageMs: number | null }) {
  if (ageMs === null) return <span className="process-none">–</span>;
  const level = ageLevel(ageMs);
  return (
    <span className={`process-age process-age-${level}`}>
      {level === "fresh" ? null : <span className="process-age-word">{level} </span>}
      {formatDuration(Math.round(ageMs * US_PER_MS))}
    </span>
  );
}

function Restarts({ count }: { readonly count: number }) {
  return <span className={count === 0 ? "process-none" : undefined}>{formatCount(count)}</span>;
}
