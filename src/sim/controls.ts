/**
 * Controls: what the world itself has to do at a later time: apply an input or a later part of one, notice a lost
 * connection, restore one.
 * At one instant controls come before every event of a node: inputs first, in their order, then the others in the order
 * in which they were scheduled. So it does not matter whether an input was known long before or came just in time.
 */

import type { Action, InputRecord } from "./input.ts";

export type Control =
  | { readonly kind: "input"; readonly record: InputRecord; readonly inputSeq: number }
  /** A later part of an input that takes its time: a flap, a burst. */
  | { readonly kind: "effect"; readonly action: Action; readonly inputSeq: number }
  /** Both ends notice that the link between `a` and `b` has been silent too long. */
  | { readonly kind: "disconnect"; readonly a: number; readonly b: number; readonly inputSeq: number }
  | { readonly kind: "connect"; readonly a: number; readonly b: number; readonly inputSeq: number };

export interface ScheduledControl {
  readonly atUs: number;
  readonly seq: number;
  readonly control: Control;
}

/** A short sorted list: there are only ever a few controls pending. */
export class Controls {
  #pending: ScheduledControl[] = [];
  #seq = 0;

  get nextUs(): number {
    return this.#pending[0]?.atUs ?? Number.POSITIVE_INFINITY;
  }

  /** What comes next. */
  get next(): Control | undefined {
    return this.#pending[0]?.control;
  }

  schedule(atUs: number, control: Control): void {
    const entry = { atUs, seq: ++this.#seq, control };
    let at = this.#pending.length;
    while (at > 0 && isBefore(entry, this.#pending[at - 1] as ScheduledControl)) at--;
    this.#pending.splice(at, 0, entry);
  }

  take(): ScheduledControl | undefined {
    return this.#pending.shift();
  }

  /** How many inputs with a number above `inputSeq` are still to come. */
  pendingInputsAfter(inputSeq: number): number {
    return this.#pending.filter(({ control }) => isInputAfter(control, inputSeq)).length;
  }

  /** Takes back the inputs with a number above `inputSeq` that are still to come. */
  dropInputsAfter(inputSeq: number): void {
    this.#pending = this.#pending.filter(({ control }) => !isInputAfter(control, inputSeq));
  }

  snapshot(): readonly ScheduledControl[] {
    return this.#pending.slice();
  }

  restore(pending: readonly ScheduledControl[]): void {
    this.#pending = pending.slice();
    this.#seq = Math.max(this.#seq, ...pending.map((entry) => entry.seq));
  }
}

/** Whether `entry`, which was scheduled later than `other`, comes first all the same. */
function isBefore(entry: ScheduledControl, other: ScheduledControl): boolean {
  if (entry.atUs !== other.atUs) return entry.atUs < other.atUs;
  return entry.control.kind === "input" && other.control.kind !== "input";
}

/** What a control does to the world, when that is an action. */
export function actionOf(control: Control | undefined): Action | undefined {
  if (control?.kind === "input") return control.record.action;
  return control?.kind === "effect" ? control.action : undefined;
}

function isInputAfter(control: Control, inputSeq: number): boolean {
  return control.kind === "input" && control.inputSeq > inputSeq;
}
