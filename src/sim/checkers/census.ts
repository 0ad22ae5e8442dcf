/** Whether processes have come or gone in a node since it was last looked at, in two comparisons. */

import type { Node } from "../../kernel/index.ts";

export interface Census {
  /** Processes born so far. */
  readonly serial: number;
  /** Processes alive. */
  readonly processes: number;
}

/** Before the first count. */
export const NO_CENSUS: Census = { serial: -1, processes: -1 };

export function censusOf(node: Node): Census {
  return { serial: node.serial, processes: node.processCount };
}

export function isSameCensus(node: Node, last: Census): boolean {
  return last.serial === node.serial && last.processes === node.processCount;
}
