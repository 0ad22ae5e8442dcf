/**
 * A value that changes at most so often: charts show the newest data five times a second, not sixty. The last value
 * is never lost: it is shown when the interval is over.
 */
import { useEffect, useRef, useState } from "react";

export const CHART_INTERVAL_MS = 200;

/** When `urgent` changes, the new value is shown at once: what the person did must not wait. */
export function useThrottled<T>(value: T, intervalMs: number = CHART_INTERVAL_MS, urgent: unknown = null): T {
  const [shown, setShown] = useState({ value, urgent });
  const shownAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = shownAt.current + intervalMs - performance.now();
    const show = () => {
      shownAt.current = performance.now();
      setShown({ value, urgent });
    };
    if (wait <= 0) {
      show();
      return undefined;
    }
    const timer = setTimeout(show, wait);
    return () => clearTimeout(timer);
  }, [value, urgent, intervalMs]);
  return Object.is(shown.urgent, urgent) ? shown.value : value;
}
