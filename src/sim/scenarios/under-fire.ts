/**
 * Registers under fire: the world of `registers` in which one knows who leads, for scenarios that hurt the leader by
 * name. n1 waits least for a leader and n5 longest, so n1 leads first, and whoever is next takes over.
 */

import { registersBoot, registersScenario } from "../histories/registers-scenario.ts";
import type { Scenario } from "../scenario.ts";

/** Between the shortest waits of two neighbours: more than a vote takes. */
const STAGGER_US = 60_000;
const SHORTEST_US = 200_000;

export const registersUnderFire: Scenario = {
  ...registersScenario,
  boot: (node, parameters) =>
    registersBoot(node, parameters, {
      heartbeatUs: 50_000,
      electionTimeoutMinUs: SHORTEST_US + node * STAGGER_US,
      electionTimeoutMaxUs: SHORTEST_US + node * STAGGER_US + 30_000,
    }),
};
