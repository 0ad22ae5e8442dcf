/**
 * After a journal was replayed: is the state at its last moment the state it was written down with? The answer is
 * the product's promise (one seed, one story), so it is said aloud in either case.
 */

import type { RunStore } from "./run-store.ts";
import { addNotice, type UiStore } from "./ui-store.ts";
import { writeSeconds } from "./virtual-time.ts";

/** Waits for the replay to arrive, then compares once. Gives up silently when the person moves on before. */
export function compareHash(
  runStore: RunStore,
  uiStore: UiStore,
  wanted: { readonly untilUs: number; readonly hash: string },
): void {
  const stop = runStore.subscribe(({ assigns: { run } }) => {
    if (run === undefined || run.seekPercent !== null || run.nowUs < wanted.untilUs) return;
    if (run.nowUs > wanted.untilUs || run.playing) return stop();
    if (run.hashAtUs !== wanted.untilUs) return;
    stop();
    const where = `replayed to t ${writeSeconds(wanted.untilUs)} s`;
    if (run.hash === wanted.hash)
      addNotice(uiStore, "info", `Journal ${where}: the same state, hash ${run.hash}.`);
    else
      addNotice(
        uiStore,
        "problem",
        `Journal ${where}, but the state differs: hash ${run.hash} instead of ${wanted.hash}. It was probably made by another version of the engine.`,
      );
  });
}
