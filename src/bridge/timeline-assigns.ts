/**
 * What the page knows of time: how far each branch of the run has come, what happened along the open one, and what is
 * kept to go back with. The view is always mounted; the overview strip and the branch menu draw it.
 *
 * Conventions as in assigns.ts. A *branch* is one future of the run: the first is `main`; acting on a past moment, or
 * undoing an intervention, opens another and keeps the old one whole.
 */

import type { InputRecord } from "../sim/index.ts";

export interface TimelineAssigns {
  /** The moment shown. It lies before `frontierUs` when one has gone back. */
  readonly nowUs: number;
  /** How far the open branch has been run: everything up to here has happened and is known. */
  readonly frontierUs: number;
  /** Id of the open branch. */
  readonly branch: string;
  /** Branch ids in the order in which they came to be. */
  readonly branchOrder: readonly string[];
  readonly branches: Readonly<Record<string, BranchAssigns>>;
  /** Beside those, what it takes to make each branch again elsewhere, by its id. */
  readonly recipes: Readonly<Record<string, BranchRecipe>>;
  /** Interventions of the open branch, oldest first, later ones than now included: what its journal and link hold. */
  readonly inputs: readonly InputRecord[];
  /** What `undo` would take back, in words; null when there is nothing. */
  readonly undo: string | null;
  /** What `redo` would bring back, in words; null when there is nothing. */
  readonly redo: string | null;
  readonly density: EventDensity;
  readonly marks: readonly TimelineMark[];
  readonly recording: RecordingFacts;
}

export interface BranchAssigns {
  readonly id: string;
  /** `main`, `after kill n3 at 12.3 s` …; a person may rename it. */
  readonly name: string;
  readonly parent: string | null;
  /** Where it left its parent; 0 for `main`. */
  readonly forkUs: number;
  readonly frontierUs: number;
  /** Hash at its frontier when it was last there; null before. */
  readonly hash: string | null;
}

/** With name, parent, fork time and frontier: all that a branch is a function of. Times in µs, steps are events handled. */
export interface BranchRecipe {
  readonly forkSteps: number;
  readonly inputs: readonly InputRecord[];
  /** Where it was when another branch was opened. */
  readonly left: { readonly nowUs: number; readonly steps: number };
}

/** Events per bin along the open branch, from time 0; a bin is as wide as is needed to stay below 512 bins. */
export interface EventDensity {
  readonly binUs: number;
  readonly counts: Uint32Array;
}

export type MarkKind = "input" | "fault" | "election" | "version" | "alert" | "restart" | "violation";

/** Something worth finding again, in order of time. At most 400; the least important are thinned first. */
export interface TimelineMark {
  readonly id: string;
  readonly atUs: number;
  readonly kind: MarkKind;
  readonly text: string;
  readonly importance: 1 | 2 | 3;
}

export interface RecordingFacts {
  readonly checkpoints: number;
  /** Estimated size of what the checkpoints hold and the running world does not. */
  readonly bytes: number;
  readonly budgetBytes: number;
  /** How many were given up to stay within the budget: going back there takes longer. */
  readonly thinned: number;
  /** Why there are no checkpoints, as a sentence (a world too large for them); null when there are. */
  readonly off: string | null;
}
