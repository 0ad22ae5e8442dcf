/**
 * Keeps B beside A: asks for B as the open lens shows it at the moment that is on the screen, for as long as both stand
 * side by side.
 *
 * Invariants
 * - One question at a time, and only while something has changed: moment, lens, its parameters, or B itself.
 * - An answer for another B, or after the end, is void. A refusal ends the comparison, which says why.
 */

import type { Look, LookRequest, Reply } from "../bridge/index.ts";
import type { CompareState, CompareStore } from "./compare-store.ts";
import type { RunStore } from "./run-store.ts";
import type { UiStore } from "./ui-store.ts";

export interface SightOptions {
  readonly store: CompareStore;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
  readonly look: (request: LookRequest) => Promise<Reply<Look>>;
}

/** Follows until the function it answers is called. */
export function followSight(options: SightOptions): () => void {
  const { store, runStore, uiStore } = options;
  const memory = { isBusy: false, hasEnded: false, shown: undefined as Wanted | undefined };
  const wake = (): void => void follow(options, memory);
  const stops = [runStore.subscribe(wake), uiStore.subscribe(wake), store.subscribe(wake)];
  wake();
  return () => {
    memory.hasEnded = true;
    for (const stop of stops) stop();
  };
}

interface Memory {
  isBusy: boolean;
  hasEnded: boolean;
  shown: Wanted | undefined;
}

/** What is to be seen. */
interface Wanted extends LookRequest {
  readonly view: Exclude<LookRequest["view"], "run" | "timeline" | "inspector">;
  readonly b: CompareState["b"];
}

const NO_PARAMS = {};

async function follow(options: SightOptions, memory: Memory): Promise<void> {
  if (memory.isBusy) return;
  memory.isBusy = true;
  for (let wanted = wantedOf(options); isNew(wanted, memory); wanted = wantedOf(options)) {
    const { view, params, atUs, b } = wanted;
    const reply = await options.look({ view, params, atUs });
    if (memory.hasEnded) return;
    if (options.store.getState().b !== b) continue;
    if (!reply.ok) break;
    const { assigns } = reply.value;
    if (assigns === null) continue;
    memory.shown = wanted;
    options.store.setState({ sight: { lens: view, atUs: reply.value.atUs, assigns: assigns as never } });
  }
  memory.isBusy = false;
}

/** Undefined where there is nothing to look at yet, or no more. */
function wantedOf({ store, runStore, uiStore }: SightOptions): Wanted | undefined {
  const { b, stage, facts } = store.getState();
  const { run } = runStore.getState().assigns;
  // The comparison opens B first; then it can be looked at.
  if (b === null || stage.kind === "problem" || facts === null || run === undefined) return undefined;
  const { lens, params } = uiStore.getState();
  return { view: lens, params: params[lens] ?? NO_PARAMS, atUs: run.nowUs, b };
}

function isNew(wanted: Wanted | undefined, { hasEnded, shown }: Memory): wanted is Wanted {
  if (wanted === undefined || hasEnded) return false;
  return (
    shown?.b !== wanted.b ||
    shown.atUs !== wanted.atUs ||
    shown.view !== wanted.view ||
    shown.params !== wanted.params
  );
}
