/** Door of the registry checkers: one name has one living holder, and the dead hold none. */

import type { Checker } from "../checker.ts";
import { deadHoldNothing } from "./dead-hold-nothing.ts";
import { oneHolder } from "./one-holder.ts";

export { deadHoldNothing } from "./dead-hold-nothing.ts";
export { oneHolder } from "./one-holder.ts";

export const REGISTRY_CHECKERS: readonly Checker[] = [oneHolder, deadHoldNothing];
