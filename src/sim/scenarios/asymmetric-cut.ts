/**
 * asymmetric-cut: the leader can speak and hears nobody. Its heartbeats keep the others quiet, and yet nothing it proposes
 * can ever be acknowledged: without check-quorum this lasts for ever. Later a follower can hear and not speak.
 */

import type { Scenario } from "../scenario.ts";
import { scriptOf } from "./fault-script.ts";
import { summaryOf } from "./summaries.ts";
import { registersUnderFire } from "./under-fire.ts";

export const asymmetricCut: Scenario = {
  ...registersUnderFire,
  ...summaryOf("asymmetric-cut"),
  script: scriptOf(`
    at 3 s: cut the links n2>n1, n3>n1, n4>n1, n5>n1 for 4 s
    at 10 s: cut the links n5>n1, n5>n2, n5>n3, n5>n4 for 4 s
  `),
};
