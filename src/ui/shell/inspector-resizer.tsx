/** The inspector's left edge: drag it, or focus it and use the arrow keys (a window splitter of the ARIA practices). */
import type { KeyboardEvent, PointerEvent } from "react";
import { INSPECTOR_WIDTH, setInspectorWidth, uiStore, useUi } from "../../view/index.ts";

const KEY_STEP_PX = 20;

export function InspectorResizer() {
  const width = useUi((state) => state.inspectorWidth);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setInspectorWidth(uiStore, window.innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = widthAfterKey(event.key, width);
    if (next === null) return;
    event.preventDefault();
    setInspectorWidth(uiStore, next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; a focusable separator is the ARIA pattern
    <div
      className="inspector-resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the inspector"
      aria-valuenow={width}
      aria-valuemin={INSPECTOR_WIDTH.min}
      aria-valuemax={INSPECTOR_WIDTH.max}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}

function widthAfterKey(key: string, width: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return width + KEY_STEP_PX;
    case "ArrowRight":
      return width - KEY_STEP_PX;
    case "Home":
      return INSPECTOR_WIDTH.min;
    case "End":
      return INSPECTOR_WIDTH.max;
    default:
      return null;
  }
}
