/**
 * gc-pause-leader: the leader stops for two seconds, as in a long collector stall, and wakes as if no time had passed. For
 * a moment two servers believe that they lead. Which of them is believed by the others?
 */

import type { Scenario } from "../scenario.ts";
import { scriptOf } from "./fault-script.ts";
import { summaryOf } from "./summaries.ts";
import { registersUnderFire } from "./under-fire.ts";

export const gcPauseLeader: Scenario = {
  ...registersUnderFire,
  ...summaryOf("gc-pause-leader"),
  script: scriptOf(`
    at 3 s: pause n1 for 2 s
    at 9 s: pause n2 for 250 ms
  `),
};
