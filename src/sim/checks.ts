/** The checkers of a run side by side: what each has looked at, and the first violation. */

import { assert } from "../base/index.ts";
import type { Node } from "../kernel/index.ts";
import type { Checker, Violation, WorldView } from "./checkers/checker.ts";
import { type Captured, captureAll, restoreAll } from "./checkers/memory/memory.ts";

export interface CheckState {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly checked: number;
  readonly violation: Violation | undefined;
}

export type FirstViolation = Violation & { readonly checker: string };

/** Everything the checkers knew at one moment. Belongs to a snapshot of the world of the same moment. */
export interface ChecksCapture {
  readonly firstViolation: FirstViolation | undefined;
  readonly checkers: readonly Captured[];
}

export interface Checks {
  afterEvent(node: Node): void;
  states(): readonly CheckState[];
  readonly firstViolation: FirstViolation | undefined;
  /** To be taken between events. Immutable, cheap, and sharing with other captures what has not changed. */
  capture(): ChecksCapture;
  /** To be called together with `restore` of the world; also with a capture of the same checkers in another world. */
  restore(captured: ChecksCapture): void;
}

export function createChecks(checkers: readonly Checker[], world: WorldView): Checks {
  const running = checkers.map((checker) => checker.create(world));
  let firstViolation: FirstViolation | undefined;
  return {
    afterEvent(node) {
      for (let i = 0; i < running.length; i++) {
        const check = running[i] as (typeof running)[number];
        if (check.violation !== undefined) continue;
        check.afterEvent(node);
        if (check.violation !== undefined)
          firstViolation ??= foundBy(checkers[i] as Checker, check.violation);
      }
    },
    states: () =>
      running.map(({ checked, violation }, i) => {
        const { id, title, source } = checkers[i] as Checker;
        return { id, title, source, checked, violation };
      }),
    get firstViolation() {
      return firstViolation;
    },
    capture: () => ({ firstViolation, checkers: captureAll(running) }),
    restore(captured) {
      assert(captured.checkers.length === running.length, "a capture of other checkers cannot be restored");
      restoreAll(running, captured.checkers);
      firstViolation = captured.firstViolation;
    },
  };
}

function foundBy(checker: Checker, violation: Violation): FirstViolation {
  return { ...violation, checker: checker.id };
}
