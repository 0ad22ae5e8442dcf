/**
 * One trace record in words: what happened, in whom, because of whom. The same text serves the event log, the
 * why-chain and the screen reader.
 */

import { EVENT_KIND, type EventKind, formatTerm, type Term, type TraceRecord } from "../../kernel/index.ts";

/** The name of a kind of event, as filters and columns show it. */
export const KIND_NAMES: Readonly<Record<EventKind, string>> = {
  [EVENT_KIND.boot]: "boot",
  [EVENT_KIND.spawned]: "spawn",
  [EVENT_KIND.message]: "message",
  [EVENT_KIND.resumed]: "start",
  [EVENT_KIND.timed_out]: "timeout",
  [EVENT_KIND.exited]: "exit",
  [EVENT_KIND.exit_signal]: "exit signal",
  [EVENT_KIND.link]: "link",
  [EVENT_KIND.unlink]: "unlink",
  [EVENT_KIND.monitor]: "monitor",
  [EVENT_KIND.demonitor]: "demonitor",
  [EVENT_KIND.down]: "down",
  [EVENT_KIND.dropped]: "dropped",
  [EVENT_KIND.timer_fired]: "timer",
  [EVENT_KIND.net_sent]: "send",
  [EVENT_KIND.net_lost]: "lost",
  [EVENT_KIND.node_down]: "node down",
  [EVENT_KIND.node_up]: "node up",
  [EVENT_KIND.limit]: "limit",
  [EVENT_KIND.input]: "input",
  [EVENT_KIND.emitted]: "domain",
  [EVENT_KIND.finished]: "work done",
};

/** A sentence fragment without the actor: the actor stands in its own column. */
export function describeRecord(record: TraceRecord): string {
  const what = formatTerm(record.payload);
  switch (record.kind) {
    case EVENT_KIND.boot:
      return `node started for the ${ordinal(record.payload)} time`;
    case EVENT_KIND.spawned:
      return `spawned ${what}`;
    case EVENT_KIND.message:
      return `handled ${what}`;
    case EVENT_KIND.resumed:
      return "began to run";
    case EVENT_KIND.timed_out:
      return "waited in vain: receive timeout";
    case EVENT_KIND.exited:
      return `exited with reason ${what}`;
    case EVENT_KIND.exit_signal:
      return `got an exit signal: ${formatTerm((record.payload as readonly Term[])[2])}`;
    case EVENT_KIND.down:
      return `was told that a monitored process is down: ${what}`;
    case EVENT_KIND.dropped:
      return `nobody was there to receive ${what}`;
    case EVENT_KIND.timer_fired:
      return `timer fired: ${what}`;
    case EVENT_KIND.net_sent:
      return `sent to n${record.peerNode + 1}: ${what}`;
    case EVENT_KIND.net_lost:
      return `lost on the way to n${record.peerNode + 1}: ${what}`;
    case EVENT_KIND.node_down:
      return record.peerNode === record.node
        ? "node crashed"
        : `lost the connection to n${record.peerNode + 1}`;
    case EVENT_KIND.node_up:
      return `connected to n${record.peerNode + 1}`;
    case EVENT_KIND.limit:
      return `hit its ${what} limit`;
    case EVENT_KIND.input:
      return `from outside: ${what}`;
    case EVENT_KIND.emitted: {
      const [event, data] = record.payload as readonly [string, Term];
      return `${event} ${formatTerm(data)}`;
    }
    case EVENT_KIND.finished:
      return "finished the work it was doing";
    case EVENT_KIND.link:
    case EVENT_KIND.unlink:
    case EVENT_KIND.monitor:
    case EVENT_KIND.demonitor:
      return `got a ${KIND_NAMES[record.kind]} request`;
  }
}

function ordinal(count: Term): string {
  return count === 1 ? "first" : count === 2 ? "second" : count === 3 ? "third" : `${String(count)}th`;
}
