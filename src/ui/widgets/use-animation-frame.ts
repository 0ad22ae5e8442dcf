/**
 * Calls a draw function once per animation frame while `active`; the function may change without a restart.
 *
 * Invariants: one pending frame per caller, none after unmount or while inactive. Drawing reads stores and writes to
 * a canvas or an element; it must not set React state.
 */
import { useEffect, useRef } from "react";

/** `draw` receives the frame's timestamp in milliseconds (host clock, for pacing only). */
export function useAnimationFrame(draw: (timeMs: number) => void, active = true): void {
  const latest = useRef(draw);
  useEffect(() => {
    latest.current = draw;
  });
  useEffect(() => {
    if (!active) return;
    let pending = 0;
    const tick = (timeMs: number) => {
      pending = requestAnimationFrame(tick);
      latest.current(timeMs);
    };
    pending = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(pending);
  }, [active]);
}
