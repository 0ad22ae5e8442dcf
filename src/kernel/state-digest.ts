/**
 * The digest of everything a node is: processes, mailboxes, blocked handlers, tables, disk, what is due later, random
 * streams. Together with the running hash of its events it says whether two runs are the same.
 */

import { createLanes, type Lanes, mix, mixNumber, mixString } from "../base/index.ts";
import { TIMEOUT } from "./code.ts";
import { mixTerm } from "./digest.ts";
import { RaisedAnswer } from "./frame.ts";
import type { Later } from "./later.ts";
import type { Node } from "./node.ts";
import type { Process, ProcessParts } from "./process.ts";
import type { RemoteSignal } from "./signal.ts";
import type { Address, Term } from "./term.ts";
import type { TimerRow } from "./timer-table.ts";

/** Folds the node's running hash and the digest of its whole state into `lanes`. */
export function mixNode(lanes: Lanes, node: Node): void {
  const events = node.trace.hash();
  mix(lanes, events[0] as number);
  mix(lanes, events[1] as number);
  mixNumber(lanes, node.trace.seq);
  mix(lanes, (node.up ? node.incarnation : -node.incarnation) ^ (node.paused ? 0x4000 : 0));
  mixNumber(lanes, node.serial);
  mixNumber(lanes, node.refSerial);
  mix(lanes, node.freeSchedulers);
  for (const process of node.slots) if (process !== undefined) mixProcess(lanes, process);
  for (const [name, pid] of node.names) mixEntry(lanes, name, pid);
  for (const table of node.tables.values()) {
    mixString(lanes, table.name);
    mixTerm(lanes, table.owner);
    for (const [key, value] of table.rows) {
      mixTerm(lanes, key);
      mixTerm(lanes, value);
    }
  }
  for (const [key, value] of node.disk.files) mixEntry(lanes, key, value);
  for (const value of node.arrivals.toArray()) mixUnknown(lanes, value);
  for (const value of node.ready.toArray()) mixUnknown(lanes, value);
  for (const entry of node.later.entries()) {
    mixNumber(lanes, entry.timeUs);
    mix(lanes, entry.order);
    mixNumber(lanes, entry.seq);
    if (entry.item.kind === "timer") mixTimer(lanes, node.timers.row(entry.handle));
    else mixLater(lanes, entry.item);
  }
  for (const [purpose, words] of node.streams.snapshot()) mixEntry(lanes, purpose, words);
  mixFaults(lanes, node);
}

/** What is wrong with the node; a sound one adds nothing. */
function mixFaults(lanes: Lanes, node: Node): void {
  const { clock, disk, slowness } = node;
  if (clock !== undefined) mixTerm(lanes, [clock.driftPpm, clock.offsetUs, clock.trueUs, clock.localUs]);
  if (slowness !== 1) mixNumber(lanes, slowness);
  if (disk.mode !== "ok" || disk.syncUs > 0) mixTerm(lanes, [disk.mode, disk.syncUs]);
  for (const { key, before, dueUs } of disk.pending) mixTerm(lanes, [key, before, dueUs]);
  for (const { after, kind, to, from, body } of node.held)
    mixTerm(lanes, [after, kind, to as Term, from, body]);
  for (const { module, point, serial, left } of node.armedFaults)
    mixTerm(lanes, [module, point, serial, left]);
}

/** Digest of one node alone, for finding which node diverged first. */
export function nodeLanes(node: Node): Lanes {
  const lanes = createLanes(node.index);
  mixNode(lanes, node);
  return lanes;
}

function mixEntry(lanes: Lanes, key: string, value: Term): void {
  mixString(lanes, key);
  mixTerm(lanes, value);
}

function mixProcess(lanes: Lanes, process: Process): void {
  mix(lanes, process.pid.serial);
  mixString(lanes, process.label);
  mixString(lanes, process.loop?.name ?? process.entry.fn);
  mixTerm(lanes, process.state);
  mix(lanes, process.status | (process.trapExit ? 0x100 : 0));
  mixNumber(lanes, process.handled);
  for (const peer of process.linkedPids()) mixTerm(lanes, peer);
  mixWatches(lanes, process);
  if (process.rare !== undefined) mixParts(lanes, process.rare);
  for (const value of process.mailbox?.toArray() ?? []) mixUnknown(lanes, value);
  const { frame } = process;
  if (frame === undefined) return;
  mixString(lanes, frame.mfa === undefined ? "handle" : "function");
  for (const value of frame.input) mixTerm(lanes, value);
  mix(lanes, frame.waitSerial);
  for (const answer of frame.answers) mixAnswer(lanes, answer);
}

function mixWatches(lanes: Lanes, process: Process): void {
  for (const { ref, target, alias } of process.owned()) {
    mixTerm(lanes, ref);
    mixTerm(lanes, target as Term);
    mixString(lanes, alias ?? "");
  }
  for (const { ref } of process.watchers()) mixTerm(lanes, ref);
}

function mixParts(lanes: Lanes, parts: ProcessParts): void {
  mix(lanes, parts.suspensions);
  for (const value of parts.outbox ?? []) mixUnknown(lanes, value);
  mixNumber(lanes, parts.deadlineUs);
  mixNumber(lanes, parts.deadlineSeq);
  if (parts.isHung) mixString(lanes, "hung");
  if (parts.doubleNext > 0) mixNumber(lanes, parts.doubleNext);
  const { limits } = parts;
  if (parts.isPinched && limits !== undefined)
    mixTerm(lanes, [limits.mailboxLengthMax, limits.stateBytesMax, limits.policy]);
}

function mixAnswer(lanes: Lanes, answer: unknown): void {
  if (answer instanceof RaisedAnswer) mixTerm(lanes, [answer.class, answer.reason]);
  else mixUnknown(lanes, answer);
}

function mixUnknown(lanes: Lanes, value: unknown): void {
  if (value === TIMEOUT) mixString(lanes, "timeout");
  else mixTerm(lanes, value as Term);
}

function mixAddress(lanes: Lanes, to: Address): void {
  mixTerm(lanes, to as Term);
}

function mixTimer(lanes: Lanes, { serial, to, message }: TimerRow): void {
  mixString(lanes, "timer");
  mixNumber(lanes, serial);
  mixAddress(lanes, to);
  mixTerm(lanes, message);
}

function mixLater(lanes: Lanes, item: Exclude<Later, { readonly kind: "timer" }>): void {
  mixString(lanes, item.kind);
  switch (item.kind) {
    case "arrival":
      mixSignal(lanes, item.signal);
      return;
    case "receive_timeout":
      mixTerm(lanes, item.pid);
      return;
    case "finish":
      mixTerm(lanes, item.pid);
      mix(lanes, item.busySerial);
      return;
    case "release":
      mixTerm(lanes, item.pid);
  }
}

export function mixSignal(lanes: Lanes, signal: RemoteSignal): void {
  mix(lanes, signal.kind);
  mixAddress(lanes, signal.to);
  mixTerm(lanes, signal.from);
  mixTerm(lanes, signal.body);
  mixNumber(lanes, signal.causeSeq);
}
