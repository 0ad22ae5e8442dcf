/** Opens the panel in which spare workers measure and hunt. What is behind it is fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import { experimentStore } from "../../view/index.ts";

const MeasurePanel = lazy(async () => ({ default: (await import("./measure-panel.tsx")).MeasurePanel }));

/** Opens the panel, or closes it; also for the keyboard. */
export async function toggleMeasure(): Promise<void> {
  const { isOpen, verbs, fetchVerbs } = experimentStore.getState();
  if (isOpen) {
    verbs?.closePanel();
    return;
  }
  const ready = verbs ?? (await fetchVerbs?.());
  await ready?.openPanel();
}

export function MeasureButton() {
  const isOpen = useStore(experimentStore, (state) => state.isOpen);
  return (
    <>
      <button
        type="button"
        className="button"
        title="Many seeds, and hunts for a seed that breaks an invariant (M)"
        aria-keyshortcuts="M"
        aria-expanded={isOpen}
        onClick={() => void toggleMeasure()}
      >
        <StripMark />
        Measure
      </button>
      {isOpen ? createPortal(<Suspense fallback={null}>{<MeasurePanel />}</Suspense>, document.body) : null}
    </>
  );
}

/** Values on a line, and the interval around their middle. */
function StripMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true" className="icon">
      <path d="M3 14.5h14M6.5 11.5v6M13.5 11.5v6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <g fill="currentColor">
        <circle cx="4.5" cy="7" r="1.5" />
        <circle cx="8.5" cy="7" r="1.5" />
        <circle cx="11" cy="4" r="1.5" />
        <circle cx="12" cy="8" r="1.5" />
        <circle cx="16" cy="6" r="1.5" />
      </g>
    </svg>
  );
}
