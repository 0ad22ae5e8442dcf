/** Door of the checkers of variables. */

import type { Checker } from "../checker.ts";
import { tokensNeverGoBack } from "./fencing.ts";
import { electorateIsFrozen, oneProposal, terminalIsFinal } from "./proposal-rules.ts";
import { agentsFollow, compareAndSet, versionsWithoutGap } from "./version-rules.ts";
import { decisionFollowsRule, votesCountOnce } from "./vote-rules.ts";

/** All of them, in the order of the invariants V1 … V9. */
export const VARIABLE_CHECKERS: readonly Checker[] = [
  oneProposal,
  votesCountOnce,
  decisionFollowsRule,
  terminalIsFinal,
  versionsWithoutGap,
  agentsFollow,
  tokensNeverGoBack,
  compareAndSet,
  electorateIsFrozen,
];
