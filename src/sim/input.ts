/**
 * Inputs: everything that reaches the world from outside. A run is a function of its scenario, its seed and this list.
 *
 * An input takes effect at its virtual time before any other event of that instant. The world gives a new input the
 * next free microsecond, so that replaying the list puts it after exactly the same events.
 *
 * What can be done, how it is checked and how it is put into words is in `faults/`.
 */

export type { Action, InputRecord } from "./faults/index.ts";
export {
  ACTION_KINDS,
  describeAction,
  nodeIndexOf,
  parseAction,
  parseLink,
  parsePid,
} from "./faults/index.ts";
