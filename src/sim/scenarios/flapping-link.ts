/**
 * flapping-link: the link between the leader and its likeliest successor is cut and healed faster than anybody can get
 * used to. With pre-vote the successor asks before it disturbs, and the leader stays.
 */

import type { Scenario } from "../scenario.ts";
import { scriptOf } from "./fault-script.ts";
import { summaryOf } from "./summaries.ts";
import { registersUnderFire } from "./under-fire.ts";

export const flappingLink: Scenario = {
  ...registersUnderFire,
  ...summaryOf("flapping-link"),
  script: scriptOf(`
    at 3 s: flap n1 - n2 every 700 ms, 10 times
    at 12 s: flap n1 - n3 every 300 ms, 20 times
  `),
};
