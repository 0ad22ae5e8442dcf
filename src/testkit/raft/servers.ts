/**
 * Raft servers without nodes: the pure core, a list of messages under way that a test delivers or drops by hand, and
 * a clock that only moves when told to.
 */

import {
  createRaft,
  type Durable,
  type Effects,
  type Envelope,
  type LogEntry,
  type RaftInput,
  type RaftMessage,
  type RaftOptions,
  type RaftState,
  step,
} from "../../foundation/consensus/index.ts";

interface Disk {
  durable: Durable;
  commitIndex: number;
}

export class Servers {
  readonly states: RaftState[] = [];
  readonly disks: Disk[] = [];
  /** Entries each server has handed out to be applied, since its last start. */
  readonly applied: LogEntry[][] = [];
  /** Messages under way, oldest first. */
  inTransit: Envelope[] = [];
  nowUs = 0;
  /** What the next steps draw. */
  random = 0;
  /** Told of each step before its effects are carried out. */
  onStep: ((before: RaftState, after: RaftState, effects: Effects) => void) | undefined = undefined;

  constructor(size: number, options: Partial<RaftOptions> = {}) {
    const members = Array.from({ length: size }, (_, id) => id);
    for (const id of members) {
      const state = createRaft({ id, members, ...options });
      this.states.push(state);
      this.disks.push({ durable: state.durable, commitIndex: 0 });
      this.applied.push([]);
      this.restart(id);
    }
  }

  state(id: number): RaftState {
    return this.states[id] as RaftState;
  }

  give(id: number, input: RaftInput): Effects {
    const before = this.state(id);
    const { state, effects } = step(before, input, { nowUs: this.nowUs, random: this.random });
    this.onStep?.(before, state, effects);
    this.states[id] = state;
    const disk = this.disks[id] as Disk;
    disk.durable = state.durable;
    disk.commitIndex = effects.writes.commitIndex ?? disk.commitIndex;
    this.inTransit.push(...effects.messages);
    this.applied[id]?.push(...effects.committed);
    return effects;
  }

  /** Starts a server (again) from what is on its disk. */
  restart(id: number): Effects {
    this.applied[id] = [];
    return this.give(id, { kind: "restart", ...(this.disks[id] as Disk) });
  }

  /** A message from outside; the replies it causes. */
  receive(id: number, message: RaftMessage): readonly RaftMessage[] {
    const effects = this.give(id, { kind: "message", message });
    return effects.messages.map((envelope) => envelope.message);
  }

  /** Delivers what is under way, and what that causes, where `passes`; the rest is lost. */
  deliver(passes: (envelope: Envelope) => boolean = () => true): void {
    while (this.inTransit.length > 0) {
      const { to, message } = this.inTransit[0] as Envelope;
      const isPassed = passes(this.inTransit[0] as Envelope);
      this.inTransit.shift();
      if (isPassed) this.give(to, { kind: "message", message });
    }
  }

  /** Loses everything that is under way. */
  drop(): void {
    this.inTransit = [];
  }

  /** Moves the clock and ticks everybody. */
  pass(us: number): void {
    this.nowUs += us;
    for (const id of this.states.keys()) this.give(id, { kind: "tick" });
  }

  /** Makes `id` the leader of all servers that can be reached; a refusal may teach it a newer term first. */
  elect(id: number, passes?: (envelope: Envelope) => boolean): void {
    for (let attempt = 0; attempt < 3; attempt++) {
      this.nowUs += 1_000_000;
      this.give(id, { kind: "campaign" });
      this.deliver(passes);
      if (this.state(id).role.kind !== "follower") return;
    }
  }

  propose(id: number, ...commands: readonly string[]): void {
    const proposals = commands.map((command) => ({ session: command, sequence: 1, command }));
    this.give(id, { kind: "propose", proposals });
  }
}

/** Passes only messages between the given servers. */
export function among(...ids: readonly number[]): (envelope: Envelope) => boolean {
  return ({ to, message }) => ids.includes(to) && ids.includes(message.from);
}
