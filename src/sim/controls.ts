/**
 * Controls: what the world itself has to do at a later time: apply an input, notice a lost connection, restore one.
 * At one instant controls come before every event of a node, in the order in which they were scheduled.
 */

import type { InputRecord } from "./input.ts";

export type Control =
  | { readonly kind: "input"; readonly record: InputRecord; readonly inputSeq: number }
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
    while (at > 0 && (this.#pending[at - 1] as ScheduledControl).atUs > atUs) at--;
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

function isInputAfter(control: Control, inputSeq: number): boolean {
  return control.kind === "input" && control.inputSeq > inputSeq;
}
