/** Words for the domain events of the agents and variables, and of the town. */

import type { AGENT_EVENTS } from "../../mabeam/agents/index.ts";
import type { VARIABLE_EVENTS } from "../../mabeam/variables/index.ts";
import type { Words, WordsOf } from "./words.ts";

export const AGENT_WORDS = {
  "agent.started": {
    novice: "{agent} on {node} is ready to learn.",
    operator: "{agent} on {node} started, incarnation {incarnation}[, {restarts} restarts].",
  },
  "agent.failed": {
    told: 2,
    novice: "{agent} on {node} has crashed.",
    operator: "{agent} on {node} failed: {reason}.",
  },
  "agent.stopped": {
    novice: "{agent} on {node} has finished in good order.",
    operator: "{agent} on {node} stopped with {reason}.",
  },
  "agent.restored": {
    told: 2,
    novice: "{agent} on {node} is back and has forgotten nothing it had learnt.",
    operator: "{agent} on {node} is back and goes on from its saved state.",
  },
  "agent.task_finished": {
    novice: "{agent} has practised a little more.",
    operator: "{agent} finished task {tasks}: {steps} steps[, loss {loss}] at learning rate {learningRate}.",
  },
  "agent.diverged": {
    novice: "{agent} learnt in steps that were too large and went astray; it keeps what it knew before.",
    operator: "{agent} diverged at step {step} with learning rate {learningRate}; the model was kept.",
  },
  "agent.evaluated": {
    told: 1,
    novice: "{agent} was tested: it reads {accuracy:percent} of digits it has never seen right.",
    operator: "{agent} reads {accuracy:percent} of the held-out digits right.",
  },
  "agent.tried": {
    novice: "{agent} has tried another way of learning to see whether it is better.",
    operator: "{agent} tried learning rate {candidate}: {score:nats} better, verdict {verdict}.",
  },
  "agent.applied": {
    novice: "{agent} now uses the agreed value of {variable}, {value}.",
    operator: "{agent} switched to version {version} of {variable}, {value} (token {token}).",
  },
  "agent.save_refused": {
    novice: "{agent} wanted to save something out of date; the store kept the newer one.",
    operator: "A save of {agent} was refused: its incarnation {incarnation} is out of date.",
  },
} as const satisfies WordsOf<typeof AGENT_EVENTS>;

export const VARIABLE_WORDS = {
  "variables.proposal_opened": {
    told: 2,
    novice: "{proposer} suggests setting {variable} to {value}; every agent now tries it on its own data.",
    operator: "{proposer} proposes {variable} = {value}; the agents measure it.",
  },
  "variables.vote_cast": {
    told: 1,
    novice: {
      by: "decision",
      cases: {
        accept: "{agent} is for the suggestion: it works on its data.",
        reject: "{agent} is against the suggestion: it does not help on its data.",
      },
      otherwise: "{agent} keeps out of this vote.",
    },
    operator: "{agent} votes {decision} on {proposal}.",
  },
  "variables.proposal_decided": {
    told: 3,
    novice: {
      by: "state",
      cases: {
        accepted: "The agents agree: {variable} becomes {value} ({accepts} for, {rejects} against).",
        rejected: "The agents say no: {variable} stays as it was ({accepts} for, {rejects} against).",
      },
      otherwise: "The vote on {variable} ended without a decision; it stays as it was.",
    },
    operator: {
      by: "state",
      cases: { accepted: "{variable} = {value} is accepted ({accepts} for, {rejects} against)." },
      otherwise: "{variable} = {value} is {state} ({accepts} for, {rejects} against); the old value stays.",
    },
  },
  "variables.activated": {
    told: 2,
    novice: "From now on {variable} is {value} for everybody.",
    operator: "{variable} is {value} from version {version} on.",
  },
  "variables.settled": {
    told: 2,
    novice: "Every agent uses the new value of {variable}.",
    operator: "Every agent has switched to version {version} of {variable}.",
  },
  "variables.proposal_refused": {
    novice: "The suggestion to change {variable} was turned down before anybody was asked.",
    operator: "The proposal {variable} = {value} of {proposer} was refused: {reason}.",
  },
} as const satisfies WordsOf<typeof VARIABLE_EVENTS>;

export const TOWN_WORDS: Readonly<Record<string, Words>> = {
  "town.built": {
    told: 3,
    novice: "The town on {node} is built: {residents} people live in it.",
    operator: "The town on {node} is built: {districts} districts, {residents} residents.",
  },
  "town.rumour_started": {
    told: 2,
    novice: "Somebody in the town on {node} starts a rumour.",
    operator: "On {node}, rumour {rumour} starts in {houses} houses.",
  },
};
