/**
 * What happens to a node from outside: crash, loss of a peer, a kill or suspension by a person. Each is an event whose
 * cause is an entry of the journal (or another event), so that every why-chain ends somewhere.
 */

import { bury, terminate } from "./lifecycle.ts";
import type { Node } from "./node.ts";
import { SIGNAL } from "./signal.ts";
import { Pid, type Term } from "./term.ts";
import { EVENT_KIND, INPUT_NODE } from "./trace.ts";

/**
 * The node stops at once: processes, tables, timers and signals under way to it are gone; the disk stays. `inputSeq` is
 * the journal entry that did it, or 0 when its first process ended by itself.
 */
export function crashNode(node: Node, inputSeq: number): void {
  const [causeNode, causeSeq] = node.halting ? [node.index, node.trace.seq] : [INPUT_NODE, inputSeq];
  node.currentSeq = node.record(EVENT_KIND.node_down, undefined, undefined, causeNode, causeSeq, node.name);
  node.halting = false;
  node.initPid = undefined;
  for (const process of node.processes()) bury(node, process);
  node.up = false;
  node.paused = false;
  node.names.clear();
  node.tables.clear();
  node.watches.clear();
  node.connected.clear();
  node.nodeWatchers.clear();
  node.held = [];
  node.lostInCrash += arrivalsUnderWay(node);
  node.arrivals.clear();
  node.ready.clear();
  node.later.clear();
  node.freeSchedulers = node.schedulers;
}

/** Signals from other nodes that have not arrived yet. */
export function arrivalsUnderWay(node: Node): number {
  return node.later.entries().reduce((count, { item }) => count + (item.kind === "arrival" ? 1 : 0), 0);
}

/** The connection to `peer` is lost: links and monitors across it break with `noconnection`. */
export function peerDown(node: Node, peer: number, causeNode: number, causeSeq: number): void {
  if (!node.connected.delete(peer)) return;
  const seq = node.trace.record(
    node.nowUs,
    EVENT_KIND.node_down,
    0,
    peer,
    0,
    causeNode,
    causeSeq,
    `n${peer + 1}`,
  );
  node.currentSeq = seq;
  for (const process of node.processes()) {
    for (const other of process.linkedPids()) {
      if (other.node === peer)
        node.enqueue(SIGNAL.broken_link, process.pid, other, ["EXIT", other, "noconnection"], seq);
    }
    for (const { ref, target } of process.owned()) {
      if (typeof target !== "object" || target.node !== peer) continue;
      const object: Term = target instanceof Pid ? target : [target.name, `n${peer + 1}`];
      node.enqueue(
        SIGNAL.down,
        process.pid,
        undefined,
        ["DOWN", ref, "process", object, "noconnection"],
        seq,
      );
    }
    for (const entry of process.watchers()) if (entry.owner.node === peer) node.watches.dropForeign(entry);
  }
  tellWatchers(node, ["nodedown", `n${peer + 1}`], seq);
}

/** The connection to `peer` is there (again). */
export function peerUp(node: Node, peer: number, causeNode: number, causeSeq: number): void {
  if (node.connected.has(peer)) return;
  node.connected.add(peer);
  const seq = node.trace.record(
    node.nowUs,
    EVENT_KIND.node_up,
    0,
    peer,
    0,
    causeNode,
    causeSeq,
    `n${peer + 1}`,
  );
  tellWatchers(node, ["nodeup", `n${peer + 1}`], seq);
}

function tellWatchers(node: Node, message: Term, seq: number): void {
  for (const watcher of node.nodeWatchers) node.enqueue(SIGNAL.message, watcher, undefined, message, seq);
}

/** An exit signal from outside, e.g. a person: `kill`, or any other reason as exit/2 would send it. */
export function exitFromOutside(node: Node, pid: Pid, reason: Term, inputSeq: number): boolean {
  const process = node.find(pid);
  if (process === undefined) return false;
  node.currentSeq = node.record(EVENT_KIND.input, process, undefined, INPUT_NODE, inputSeq, ["exit", reason]);
  terminate(node, process, reason === "kill" ? "killed" : reason);
  return true;
}

/** Stops a process from being run; its messages wait. */
export function suspendFromOutside(node: Node, pid: Pid, inputSeq: number): boolean {
  const process = node.find(pid);
  if (process === undefined) return false;
  node.currentSeq = node.record(EVENT_KIND.input, process, undefined, INPUT_NODE, inputSeq, "suspend");
  node.suspend(process);
  return true;
}

export function resumeFromOutside(node: Node, pid: Pid, inputSeq: number): boolean {
  const process = node.find(pid);
  if (process === undefined || process.suspensions === 0) return false;
  node.currentSeq = node.record(EVENT_KIND.input, process, undefined, INPUT_NODE, inputSeq, "resume");
  node.release(process);
  return true;
}

/** A message from outside to a registered name; false when nobody has the name. */
export function sendFromOutside(node: Node, name: string, message: Term, inputSeq: number): boolean {
  const pid = node.names.get(name);
  if (pid === undefined) return false;
  const seq = node.record(EVENT_KIND.input, undefined, pid, INPUT_NODE, inputSeq, message);
  node.enqueue(SIGNAL.message, pid, undefined, message, seq);
  return true;
}

/** Freezes the whole node, or lets it go on at `nowUs` with everything that waited. */
export function pauseNode(node: Node, inputSeq: number): void {
  node.currentSeq = node.record(EVENT_KIND.input, undefined, undefined, INPUT_NODE, inputSeq, "pause");
  node.paused = true;
}

export function resumeNode(node: Node, nowUs: number, inputSeq: number): void {
  node.paused = false;
  node.idleUntil(nowUs);
  node.currentSeq = node.record(EVENT_KIND.input, undefined, undefined, INPUT_NODE, inputSeq, "resume");
}
