/** Opens the fault palette, in the place of the inspector. What is behind it is fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { toggleBreak, uiStore, useUi } from "../../view/index.ts";

const BreakPanel = lazy(async () => ({ default: (await import("./break-panel.tsx")).BreakPanel }));

export function BreakButton() {
  const isOpen = useUi((state) => state.breakOpen);
  return (
    <button
      type="button"
      className="button"
      title="Every fault there is, now or as a plan (D)"
      aria-keyshortcuts="D"
      aria-expanded={isOpen}
      onClick={() => toggleBreak(uiStore)}
    >
      <Bolt />
      Break
    </button>
  );
}

/** Its place in the frame. */
export function BreakRoom() {
  return useUi((state) => state.breakOpen) ? <Suspense fallback={null}>{<BreakPanel />}</Suspense> : null;
}

function Bolt() {
  return (
    <svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true" className="icon">
      <path
        d="M11.5 2.5 5 11.5h4.5l-1 6 6.5-9h-4.5z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
