/**
 * Takes the still first frame of index.html away once the page behind it shows the living run, or a reason why not.
 * Until then the still stands, so that there is no spinner and no empty moment.
 */
import type { RunStore } from "../view/index.ts";

export function removeStillWhenLive(runStore: RunStore): void {
  const still = document.getElementById("still");
  if (still === null) return;
  const isReady = (): boolean => {
    const { connection, assigns } = runStore.getState();
    if (connection.kind !== "connecting" && connection.kind !== "live") return true;
    const lens = document.querySelector("main");
    return assigns.run !== undefined && lens !== null && lens.querySelector(".lens-waiting") === null;
  };
  const observer = new MutationObserver(() => {
    if (!isReady()) return;
    observer.disconnect();
    still.remove();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}
