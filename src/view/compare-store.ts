/**
 * What the page knows about the comparison of its run (A) with another one (B): what B is, how far both are compared,
 * where they part, and B's curves, which the charts of every lens draw as ghost lines.
 *
 * Invariants
 * - `facts` belong to `a` and `b`: whenever one of them changes, the facts are gone until there are new ones.
 * - The store is plain data; who asks the worker is comparison.ts, fetched when somebody compares.
 */

import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { AssignsByView, CompareFacts, InputRecord, RunSpec, Variations } from "../bridge/index.ts";
import type { LensId } from "./ui-store.ts";

/** The one thing that is different in B. */
export type Variation =
  | { readonly kind: "parameter"; readonly name: string; readonly value: number | string | boolean }
  | { readonly kind: "seed"; readonly seed: number }
  /** Without one intervention of A, by its place among them. */
  | { readonly kind: "without_input"; readonly index: number }
  | { readonly kind: "defect"; readonly id: string }
  /** The interventions of another branch of the same run. */
  | {
      readonly kind: "branch";
      readonly id: string;
      readonly name: string;
      readonly inputs: readonly InputRecord[];
    }
  /** A run of its own: what was A before the two were swapped. */
  | { readonly kind: "run"; readonly run: RunSpec };

export type CompareStage =
  | { readonly kind: "idle" }
  /** `percent` of the way to where A has come. */
  | { readonly kind: "running"; readonly percent: number }
  | { readonly kind: "ready" }
  | { readonly kind: "problem"; readonly text: string };

export interface CompareState {
  readonly isOpen: boolean;
  readonly areGhostsOn: boolean;
  /** The open lens stands twice: for A and for B at the same moment. */
  readonly isSideBySide: boolean;
  /** B as the open lens shows it; null while it is not known. */
  readonly sight: Sight | null;
  readonly variation: Variation | null;
  readonly a: RunSpec | null;
  readonly b: RunSpec | null;
  readonly stage: CompareStage;
  readonly facts: CompareFacts | null;
  /** What of the open scenario can be made different; null until it is known. */
  readonly choices: Variations | null;
}

/** Run B at a moment. The assigns are those of the view with the id of the lens. */
export interface Sight {
  readonly lens: LensId;
  readonly atUs: number;
  readonly assigns: AssignsByView[LensId];
}

export type CompareStore = StoreApi<CompareState>;

export const NO_COMPARISON: CompareState = {
  isOpen: false,
  areGhostsOn: true,
  isSideBySide: false,
  sight: null,
  variation: null,
  a: null,
  b: null,
  stage: { kind: "idle" },
  facts: null,
  choices: null,
};

export function createCompareStore(initial: Partial<CompareState> = {}): CompareStore {
  return createStore<CompareState>(() => ({ ...NO_COMPARISON, ...initial }));
}

/** The comparison of this page. */
export const compareStore = createCompareStore();

/** A part of the comparison; a primitive or a part of the state as it is. */
export function useCompare<T>(select: (state: CompareState) => T): T {
  return useStore(compareStore, select);
}

export function toggleCompare(store: CompareStore): void {
  store.setState({ isOpen: !store.getState().isOpen });
}

export function toggleGhosts(store: CompareStore): void {
  store.setState({ areGhostsOn: !store.getState().areGhostsOn });
}

export function toggleSideBySide(store: CompareStore): void {
  store.setState({ isSideBySide: !store.getState().isSideBySide, sight: null });
}

/** The run that differs from `a` in this one thing. */
export function runWith(a: RunSpec, variation: Variation): RunSpec {
  switch (variation.kind) {
    case "parameter":
      return { ...a, parameters: { ...a.parameters, [variation.name]: variation.value } };
    case "seed":
      return { ...a, seed: variation.seed };
    case "without_input":
      return { ...a, inputs: a.inputs.filter((_, index) => index !== variation.index) };
    case "defect":
      return { ...a, defects: [...(a.defects ?? []).filter((id) => id !== variation.id), variation.id] };
    case "branch":
      return { ...a, inputs: variation.inputs };
    case "run":
      return variation.run;
  }
}
