/** What a node is made of. */

import type { Code } from "./code.ts";
import type { Transmit } from "./signal.ts";

export interface NodeOptions {
  readonly index: number;
  readonly seed: number;
  readonly code: Code;
  /** Virtual schedulers; processes queue for them when handlers cost time. */
  readonly schedulers?: number;
  /** Virtual time a handled message takes unless the process says otherwise. */
  readonly handlerCostUs?: number;
  readonly traceCapacity?: number;
  readonly defects?: ReadonlySet<string>;
  readonly transmit?: Transmit;
}
