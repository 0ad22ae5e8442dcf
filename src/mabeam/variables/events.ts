/** Domain events about variables. They are told once, by the node that leads when the entry is applied there. */

import type { DomainEvent } from "../../otp/index.ts";

export const VARIABLE_EVENTS = {
  "variables.proposal_opened": {
    description: "a change of a variable has been proposed and its electorate frozen",
    importance: 3,
    measurements: ["number", "electors", "index"],
    metadata: ["proposal", "variable", "value", "baseValue", "proposer"],
  },
  "variables.vote_cast": {
    description: "an agent's vote has been counted",
    importance: 1,
    measurements: ["number", "score", "index"],
    metadata: ["proposal", "agent", "decision", "reason"],
  },
  "variables.proposal_decided": {
    description: "the votes have accepted or rejected a proposal, or it was closed without a decision",
    importance: 3,
    measurements: ["number", "accepts", "rejects", "abstentions", "electors", "index"],
    metadata: ["proposal", "variable", "value", "state"],
  },
  "variables.activated": {
    description: "an accepted value has become the next version of its variable",
    importance: 3,
    measurements: ["version", "number", "index"],
    metadata: ["proposal", "variable", "value"],
  },
  "variables.settled": {
    description: "every agent that is up uses the version",
    importance: 2,
    measurements: ["version", "number", "acks", "index"],
    metadata: ["proposal", "variable", "value"],
  },
  "variables.proposal_refused": {
    description: "a proposal was refused before anybody was asked",
    importance: 2,
    measurements: [],
    metadata: ["variable", "value", "proposer", "reason"],
  },
} as const satisfies Readonly<Record<string, DomainEvent>>;
