/**
 * What there is to open, in the order of the menu: known to the page before the code of a scenario has been fetched.
 * The first one is what the page opens with.
 */

import { ensure } from "../../base/index.ts";
import type { ScenarioSummary } from "../scenario-summary.ts";

export const SUMMARIES: readonly ScenarioSummary[] = [
  {
    id: "learning-cluster",
    title: "Learning cluster",
    summary:
      "Five nodes, ten agents that learn to read digits and agree on a better learning rate. Kill the leader or cut the network.",
    defaultSpeed: 0.5,
  },
  {
    id: "supervision-basics",
    title: "Supervision basics",
    summary:
      "One node, three supervisors with different strategies over the same workers. Crash b in each and compare.",
    defaultSpeed: 1,
  },
  {
    id: "supervision-strategies",
    title: "Supervision strategies",
    summary: "All strategies, restart types and ways to give up. Guess who goes down with b, then crash it.",
    defaultSpeed: 1,
  },
  {
    id: "partition-3-2",
    title: "Partition 3–2",
    summary:
      "At 6 s the network is cut: n1, n2 here, n3, n4, n5 there. At 14 s it heals. Who may decide meanwhile?",
    defaultSpeed: 0.5,
  },
  {
    id: "registers",
    title: "Registers",
    summary:
      "Ten clients read, write and compare-and-set registers on five nodes. Cut the network or crash the leader: does anybody see time go back?",
    defaultSpeed: 0.5,
  },
  {
    id: "asymmetric-cut",
    title: "Asymmetric cut",
    summary:
      "At 3 s the leader n1 speaks and hears nobody; at 10 s n5 hears and cannot speak. Who leads, and who is disturbed?",
    defaultSpeed: 0.5,
  },
  {
    id: "flapping-link",
    title: "Flapping link",
    summary:
      "The link between the leader and its likeliest successor comes and goes. Does the cluster change its leader every time?",
    defaultSpeed: 0.5,
  },
  {
    id: "gc-pause-leader",
    title: "Pause of the leader",
    summary:
      "At 3 s the leader n1 stops for two seconds and wakes as if no time had passed. Two believe that they lead: whom do the others believe?",
    defaultSpeed: 0.5,
  },
  {
    id: "million",
    title: "A million processes",
    summary: "One node grows to a million processes. Zoom down to a single one, or kill a district.",
    defaultSpeed: 1,
    opensWith: "density",
  },
];

export function summaryOf(id: string): ScenarioSummary {
  return ensure(
    SUMMARIES.find((summary) => summary.id === id),
    "every scenario has its summary here",
  );
}
