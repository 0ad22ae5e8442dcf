/**
 * Shrinking in steps: which shorter scripts to try next, and what follows from how they went. The scripts of one step
 * may be tried side by side: they are read in order, and the first that still breaks the invariant wins, so the result
 * does not depend on how many are tried at once.
 *
 * Delta debugging (A. Zeller, R. Hildebrandt, IEEE TSE 28, 2002) with one pass per size: pieces of the script are left
 * out one after another, halves first, single inputs last, until no single input can be left out.
 */

import type { InputRecord } from "../input.ts";
import type { FoundViolation } from "./order.ts";

export interface ShrinkState {
  /** The shortest script so far that breaks the invariant. */
  readonly inputs: readonly InputRecord[];
  readonly violation: FoundViolation;
  /** Inputs left out at once, and where the next piece begins. */
  readonly chunk: number;
  readonly at: number;
  readonly hasRemoved: boolean;
  /** Runs that counted so far. */
  readonly tries: number;
  readonly isDone: boolean;
}

const TRIES_MAX = 400;
/** A shorter script may break the invariant a little later. */
const LATER_US = 1_000_000;

/** Inputs after the violation never matter. */
export function startShrink(inputs: readonly InputRecord[], violation: FoundViolation): ShrinkState {
  const useful = inputs.filter(({ atUs }) => atUs <= violation.atUs);
  const chunk = Math.max(1, Math.ceil(useful.length / 2));
  const isDone = useful.length === 0;
  return { inputs: useful, violation, chunk, at: 0, hasRemoved: false, tries: 0, isDone };
}

/** Virtual time up to which a script is tried. */
export function shrinkHorizonUs(state: ShrinkState): number {
  return state.violation.atUs + LATER_US;
}

/** The next scripts to try, at most `width`; none when it is done. */
export function shrinkCandidates(state: ShrinkState, width: number): readonly (readonly InputRecord[])[] {
  const candidates: (readonly InputRecord[])[] = [];
  if (state.isDone) return candidates;
  const { inputs, chunk } = state;
  for (let at = state.at; at < inputs.length && candidates.length < width; at += chunk)
    candidates.push(inputs.toSpliced(at, chunk));
  return candidates;
}

/** `violations` of the candidates in their order; null where nothing broke. */
export function settleShrink(
  state: ShrinkState,
  candidates: readonly (readonly InputRecord[])[],
  violations: readonly (FoundViolation | null)[],
): ShrinkState {
  let { at, tries } = state;
  for (const [i, inputs] of candidates.entries()) {
    const violation = violations[i] ?? null;
    tries++;
    if (violation?.checker === state.violation.checker)
      return afterPiece({
        ...startShrink(inputs, violation),
        chunk: state.chunk,
        at,
        hasRemoved: true,
        tries,
      });
    at += state.chunk;
  }
  return afterPiece({ ...state, at, tries });
}

/** The next piece, the next pass, or the end. */
function afterPiece(state: ShrinkState): ShrinkState {
  const { inputs, chunk, at, hasRemoved, tries } = state;
  if (inputs.length === 0 || tries >= TRIES_MAX) return { ...state, isDone: true };
  if (at < inputs.length) return state;
  if (chunk === 1) return { ...state, at: 0, hasRemoved: false, isDone: !hasRemoved };
  return { ...state, at: 0, hasRemoved: false, chunk: Math.min(Math.ceil(chunk / 2), inputs.length) };
}
