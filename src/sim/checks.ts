/** The checkers of a run side by side: what each has looked at, and the first violation. */

import type { Node } from "../kernel/index.ts";
import type { Checker, RunningChecker, Violation, WorldView } from "./checkers/checker.ts";

export interface CheckState {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly checked: number;
  readonly violation: Violation | undefined;
}

export type FirstViolation = Violation & { readonly checker: string };

export interface Checks {
  afterEvent(node: Node): void;
  states(): readonly CheckState[];
  readonly firstViolation: FirstViolation | undefined;
}

export function createChecks(checkers: readonly Checker[], world: WorldView): Checks {
  const running = checkers.map((checker) => [checker, checker.create(world)] as const);
  let firstViolation: FirstViolation | undefined;
  return {
    afterEvent(node) {
      for (const [checker, check] of running) {
        if (check.violation !== undefined) continue;
        check.afterEvent(node);
        firstViolation ??= foundBy(checker, check);
      }
    },
    states: () =>
      running.map(([{ id, title, source }, { checked, violation }]) => ({
        id,
        title,
        source,
        checked,
        violation,
      })),
    get firstViolation() {
      return firstViolation;
    },
  };
}

function foundBy(checker: Checker, { violation }: RunningChecker): FirstViolation | undefined {
  return violation === undefined ? undefined : { ...violation, checker: checker.id };
}
