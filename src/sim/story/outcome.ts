/**
 * What an intervention did, in one sentence with the measured time. While the system is still reacting the sentence
 * says what it is waiting for and is marked as pending.
 *
 * Invariant: every figure is read from domain events of this run.
 */

import { formatTerm, Pid } from "../../kernel/index.ts";
import { readSupervisor } from "../../otp/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import { describeAction } from "../input.ts";
import type { InputNote } from "../input-note.ts";
import type { World } from "../world.ts";
import { field, nodeText, numberOf, spanText, textOf } from "./facts.ts";
import type { NameOf } from "./words.ts";

export interface OutcomeText {
  readonly text: string;
  readonly pending: boolean;
}

const final = (text: string): OutcomeText => ({ text, pending: false });
const waiting = (text: string): OutcomeText => ({ text, pending: true });

/** `events` are the domain events after the input; `nameOf` names a process that may be dead by now. */
export function outcomeOf(
  world: World,
  note: InputNote,
  events: readonly DomainEvent[],
  nameOf: NameOf = (pid) => pid.toString(),
): OutcomeText {
  const { action } = note.record;
  switch (action.kind) {
    case "kill_process":
      return note.isLeaderProcess
        ? leaderLost(note, events, "the leader process was killed")
        : processKilled(world, note, events, nameOf);
    case "exit_process":
      return processKilled(world, note, events, nameOf);
    case "crash_node":
    case "pause_node": {
      const verb = action.kind === "crash_node" ? "crashed" : "paused";
      if (isLeaderNode(note)) return leaderLost(note, events, `${action.target} was ${verb}`);
      return final(`${action.target} was ${verb}. ${majorityText(world)}`);
    }
    case "restart_node":
    case "resume_node":
    case "heal_all":
    case "heal_link":
      return caughtUp(world, note, events);
    case "cut_link":
    case "partition":
      return cut(world, note, events);
    case "propose":
      return proposed(note, events);
    case "suspend_process":
      return final(
        `${note.processLabel ?? action.target} is suspended: it handles nothing, and its messages wait in its mailbox.`,
      );
    case "resume_process":
      return final(`${note.processLabel ?? action.target} runs again and works off what has waited.`);
    case "hang_process":
      return final(
        `${note.processLabel ?? action.target} hangs: it handles nothing and ignores every exit signal but kill.`,
      );
    case "heal_links":
    case "rejoin":
    case "unclog_link":
      return caughtUp(world, note, events);
    case "cut_links":
    case "split":
      return cut(world, note, events);
    case "clog_link":
      return final(`${action.target} is clogged: what is sent over it waits until the link is unclogged.`);
    case "storage":
      return final(storageText(action.target, action.state));
    default:
      return final(`Done: ${describeAction(action)}.`);
  }
}

function isLeaderNode(note: InputNote): boolean {
  return note.leaderNode !== undefined && note.record.action.target === nodeText(note.leaderNode);
}

function leaderLost(note: InputNote, events: readonly DomainEvent[], what: string): OutcomeText {
  const elected = events.find(
    (event) => event.name === "raft.leader_elected" && numberOf(event, "term") > note.term,
  );
  if (elected === undefined)
    return waiting(`${capital(what)}. The others wait for a heartbeat that does not come…`);
  const afterUs = elected.atUs - note.record.atUs;
  const sinceHeard = spanText(numberOf(elected, "waitedUs"));
  return final(
    `${nodeText(elected.node)} became the leader of term ${textOf(elected, "term")}, ${spanText(afterUs)} after ${what}, ` +
      `${sinceHeard} after it had last heard the old leader. Nothing that was committed is lost.`,
  );
}

function processKilled(
  world: World,
  note: InputNote,
  events: readonly DomainEvent[],
  nameOf: NameOf,
): OutcomeText {
  const target = note.pid ?? note.record.action.target;
  const label = note.processLabel ?? target;
  const restarted = events.find(
    (event) => event.name === "otp.child_restarted" && textOf(event, "previous") === target,
  );
  if (restarted !== undefined) {
    const budget = `restart ${textOf(restarted, "restartsInWindow")} of ${textOf(restarted, "intensity")} allowed in ${textOf(restarted, "period")} s`;
    const afterUs = restarted.atUs - note.record.atUs;
    return final(
      `${label} was restarted by its supervisor ${spanText(afterUs)} later as ${textOf(restarted, "pid")} (${budget}).`,
    );
  }
  const gaveUp = events.find((event) => event.name === "otp.restart_intensity_reached");
  if (gaveUp !== undefined) {
    const supervisor = field(gaveUp, "supervisor");
    const name = supervisor instanceof Pid ? nameOf(supervisor) : textOf(gaveUp, "supervisor");
    return final(`That was one failure too many: supervisor ${name} gave up and ended with reason shutdown.`);
  }
  const gone = events.find(
    (event) => event.name === "otp.child_terminated" && textOf(event, "pid") === target,
  );
  if (gone !== undefined && isSettled(world, gone))
    return final(
      `${label} ended with reason ${textOf(gone, "reason")}, and its supervisor does not start it again.`,
    );
  return waiting(`${label} is dead. Its links and monitors are being told…`);
}

/** Whether the supervisor that told of the end has done what it was going to do. */
function isSettled(world: World, event: DomainEvent): boolean {
  const pid = field(event, "supervisor");
  const supervisor = pid instanceof Pid ? world.nodes[pid.node]?.find(pid) : undefined;
  if (supervisor === undefined || supervisor.isHandling) return false;
  const child = readSupervisor(supervisor)?.children.find(
    ({ id }) => formatTerm(id) === formatTerm(field(event, "id")),
  );
  return child?.pid !== "restarting";
}

/** Who can still commit after the network was cut: the island with a majority, if any. */
function majorityText(world: World): string {
  const count = world.nodes.length;
  const islands = world.network.islands(
    (index) => world.nodes[index]?.up === true && world.nodes[index]?.paused !== true,
  );
  const sizes = new Map<number, number[]>();
  for (const node of world.nodes) {
    if (!node.up || node.paused) continue;
    const island = islands[node.index] ?? node.index;
    sizes.set(island, [...(sizes.get(island) ?? []), node.index]);
  }
  for (const members of sizes.values()) {
    if (members.length * 2 <= count) continue;
    return `${members.map(nodeText).join(", ")} still are a majority (${members.length} of ${count}) and can commit.`;
  }
  return `No side has a majority of ${count}: nothing can be committed until links or nodes come back.`;
}

function cut(world: World, note: InputNote, events: readonly DomainEvent[]): OutcomeText {
  const { leaderNode } = note;
  const isUp = (index: number): boolean => world.nodes[index]?.up === true;
  const islands = world.network.islands(isUp);
  const side =
    leaderNode === undefined
      ? []
      : world.nodes.filter((node) => isUp(node.index) && islands[node.index] === islands[leaderNode]);
  if (leaderNode === undefined || side.length * 2 > world.nodes.length)
    return final(`The network is cut. ${majorityText(world)}`);
  const elected = events.find(
    (event) => event.name === "raft.leader_elected" && numberOf(event, "term") > note.term,
  );
  if (elected !== undefined) {
    const afterUs = elected.atUs - note.record.atUs;
    return final(
      `The old leader ${nodeText(leaderNode)} is on the smaller side and can commit nothing. ${nodeText(elected.node)} leads the majority ` +
        `in term ${textOf(elected, "term")}, ${spanText(afterUs)} after the cut.`,
    );
  }
  const text = majorityText(world);
  return text.startsWith("No side")
    ? final(`The network is cut. ${text}`)
    : waiting(`The leader ${nodeText(leaderNode)} is cut off from the majority…`);
}

/** Every node that is up has committed at least what the leader had when the input took effect. */
function caughtUp(world: World, note: InputNote, events: readonly DomainEvent[]): OutcomeText {
  if (note.leaderNode === undefined && note.leaderCommit === 0)
    return final(`Done: ${describeAction(note.record.action)}.`);
  const reached = new Map<number, number>();
  for (const event of events) {
    if (event.name !== "raft.committed" || reached.has(event.node)) continue;
    if (numberOf(event, "index") >= note.leaderCommit) reached.set(event.node, event.atUs);
  }
  const up = world.nodes.filter((node) => node.up && !node.paused);
  const missing = up.filter((node) => !reached.has(node.index));
  if (missing.length > 0)
    return waiting(`Catching up: ${missing.map((node) => node.name).join(", ")} to go…`);
  const lastUs = Math.max(...reached.values());
  return final(
    `All ${up.length} nodes agree again ${spanText(lastUs - note.record.atUs)} later: every log holds entry ${note.leaderCommit}.`,
  );
}

function proposed(note: InputNote, events: readonly DomainEvent[]): OutcomeText {
  const { action } = note.record;
  const refused = events.find(
    (event) => event.name === "variables.proposal_refused" && field(event, "variable") === action.target,
  );
  if (refused !== undefined) return final(`The proposal was refused: ${textOf(refused, "reason")}.`);
  const opened = events.find(
    (event) => event.name === "variables.proposal_opened" && field(event, "variable") === action.target,
  );
  if (opened === undefined) return waiting(`The proposal for ${action.target} is on its way to the leader…`);
  const id = textOf(opened, "proposal");
  const decided = events.find(
    (event) => event.name === "variables.proposal_decided" && textOf(event, "proposal") === id,
  );
  if (decided === undefined)
    return waiting(`The agents measure ${action.target} on their own data and vote…`);
  const afterUs = spanText(decided.atUs - note.record.atUs);
  const counts = `${textOf(decided, "accepts")} for, ${textOf(decided, "rejects")} against`;
  return final(
    `Your proposal for ${action.target} was ${textOf(decided, "state")} ${afterUs} later (${counts}).`,
  );
}

function storageText(node: string, state: string): string {
  switch (state) {
    case "full":
      return `The disk of ${node} is full: whoever writes to it fails with enospc.`;
    case "read_only":
      return `The disk of ${node} is read-only: whoever writes to it fails with erofs.`;
    case "stuck":
      return `The disk of ${node} is stuck: nothing written becomes durable, and what ${node} sends after a write stays with it.`;
    case "slow":
      return `The disk of ${node} is slow: what ${node} sends after a write leaves when the write is durable.`;
    default:
      return `The disk of ${node} is sound again.`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
