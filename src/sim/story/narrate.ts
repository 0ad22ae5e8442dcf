/**
 * Domain events as plain sentences for the narration line. Importance 3 is what everybody should see, 1 is background.
 * An event without an entry here is not narrated; it is still in the event log.
 */

import { Pid } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import { field, nodeText, numberOf, spanText, textOf } from "./facts.ts";

export interface Narration {
  readonly text: string;
  readonly importance: 1 | 2 | 3;
}

/** The name of a process for people. */
export type NameOf = (pid: Pid) => string;

type Narrator = (event: DomainEvent, node: string, nameOf: NameOf) => Narration | undefined;

const say = (importance: 1 | 2 | 3, text: string): Narration => ({ importance, text });

const NARRATORS: Readonly<Record<string, Narrator>> = {
  "otp.child_restarted": (event, node, nameOf) =>
    say(
      3,
      `On ${node}, ${supervisorText(event, nameOf)} restarted ${textOf(event, "id")} after it ended with ${reasonText(event)}.`,
    ),
  "otp.child_start_failed": (event, node) =>
    say(2, `On ${node}, ${textOf(event, "id")} could not be started: ${reasonText(event)}.`),
  "otp.restart_intensity_reached": (event, node, nameOf) =>
    say(
      3,
      `On ${node}, ${supervisorText(event, nameOf)} has seen more than ${textOf(event, "intensity")} restarts in ${textOf(event, "period")} s and gives up.`,
    ),
  "otp.supervisor_gave_up": (event, node, nameOf) =>
    say(3, `On ${node}, ${supervisorText(event, nameOf)} ended; its own supervisor decides now.`),
  "otp.application_stopped": (event, node) =>
    say(3, `On ${node}, application ${textOf(event, "name")} stopped: ${reasonText(event)}.`),
  "registry.recovered": (_event, node) =>
    say(3, `On ${node}, the process registry is back and has taken its entries over.`),
  "raft.election_started": (event, node) =>
    say(2, `${node} stands for election in term ${textOf(event, "term")}.`),
  "raft.leader_elected": (event, node) =>
    say(
      3,
      `${node} is the leader of term ${textOf(event, "term")}, elected with ${textOf(event, "votes")} votes${waited(event)}.`,
    ),
  "raft.stepped_down": (event, node) => say(3, `${node} stopped leading: ${steppedDown(event)}.`),
  "variables.proposal_opened": (event) =>
    say(
      2,
      `${textOf(event, "proposer")} proposes ${textOf(event, "variable")} = ${valueText(event, "value")}; the agents measure it.`,
    ),
  "variables.vote_cast": (event) =>
    say(1, `${textOf(event, "agent")} votes ${textOf(event, "decision")} on ${textOf(event, "proposal")}.`),
  "variables.proposal_decided": (event) => say(3, decided(event)),
  "variables.activated": (event) =>
    say(
      2,
      `${textOf(event, "variable")} is ${valueText(event, "value")} from version ${textOf(event, "version")} on.`,
    ),
  "variables.settled": (event) =>
    say(
      2,
      `Every agent has switched to version ${textOf(event, "version")} of ${textOf(event, "variable")}.`,
    ),
  "town.built": (event, node) =>
    say(
      3,
      `The town on ${node} is built: ${textOf(event, "districts")} districts, ${countText(event, "residents")} residents.`,
    ),
  "town.rumour_started": (event, node) =>
    say(2, `On ${node}, rumour ${textOf(event, "rumour")} starts in ${textOf(event, "houses")} houses.`),
  "agent.failed": (event, node) =>
    say(2, `${textOf(event, "agent")} on ${node} failed: ${reasonText(event)}.`),
  "agent.restored": (event, node) =>
    say(2, `${textOf(event, "agent")} on ${node} is back and goes on from its saved state.`),
  "agent.evaluated": (event) =>
    say(
      1,
      `${textOf(event, "agent")} reads ${percent(numberOf(event, "accuracy"))} of the held-out digits right.`,
    ),
};

/** `nameOf` turns a pid into the name people know the process by. */
export function narrate(event: DomainEvent, nameOf: NameOf): Narration | undefined {
  return NARRATORS[event.name]?.(event, nodeText(event.node), nameOf);
}

/** Names with a sentence: a test holds them against the catalogues of the rooms. */
export const NARRATED_EVENTS: readonly string[] = Object.keys(NARRATORS);

function supervisorText(event: DomainEvent, nameOf: NameOf): string {
  const pid = field(event, "supervisor");
  return `supervisor ${pid instanceof Pid ? nameOf(pid) : textOf(event, "supervisor")}`;
}

function reasonText(event: DomainEvent): string {
  const reason = field(event, "reason");
  return Array.isArray(reason) && reason[1] === "$stack" ? String(reason[0]) : textOf(event, "reason");
}

function waited(event: DomainEvent): string {
  const us = numberOf(event, "waitedUs");
  return us > 0 ? `, ${spanText(us)} after it last heard a leader` : "";
}

function steppedDown(event: DomainEvent): string {
  switch (field(event, "reason")) {
    case "no_quorum":
      return "it no longer hears a majority";
    case "newer_term":
      return "it met a newer term";
    default:
      return textOf(event, "reason").replaceAll("_", " ");
  }
}

function decided(event: DomainEvent): string {
  const variable = textOf(event, "variable");
  const value = valueText(event, "value");
  const counts = `${textOf(event, "accepts")} for, ${textOf(event, "rejects")} against`;
  const outcome = textOf(event, "state");
  if (outcome === "accepted") return `${variable} = ${value} is accepted (${counts}).`;
  return `${variable} = ${value} is ${outcome} (${counts}); the old value stays.`;
}

function valueText(event: DomainEvent, name: string): string {
  const value = numberOf(event, name);
  return Number.isNaN(value) ? textOf(event, name) : String(Number(value.toPrecision(3)));
}

/** A large count in groups of three. */
function countText(event: DomainEvent, name: string): string {
  return textOf(event, name).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

function percent(share: number): string {
  return Number.isNaN(share) ? "?" : `${Number((100 * share).toPrecision(3))} %`;
}
