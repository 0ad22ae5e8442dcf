/** Below the table: the process under the keyboard and what can be done with it, for key and pointer alike. */
import type { ProcessRow } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { formatCount } from "../../widgets/format.ts";
import type { ProcessCursor } from "./process-cursor.ts";
import type { ProcessActions } from "./processes-lens.tsx";

export interface ProcessesFooterProps {
  readonly cursor: ProcessCursor | null;
  readonly row: ProcessRow | undefined;
  readonly matching: number;
  readonly actions: ProcessActions;
}

export function ProcessesFooter({ cursor, row, matching, actions }: ProcessesFooterProps) {
  return (
    <footer className="processes-footer">
      <p className="processes-focus">
        {cursor === null || row === undefined ? (
          focusHint(cursor)
        ) : (
          <>
            <strong>{row.label}</strong> <span className="data">{row.pid}</span>
            <span className="processes-place">
              row {formatCount(cursor.index + 1)} of {formatCount(matching)}
            </span>
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

function focusHint(cursor: ProcessCursor | null): string {
  if (cursor?.pid) return `${cursor.pid} is no longer among these rows: it moved or ended.`;
  return "Click a row, or use the arrow keys in the table, to see and act on one process.";
}
