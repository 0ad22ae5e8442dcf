/** Assigns of the inspector: everything about one selected thing. */

import type { WhyAssigns } from "./events-assigns.ts";

/**
 * Inspector: details of the selection; parameters `target` (node, process, link, variable, proposal or event id), and
 * `level` and `unfold` as in the events view.
 */
export interface InspectorAssigns {
  readonly target: string | null;
  readonly kind: "node" | "process" | "link" | "variable" | "proposal" | "event" | null;
  readonly title: string;
  readonly subtitle: string;
  /** Set when the selected thing no longer exists: what became of it. */
  readonly gone: string | null;
  readonly facts: readonly {
    readonly name: string;
    readonly value: string;
    readonly target: string | null;
  }[];
  readonly sections: readonly InspectorSection[];
  readonly actions: readonly InspectorAction[];
  /** Why its last event happened; null when there is no event to ask about. */
  readonly why: WhyAssigns | null;
}

export interface InspectorSection {
  readonly title: string;
  readonly rows: readonly {
    readonly text: string;
    readonly detail: string | null;
    readonly target: string | null;
  }[];
  readonly empty: string;
}

export interface InspectorAction {
  readonly label: string;
  readonly key: string | null;
  readonly danger: boolean;
  readonly action: { readonly kind: string; readonly target: string; readonly [field: string]: unknown };
}
