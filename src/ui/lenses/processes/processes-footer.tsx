/** Below the table: the process under the keyboard and what can be done with it, for key and pointer alike. */
import type { ProcessRow } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { formatCount } from "../../widgets/format.ts";
import type { ProcessCursor } from "./process-cursor.ts";
import type { ProcessActions } from "./processes-lens.tsx";

export interface ProcessesFooterProps {
  readonly cursor: ProcessCursor | null;
  readonly row: ProcessRow | undefined;
  /** The process of the keyboard is in the table, but not among the rows at hand. */
  readonly isElsewhere: boolean;
  readonly matching: number;
  readonly actions: ProcessActions;
}

export function ProcessesFooter(props: ProcessesFooterProps) {
  const { cursor, row, isElsewhere, matching, actions } = props;
  return (
    <footer className="processes-footer">
      <p className="processes-focus">
        {cursor === null || row === undefined ? (
          focusHint(cursor, isElsewhere, matching)
        ) : (
          <>
            <strong>{row.label}</strong> <span className="data">{row.pid}</span>
            <span className="processes-place">{placeText(cursor, matching)}</span>
          </>
        )}
      </p>
      {row === undefined ? null : (
        <>
          <Button onPress={actions.toggle} shortcut="P">
            {row.status === "suspended" ? "Resume" : "Suspend"}
          </Button>
          <Button variant="danger" onPress={actions.kill} shortcut="K">
            Kill
          </Button>
        </>
      )}
    </footer>
  );
}

function placeText({ index }: ProcessCursor, matching: number): string {
  return `row ${formatCount(index + 1)} of ${formatCount(matching)}`;
}

function focusHint(cursor: ProcessCursor | null, isElsewhere: boolean, matching: number): string {
  if (cursor?.pid && isElsewhere)
    return `${cursor.pid} is at ${placeText(cursor, matching)}; the arrow keys go on from there.`;
  if (cursor?.pid) return `${cursor.pid} is no longer among these rows: it ended or does not match.`;
  if (cursor !== null) return `The ${placeText(cursor, matching)} is on its way…`;
  return "Click a row, or use the arrow keys in the table, to see and act on one process.";
}
