/**
 * What the page knows about the run: the assigns of every mounted view, and how the worker is doing.
 *
 * Why a store of its own: frames arrive up to 60 times a second; everything a person sets (lens, selection, theme)
 * lives in the ui store, so that a frame never touches it.
 *
 * Invariants
 * - Assigns change only by patches from the worker and are dropped whole when another worker takes over.
 * - Unchanged parts keep their identity from frame to frame (applyPatch shares them), so narrow selectors are enough
 *   to keep components still.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { AssignsByView, FrameMessage, HaltMessage, ScenarioSummary, ViewName } from "../bridge/index.ts";
import { applyPatch } from "../bridge/index.ts";

/** How the worker is doing, with all that a person needs to go on when it is not well. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** The worker is silent but may come back. */
  | { readonly kind: "unresponsive"; readonly cause: string; readonly lastEvents: readonly string[] }
  /** The run stopped by an assert; the worker still answers. */
  | { readonly kind: "halted"; readonly halt: HaltMessage }
  /** The worker died, hangs or refused to start. `cause` is a sentence. */
  | { readonly kind: "lost"; readonly cause: string; readonly lastEvents: readonly string[] };

export interface RunState {
  readonly connection: Connection;
  readonly scenarios: readonly ScenarioSummary[];
  /** Version of the engine that runs; null until the worker has said it. */
  readonly engineVersion: string | null;
  readonly assigns: Partial<AssignsByView>;
}

export type RunStore = StoreApi<RunState>;

export const EMPTY_RUN: RunState = {
  connection: { kind: "connecting" },
  scenarios: [],
  engineVersion: null,
  assigns: {},
};

export function createRunStore(): RunStore {
  return createStore<RunState>(() => EMPTY_RUN);
}

/**
 * Applies one frame: a single store update however many views changed. A difference to something the page does not
 * hold (it left that view while the frame was under way) is passed over; the view's next mount starts with a whole.
 */
export function applyFrame(store: RunStore, frame: FrameMessage): void {
  const assigns: Partial<Record<ViewName, unknown>> = { ...store.getState().assigns };
  for (const { view, patch } of frame.patches) {
    if (patch.kind === "merge" && assigns[view] === undefined) continue;
    assigns[view] = applyPatch(assigns[view], patch);
  }
  store.setState({ assigns: assigns as Partial<AssignsByView> });
}

/** Drops the assigns of one view, so that a lens that opens again never shows a stale picture. */
export function dropView(store: RunStore, view: ViewName): void {
  const assigns = { ...store.getState().assigns };
  delete assigns[view];
  store.setState({ assigns });
}

/** Forgets all assigns: the next worker starts from nothing. */
export function dropAllViews(store: RunStore): void {
  store.setState({ assigns: {} });
}
