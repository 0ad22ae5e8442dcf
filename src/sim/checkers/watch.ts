/**
 * A checker at work, from what it looks at and the pieces of memory that this uses.
 *
 * Invariants: `look` keeps nothing outside of `memory`, so that the checker as a whole can be captured and restored.
 */

import type { Node } from "../../kernel/index.ts";
import type { RunningChecker, Violation } from "./checker.ts";
import { type Captured, captureAll, type Memory, restoreAll } from "./memory/memory.ts";

export interface WatchOptions {
  /** What is wrong after an event in `node`, or undefined. Calls `compared` when there was something to compare. */
  readonly look: (node: Node, compared: () => void) => string | undefined;
  /** Everything `look` remembers. */
  readonly memory: readonly Memory[];
  /** Sequence of the event to blame; the newest one in the trace unless told. */
  readonly blame?: (node: Node) => number;
}

interface CapturedWatch {
  readonly checked: number;
  readonly violation: Violation | undefined;
  readonly memory: readonly Captured[];
}

export function watch(options: WatchOptions): RunningChecker {
  return new Watch(options);
}

class Watch implements RunningChecker {
  checked = 0;
  violation: Violation | undefined = undefined;
  readonly #look: WatchOptions["look"];
  readonly #memory: readonly Memory[];
  readonly #blame: (node: Node) => number;
  readonly #compared = (): void => {
    this.checked++;
  };

  constructor({ look, memory, blame = (node) => node.trace.seq }: WatchOptions) {
    this.#look = look;
    this.#memory = memory;
    this.#blame = blame;
  }

  afterEvent(node: Node): void {
    if (this.violation !== undefined) return;
    const text = this.#look(node, this.#compared);
    if (text === undefined) return;
    this.violation = { atUs: node.nowUs, text, event: { node: node.index, seq: this.#blame(node) } };
  }

  capture(): CapturedWatch {
    return { checked: this.checked, violation: this.violation, memory: captureAll(this.#memory) };
  }

  restore({ checked, violation, memory }: CapturedWatch): void {
    this.checked = checked;
    this.violation = violation;
    restoreAll(this.#memory, memory);
  }
}
