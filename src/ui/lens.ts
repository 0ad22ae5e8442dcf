/**
 * The contract of a lens: a way of looking at the run. A lens draws its assigns and reports what the person did;
 * it holds no knowledge of the domain and keeps no copy of the run.
 *
 * Invariants
 * - Changing lens never changes time, speed or selection.
 * - Every drawn entity can be selected by pointer and by keyboard; every action has a keyboard path.
 * - `params` are part of the view's mount request (sort, filter, window): changing them re-renders in the worker.
 */

import type { ComponentType } from "react";
import type { Action, AssignsByView, ViewName } from "../view/index.ts";

export interface LensProps<V extends ViewName> {
  readonly assigns: AssignsByView[V];
  /** Id of the selected entity ("n3", "<n3.17>", "n1-n2", "learning_rate", "n1#2041") or null. */
  readonly selection: string | null;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Readonly<Record<string, unknown>>) => void;
  /** Virtual time to draw now, extrapolated between frames while playing; call it inside an animation frame. */
  readonly drawTimeUs: () => number;
  readonly playing: boolean;
  readonly theme: "light" | "dark";
}

export interface LensDefinition<V extends ViewName> {
  readonly id: V;
  readonly title: string;
  /** One line shown under the title of an empty lens and in the help sheet. */
  readonly hint: string;
  /** Digit that opens it. */
  readonly key: string;
  /** Lazily loaded, so that a lens costs nothing before it is opened. */
  readonly load: () => Promise<{ readonly Lens: ComponentType<LensProps<V>> }>;
}
