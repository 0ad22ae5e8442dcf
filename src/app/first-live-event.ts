/** The user-timing mark "first-live-event": the first painted frame in which the simulation has executed events. */
import type { RunStore } from "../view/index.ts";
import { afterPaint } from "./after-paint.ts";

export const FIRST_LIVE_EVENT = "first-live-event";

export function markFirstLiveEvent(runStore: RunStore, onLive: () => void): void {
  const stop = runStore.subscribe(({ assigns }) => {
    if (assigns.run === undefined || assigns.run.events === 0) return;
    stop();
    afterPaint(() => {
      performance.mark(FIRST_LIVE_EVENT);
      onLive();
    });
  });
}
