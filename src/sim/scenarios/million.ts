/**
 * million: one node with a million living processes. Keepers of districts give birth to residents, residents pass
 * rumours on to those they know, some leave, some crash, and empty houses are filled again. Nobody who is silent costs
 * an event.
 */

import type { Scenario } from "../scenario.ts";
import { nobodyLost } from "./million-checker.ts";
import { planOf, townModules } from "./million-town.ts";
import { summaryOf } from "./summaries.ts";

export const million: Scenario = {
  ...summaryOf("million"),
  nodes: 1,
  link: { latencyUs: { kind: "constant", value: 1_000 }, minUs: 1_000, lossPpm: 0 },
  schedulers: 8,
  handlerCostUs: 0,
  parameters: [
    { name: "processes", title: "Residents", initial: 1_000_000, min: 1_000, max: 1_000_000 },
    {
      name: "churnPerMille",
      title: "Of a thousand residents, end each second",
      initial: 2,
      min: 0,
      max: 100,
    },
    { name: "rumourEveryS", title: "A new rumour every … s (0: none)", initial: 10, min: 0, max: 3_600 },
  ],
  campaignParameters: { processes: 1_000, churnPerMille: 20, rumourEveryS: 2 },
  resources: [],
  checkers: [nobodyLost],
  code: (parameters) => townModules(planOf(parameters)),
  invitation: "kill_district",
  boot: (_node, parameters) => ["root", "start", ["town", planOf(parameters)]],
};
