/** All branches as a tree: open one, rename one, start one here; and what is kept to go back with. */
import { type TimelineAssigns, useAssigns } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { BranchRow } from "./branch-menu-row.tsx";
import { RecordingNote } from "./recording-note.tsx";
import { useSession } from "./session-context.tsx";

const NO_IDS: readonly string[] = [];
const NO_BRANCHES: TimelineAssigns["branches"] = {};

export function BranchPanel() {
  const session = useSession();
  const order = useAssigns("timeline", ({ branchOrder }) => branchOrder) ?? NO_IDS;
  const isKnown = order.length > 0;
  return (
    <div className="branch-panel">
      <h3>Branches of this run</h3>
      {isKnown ? <BranchList parent={null} order={order} /> : <p>There is no run yet.</p>}
      <div className="branch-fork">
        <Button
          shortcut="F"
          disabled={!isKnown}
          hint="Opens a new branch at the moment shown and keeps this one"
          onPress={() => void session.transport({ kind: "fork" })}
        >
          Fork here
        </Button>
      </div>
      <RecordingNote />
    </div>
  );
}

interface BranchListProps {
  readonly parent: string | null;
  readonly order: readonly string[];
}

/** The branches that left `parent`, each with those that left it below it. */
function BranchList({ parent, order }: BranchListProps) {
  const branches = useAssigns("timeline", (timeline) => timeline.branches) ?? NO_BRANCHES;
  const open = useAssigns("timeline", (timeline) => timeline.branch);
  const children = order.flatMap((id) => branches[id] ?? []).filter((branch) => branch.parent === parent);
  if (children.length === 0) return null;
  return (
    <ul className="branch-list" aria-label={parent === null ? "Branches" : `Left ${branches[parent]?.name}`}>
      {children.map((branch) => (
        <li key={branch.id}>
          <BranchRow branch={branch} parent={branches[branch.parent ?? ""]} isOpen={branch.id === open} />
          <BranchList parent={branch.id} order={order} />
        </li>
      ))}
    </ul>
  );
}
