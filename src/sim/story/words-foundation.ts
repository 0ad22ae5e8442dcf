/** Words for the domain events of the behaviours and services: supervisors, consensus, registry, event store. */

import type { RAFT_EVENTS } from "../../foundation/index.ts";
import type { OTP_EVENTS } from "../../otp/index.ts";
import type { Words, WordsOf } from "./words.ts";

export const OTP_WORDS = {
  "otp.child_started": {
    novice: "On {node}, {supervisor} starts {id} and watches over it from now on.",
    operator: "On {node}, supervisor {supervisor} started child {id}.",
  },
  "otp.child_start_failed": {
    told: 2,
    novice: "On {node}, {id} could not be started.",
    operator: "On {node}, {id} could not be started: {reason}.",
  },
  "otp.child_terminated": {
    novice: "On {node}, {id} has ended; {supervisor}, which watches over it, decides what to do.",
    operator: "On {node}, child {id} of supervisor {supervisor} ended with {reason}.",
  },
  "otp.child_restarted": {
    told: 3,
    novice: "{id} on {node} had stopped; {supervisor}, which watches over it, has started it afresh.",
    operator: "On {node}, supervisor {supervisor} restarted {id} after it ended with {reason}.",
  },
  "otp.restart_delayed": {
    told: 2,
    novice: "{id} on {node} keeps failing, so {supervisor} waits {delayUs} before it tries again.",
    operator:
      "On {node}, supervisor {supervisor} waits {delayUs} before it restarts {id}[ after {failures} failures in a row].",
  },
  "otp.restart_intensity_reached": {
    told: 3,
    novice: "On {node}, things fail faster than {supervisor} may start them again, so it gives up.",
    operator:
      "On {node}, supervisor {supervisor} has seen more than {intensity} restarts in {period} s and gives up.",
  },
  "otp.auto_shutdown": {
    novice: "On {node}, {id} has ended, and without it {supervisor} has nothing left to do: it ends too.",
    operator:
      "On {node}, the end of significant child {id} shuts supervisor {supervisor} down (auto_shutdown).",
  },
  "otp.supervisor_gave_up": {
    told: 3,
    novice: "On {node}, {supervisor} has stopped with all it watched over; the one above it decides now.",
    operator: "On {node}, supervisor {supervisor} ended; its own supervisor decides now.",
  },
  "otp.application_stopped": {
    told: 3,
    novice: "On {node}, the whole application {name} has stopped.",
    operator: "On {node}, application {name} stopped: {reason}.",
  },
} as const satisfies WordsOf<typeof OTP_EVENTS>;

export const RAFT_WORDS = {
  "raft.pre_vote_started": {
    novice: "{node} has heard nothing from a leader for a while and asks whether it could become one.",
    operator: "{node} starts a pre-vote in term {term}: no leader heard for an election timeout.",
  },
  "raft.election_started": {
    told: 2,
    novice: "{node} wants to lead and asks the others for their votes.",
    operator: "{node} stands for election in term {term}.",
  },
  "raft.leader_elected": {
    told: 3,
    novice: "{node} now leads: most nodes voted for it, and decisions go through it.",
    operator:
      "{node} is the leader of term {term}, elected with {votes} votes[, {waitedUs} after it last heard a leader].",
  },
  "raft.stepped_down": {
    told: 3,
    novice: {
      by: "reason",
      cases: {
        no_quorum: "{node} no longer leads: it cannot reach most of the nodes, so nobody may follow it.",
        newer_term: "{node} no longer leads: another election has taken place without it.",
      },
      otherwise: "{node} no longer leads.",
    },
    operator: {
      by: "reason",
      cases: {
        no_quorum: "{node} stopped leading: it no longer hears a majority.",
        newer_term: "{node} stopped leading: it met a newer term.",
      },
      otherwise: "{node} stopped leading: {reason}.",
    },
  },
  "raft.committed": {
    novice: "{node} knows that most nodes have written down {entries} more entries: they are safe for good.",
    operator: "{node} learned that its log is committed up to index {index} in term {term}.",
  },
  "raft.entry_applied": {
    novice: "{node} carries out one of the agreed entries.",
    operator: "{node} applied log entry {index} of term {term}.",
  },
} as const satisfies WordsOf<typeof RAFT_EVENTS>;

export const SERVICE_WORDS: Readonly<Record<string, Words>> = {
  "registry.registered": {
    novice: "On {node}, a process can now be found by the name {key}.",
    operator: "On {node}, {pid} is registered as {key} in {namespace}.",
  },
  "registry.metadata_updated": {
    novice: "On {node}, what is known about {key} has been updated.",
    operator: "On {node}, the metadata of {key} in {namespace} was replaced.",
  },
  "registry.unregistered": {
    novice: "On {node}, the name {key} is free again.",
    operator: "On {node}, {key} in {namespace} was unregistered, cause {cause}[: {reason}].",
  },
  "registry.name_taken": {
    novice: "On {node}, the name {key} was wanted but already belongs to another process.",
    operator: "On {node}, {pid} could not register {key} in {namespace}: {holder} holds it.",
  },
  "registry.recovered": {
    told: 3,
    novice: "On {node}, the directory of names is back and still knows everybody.",
    operator: "On {node}, the process registry is back and has taken its entries over.",
  },
  "event_store.stored": {
    novice: "On {node}, {events} more events have been written to the history.",
    operator: "On {node}, the event store took {events} events, newest sequence {newest}.",
  },
  "event_store.rejected": {
    novice: "On {node}, the history refused an event that was not in order.",
    operator: "On {node}, the event store rejected an event: {reason}[ (id {id})].",
  },
  "event_store.evicted": {
    novice: "On {node}, the oldest events were dropped from the history to make room.",
    operator: "On {node}, the event store evicted {events} events; the oldest is now {oldest}.",
  },
  "event_store.buffer_overflowed": {
    novice: "On {node}, an event was lost: the history could not be reached and the waiting room was full.",
    operator: "On {node}, the event buffer of {source} overflowed: {dropped} dropped, policy {policy}.",
  },
  "telemetry.metrics_reset": {
    novice: "On {node}, all counters start from zero again.",
    operator: "On {node}, {series} metric series were emptied on request.",
  },
};
