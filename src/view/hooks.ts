/**
 * The stores of this page and the hooks that read them. A page shows one run, so there is one store of each kind;
 * tests of components fill these same stores and reset them.
 *
 * Invariant: a selector returns a primitive or a part of the state as it is (no new object or array), otherwise
 * React would see a change on every frame.
 */

import { useStore } from "zustand";
import type { AssignsByView, RunAssigns, ViewName } from "../bridge/index.ts";
import { createRunStore, type RunState } from "./run-store.ts";
import { createUiStore, type UiState } from "./ui-store.ts";

export const runStore = createRunStore();
export const uiStore = createUiStore();

/** A part of the run assigns; null until the first frame has arrived. */
export function useRun<T>(select: (run: RunAssigns) => T): T | null {
  return useStore(runStore, (state) => (state.assigns.run === undefined ? null : select(state.assigns.run)));
}

/** A part of the assigns of one view; null until that view has rendered. */
export function useAssigns<V extends ViewName, T>(
  view: V,
  select: (assigns: AssignsByView[V]) => T,
): T | null {
  return useStore(runStore, (state) => {
    const assigns = state.assigns[view] as AssignsByView[V] | undefined;
    return assigns === undefined ? null : select(assigns);
  });
}

/** A part of the run store beside the assigns: connection, scenarios. */
export function useRunState<T>(select: (state: RunState) => T): T {
  return useStore(runStore, select);
}

/** A part of what the person has set: lens, selection, theme … */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(uiStore, select);
}
