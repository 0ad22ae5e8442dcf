/**
 * The state of a cluster in sentences: which servers reach each other and what they can do, why nothing can be
 * committed, what happened last, and what an entry says.
 */

import { type DomainEvent, formatTerm, type Node, narrate } from "../../sim/index.ts";
import type { ConsensusConfiguration, ConsensusSide } from "../consensus-assigns.ts";
import type { ConfigurationReading, EntryReading, Lane } from "./consensus-reading.ts";

export const nameOf = (node: number): string => `n${node + 1}`;

/** "n1", "n1 and n2", "n1, n2 and n3". */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "nobody";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const majorityOf = (group: readonly number[]): number => Math.floor(group.length / 2) + 1;

/** Both groups where there are two. */
function groupsOf({ voters, outgoing = [] }: ConfigurationReading): readonly (readonly number[])[] {
  return outgoing.length === 0 ? [voters] : [voters, outgoing];
}

export function isQuorumOf(configuration: ConfigurationReading, holds: (id: number) => boolean): boolean {
  return groupsOf(configuration).every((group) => group.filter(holds).length >= majorityOf(group));
}

export function votersOf({ voters, outgoing = [] }: ConfigurationReading): number[] {
  return Array.from(new Set([...voters, ...outgoing])).sort((a, b) => a - b);
}

export function configurationAssigns(
  index: number,
  configuration: ConfigurationReading,
): ConsensusConfiguration {
  const { voters, outgoing = [], learners = [] } = configuration;
  return {
    index,
    voters: voters.map(nameOf),
    outgoing: outgoing.map(nameOf),
    learners: learners.map(nameOf),
    text: configurationText(configuration),
  };
}

export function configurationText({ voters, outgoing = [], learners = [] }: ConfigurationReading): string {
  const learning = learners.length === 0 ? "" : `; ${listed(learners.map(nameOf))} only learn`;
  if (outgoing.length > 0)
    return `two groups must agree, ${listed(voters.map(nameOf))} (new) and ${listed(outgoing.map(nameOf))} (old)${learning}`;
  return `${majorityOf(voters)} of ${voters.length} voters decide: ${listed(voters.map(nameOf))}${learning}`;
}

/** What has to come together, in words: "3 of the 5 voters". */
function quorumText(configuration: ConfigurationReading): string {
  return groupsOf(configuration)
    .map((group, i) => {
      const which = groupsOf(configuration).length === 1 ? "" : i === 0 ? "new " : "old ";
      return `${majorityOf(group)} of the ${group.length} ${which}voters`;
    })
    .join(" and ");
}

export interface Situation {
  readonly lanes: readonly Lane[];
  readonly network: {
    isCut(a: number, b: number): boolean;
    islands(isUp: (node: number) => boolean): readonly number[];
  };
  readonly configuration: ConfigurationReading;
  /** The leader that can act, by node. */
  readonly leader: number | null;
  readonly term: number;
}

const acts = (node: Node | undefined): boolean => node?.up === true && !node.paused;

/** Servers that this one can ask directly, itself included. */
function reachedBy({ lanes, network }: Situation, id: number): (other: number) => boolean {
  return (other) => {
    const node = lanes[other]?.node;
    return acts(node) && (other === id || !network.isCut(id, other));
  };
}

/** Whether this server, were it to lead, could commit. */
export function canCommit(situation: Situation, id: number): boolean {
  const { lanes, configuration } = situation;
  return acts(lanes[id]?.node) && isQuorumOf(configuration, reachedBy(situation, id));
}

export function sidesOf(situation: Situation): ConsensusSide[] {
  const { lanes, network } = situation;
  const islands = network.islands((index) => lanes[index]?.node.up === true);
  const groups = new Map<number, number[]>();
  for (const { node } of lanes) {
    if (!node.up) continue;
    const island = islands[node.index] ?? node.index;
    groups.set(island, [...(groups.get(island) ?? []), node.index]);
  }
  const isWhole = groups.size === 1;
  return Array.from(groups.values(), (group) => sideOf(situation, group, isWhole));
}

function sideOf(situation: Situation, group: readonly number[], isWhole: boolean): ConsensusSide {
  const voters = votersOf(situation.configuration);
  const able = group.filter((id) => voters.includes(id) && canCommit(situation, id));
  const hasQuorum = able.length > 0;
  const isDown = situation.lanes.some(({ node }) => !node.up);
  const title = !isWhole
    ? hasQuorum
      ? "Majority side"
      : "Minority side"
    : isDown
      ? hasQuorum
        ? "Servers up"
        : "Servers up: too few"
      : "All connected";
  return { nodes: group.map(nameOf), hasQuorum, title, text: sideText(situation, group, able) };
}

function sideText(situation: Situation, group: readonly number[], able: readonly number[]): string {
  const { configuration, lanes } = situation;
  const votersHere = group.filter((id) => votersOf(configuration).includes(id));
  const count = `${votersHere.length} of ${votersOf(configuration).length} voters`;
  const leaders = group.filter((id) => lanes[id]?.raft?.role.kind === "leader");
  if (able.length === 0) return `${count}: ${minorityText(situation, group, leaders)}`;
  const leader = leaders.find((id) => able.includes(id));
  const only =
    able.length < votersHere.filter((id) => acts(lanes[id]?.node)).length
      ? ` Only ${listed(able.map(nameOf))} ${able.length === 1 ? "reaches" : "reach"} a quorum directly and can lead.`
      : "";
  if (leader === undefined) return `${count}, a quorum: it can elect a leader, and then decide.${only}`;
  return `${count}, a quorum: it elects leaders and commits. ${nameOf(leader)} leads.${only}`;
}

function minorityText(
  { lanes, configuration }: Situation,
  group: readonly number[],
  leaders: readonly number[],
): string {
  const [leader] = leaders;
  const needed = quorumText(configuration);
  const verb = group.length === 1 ? "it" : "they";
  if (leader !== undefined)
    return `${nameOf(leader)} still believes that it leads term ${lanes[leader]?.term}. It can append, but commit nothing: ${needed} are needed. It steps down when it notices.`;
  return `no quorum, ${needed} are needed. What ${verb} committed before can be read, perhaps stale; ${verb} can elect nobody and commit nothing.`;
}

/** Why nothing can be committed; null when something can. */
export function whyOf(situation: Situation): string | null {
  const { lanes, configuration, leader, term } = situation;
  const voters = votersOf(configuration);
  const able = voters.filter((id) => canCommit(situation, id));
  if (able.length === 0)
    return `Nothing can be committed: ${quorumText(configuration)} must agree, and no server reaches so many. ${lackText(situation, voters)}`;
  if (leader === null) {
    const standing = voters.filter((id) => isStanding(lanes[id]));
    const doing =
      standing.length === 0
        ? "they wait for their election timers"
        : `${listed(standing.map(nameOf))} asks for votes`;
    return `Nothing can be committed until there is a leader: ${doing}.`;
  }
  if (!able.includes(leader))
    return `${nameOf(leader)} leads term ${term} but no longer reaches a quorum. ${listed(able.map(nameOf))} will elect another leader when their timers run out.`;
  return null;
}

function isStanding(lane: Lane | undefined): boolean {
  const kind = lane?.raft?.role.kind;
  return kind === "candidate" || kind === "pre_candidate";
}

function lackText({ lanes, network }: Situation, voters: readonly number[]): string {
  const down = voters.filter((id) => lanes[id]?.node.up !== true);
  const paused = voters.filter((id) => lanes[id]?.node.paused === true);
  const isPartitioned = voters.some((a) => voters.some((b) => a < b && network.isCut(a, b)));
  const parts = [
    ...(down.length > 0 ? [`${listed(down.map(nameOf))} ${down.length === 1 ? "is" : "are"} down`] : []),
    ...(paused.length > 0
      ? [`${listed(paused.map(nameOf))} ${paused.length === 1 ? "is" : "are"} paused`]
      : []),
    ...(isPartitioned ? ["links are cut"] : []),
  ];
  const text = parts.length === 0 ? "they are still starting" : parts.join(", ");
  return /^n\d/.test(text) ? `${text}.` : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** How things stand, in one sentence. */
export function standingOf({ lanes, leader, term }: Situation): string {
  const running = lanes.filter(({ raft }) => raft !== undefined).length;
  if (leader === null) return `Nobody leads. ${running} of ${lanes.length} servers run.`;
  const lane = lanes[leader];
  const last = lane?.lastIndex ?? 0;
  const behind = lanes.filter((other) => other.raft === undefined || other.lastIndex < last);
  const who =
    behind.length === 0
      ? "every server has its whole log"
      : `${listed(behind.map(({ node }) => node.name))} lag behind`;
  const verb = behind.length === 1 ? who.replace("lag behind", "lags behind") : who;
  return `${nameOf(leader)} leads term ${term}; entries up to ${lane?.commitIndex ?? 0} are committed, ${verb}.`;
}

/** An event in words: those this lens has words of its own for, else as the narration tells it. */
export function newsText(event: DomainEvent): string {
  const data = (typeof event.data === "object" && event.data !== null ? event.data : {}) as Facts;
  const say = NEWS[event.name.slice("raft.".length)];
  const told = say === undefined ? narrate(event, (pid) => pid.toString()) : undefined;
  if (told !== undefined) return told.text;
  return say === undefined
    ? `${nameOf(event.node)}: ${event.name.slice("raft.".length).replaceAll("_", " ")}.`
    : `${nameOf(event.node)} ${say(data)}.`;
}

type Facts = Readonly<Record<string, unknown>>;

const NEWS: Readonly<Record<string, (data: Facts) => string>> = {
  pre_vote_started: ({ term }) =>
    `has heard no leader for an election timeout and asks whether it could win term ${Number(term) + 1}`,
  stepped_down: ({ reason }) =>
    `no longer leads: ${STEP_DOWN[String(reason)] ?? String(reason).replaceAll("_", " ")}`,
  snapshot_taken: ({ index }) => `has taken a snapshot up to entry ${index} and dropped what is before it`,
  snapshot_sent: ({ index, to }) => `sends ${nameOf(Number(to))} a snapshot up to entry ${index}`,
  snapshot_installed: ({ index }) => `has installed a snapshot up to entry ${index}`,
  joint_entered: () => "has entered a joint configuration: two groups must agree",
  joint_left: () => "has left the joint configuration",
  configuration_changed: () => "works with another configuration",
  transfer_started: ({ to }) => `hands leadership over to ${nameOf(Number(to))}`,
  transfer_finished: ({ to }) => `has handed leadership over to ${nameOf(Number(to))}`,
  transfer_aborted: ({ to }) => `has given up handing leadership over to ${nameOf(Number(to))}`,
  damage_found: () => "has found its disk damaged and takes no part in elections",
  damage_repaired: () => "has repaired what was damaged on its disk",
};

const STEP_DOWN: Readonly<Record<string, string>> = {
  no_quorum_contact: "for an election timeout it has not heard from a quorum",
  higher_term: "it has heard of a later term",
  newer_leader: "it has heard from a newer leader",
  removed: "it is no longer a voter",
};

/** What an entry says. */
export function entryText({ kind, command, configuration }: EntryReading): string {
  if (kind === "noop") return "Nothing: the first entry of a leader, by which it commits those before it";
  if (kind === "configuration") {
    const text = configurationText(configuration as ConfigurationReading);
    return `Configuration: ${text}`;
  }
  if (kind === "expiry") return "Sessions that have been idle are ended";
  return commandText(command);
}

const COMMANDS: Readonly<Record<string, (command: Facts) => string>> = {
  declare: ({ spec }) => `Declare the variable ${(spec as Facts | undefined)?.["name"]}`,
  open: ({ proposer, variable, value }) => `${proposer} proposes ${variable} = ${plain(value)}`,
  vote: ({ agent, decision, proposal }) => `${agent} votes ${decision} on proposal ${proposal}`,
  expire: ({ proposal }) => `The time of proposal ${proposal} is over`,
  withdraw: ({ proposal }) => `Proposal ${proposal} is withdrawn`,
  activate: ({ proposal, version }) => `Proposal ${proposal} takes effect as version ${version}`,
  ack: ({ agent, variable, version }) => `${agent} uses version ${version} of ${variable}`,
  agent_up: ({ agent, node }) => `${agent} is there, on ${nameOf(Number(node))}`,
  agent_down: ({ agent }) => `${agent} is gone`,
};

function plain(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
}

function commandText(command: unknown): string {
  const facts = (typeof command === "object" && command !== null ? command : {}) as Facts;
  const say = Object.hasOwn(COMMANDS, String(facts["kind"])) ? COMMANDS[String(facts["kind"])] : undefined;
  return say === undefined ? formatTerm(command as never, 160) : say(facts);
}
