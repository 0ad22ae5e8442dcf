/** The open branch by name, and behind it all branches. What is behind it is fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { useAssigns } from "../../view/index.ts";
import { Icon } from "../widgets/icon.tsx";
import { Popover } from "../widgets/popover.tsx";
import "./branch-menu.css";

const BranchPanel = lazy(async () => ({ default: (await import("./branch-menu-panel.tsx")).BranchPanel }));

export function BranchMenu() {
  const name = useAssigns("timeline", ({ branch, branches }) => branches[branch]?.name ?? branch) ?? "–";
  const count = useAssigns("timeline", ({ branchOrder }) => branchOrder.length) ?? 0;
  const isOff = useAssigns("timeline", ({ recording }) => recording.off !== null) ?? false;
  const others = count > 1 ? `, ${count} in all` : "";
  return (
    <div className="branch-menu">
      <Popover
        label={`Branch: ${name}${others}${isOff ? "; no checkpoints" : ""}`}
        side="above"
        buttonClass="button branch-button"
        face={
          <>
            <Icon name={isOff ? "alert" : "branch"} size={16} />
            <span className="branch-button-name">{name}</span>{" "}
            {count > 1 ? <span className="branch-button-count number">{count}</span> : null}
          </>
        }
      >
        {() => (
          <Suspense fallback={<p className="branch-waiting">Fetching the list…</p>}>
            <BranchPanel />
          </Suspense>
        )}
      </Popover>
    </div>
  );
}
