/** Opens Compare. What is behind it is fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { compareStore, toggleCompare, useCompare } from "../../view/index.ts";

const ComparePanel = lazy(async () => ({ default: (await import("./compare-panel.tsx")).ComparePanel }));

export function CompareButton() {
  const isOpen = useCompare((state) => state.isOpen);
  return (
    <button
      type="button"
      className="button"
      title="This run beside another one that differs in one thing (B)"
      aria-keyshortcuts="B"
      aria-expanded={isOpen}
      onClick={() => toggleCompare(compareStore)}
    >
      <TwoLines />
      Compare
    </button>
  );
}

/** Its place in the frame, in front of the lens. */
export function CompareRoom() {
  const isOpen = useCompare((state) => state.isOpen);
  return isOpen ? <Suspense fallback={null}>{<ComparePanel />}</Suspense> : null;
}

/** Two curves that part. */
function TwoLines() {
  return (
    <svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true" className="icon">
      <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
        <path d="M3 14h5l4-8h5" />
        <path d="M8 14h9" strokeDasharray="2.5 2.5" />
      </g>
    </svg>
  );
}
