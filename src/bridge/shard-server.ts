/**
 * A worker's end of a spread world: becomes the shard it is told to be, exchanges buffers with the other shards over
 * message ports, and answers its host. The same in a browser and in Node; only the entries differ.
 *
 * Needs no shared memory, so it works on a page that is not cross-origin isolated.
 */

import { type Member, type MemberFigures, openMember, type ShardOrder } from "../sim/index.ts";

/** A way to another thread: what a message port is in a browser and in Node. */
export interface Wire {
  post(message: unknown, transfer: readonly Transferable[]): void;
  listen(hear: (message: unknown) => void): void;
}

export type ShardCommand =
  /** `ports[i]` leads to shard i; none to itself. */
  | { readonly kind: "open"; readonly order: ShardOrder; readonly ports: readonly (MessagePort | null)[] }
  | { readonly kind: "advance"; readonly untilUs: number }
  | { readonly kind: "hash"; readonly part: "nodes" | "links"; readonly lanes: Int32Array };

export interface ShardFigures extends MemberFigures {
  /** Time this shard has worked in the last advance; the rest it waited for others. */
  readonly busyMs: number;
  /** Processor time of its thread in the last advance, waiting and carrying included, where the host can tell. */
  readonly cpuMs: number | undefined;
}

export type ShardAnswer =
  | { readonly kind: "opened" }
  | { readonly kind: "reached"; readonly figures: ShardFigures }
  | { readonly kind: "lanes"; readonly lanes: Int32Array }
  | { readonly kind: "failed"; readonly message: string };

export interface ShardHost {
  readonly wire: Wire;
  readonly nowMs: () => number;
  /** Processor time of this thread so far. */
  readonly cpuMs?: () => number | undefined;
  /** Turns a port that was posted into a wire. */
  readonly wireOf: (port: MessagePort) => Wire;
}

/** Serves one shard for as long as the thread lives. */
export function serveShard(host: ShardHost): void {
  let member: Member | undefined;
  let busyMs = 0;
  let cpuBeforeMs: number | undefined;
  const answer = (message: ShardAnswer): void => host.wire.post(message, []);
  /** Whatever goes wrong in a shard ends the whole run: the host is told why. */
  const work = (act: () => void): void => {
    const startedMs = host.nowMs();
    try {
      act();
    } catch (error) {
      answer({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
    busyMs += host.nowMs() - startedMs;
  };
  const open = (order: ShardOrder, ports: readonly (MessagePort | null)[]): void => {
    const wires = ports.map((port) => (port === null ? undefined : host.wireOf(port)));
    const opened = openMember(order, {
      post: (to, buffer) => wires[to]?.post(buffer, [buffer]),
      // After the work that led there has been counted.
      onReached: () => queueMicrotask(reached),
      holding: (value) => new WeakRef(value),
    });
    if (!opened.ok) throw new Error(opened.error);
    member = opened.value;
    for (const [from, wire] of wires.entries())
      wire?.listen((buffer) => work(() => member?.receive(from, buffer as ArrayBuffer)));
    member.start();
    answer({ kind: "opened" });
  };
  const reached = (): void => {
    if (member === undefined) return;
    const cpuMs = cpuBeforeMs === undefined ? undefined : (host.cpuMs?.() ?? Number.NaN) - cpuBeforeMs;
    answer({ kind: "reached", figures: { ...member.figures(), busyMs, cpuMs } });
  };
  const advance = (untilUs: number): void => {
    busyMs = 0;
    cpuBeforeMs = host.cpuMs?.();
    work(() => member?.advance(untilUs));
  };
  host.wire.listen((message) => {
    const command = message as ShardCommand;
    if (command.kind === "advance") return advance(command.untilUs);
    work(() => {
      if (command.kind === "open") open(command.order, command.ports);
      else {
        member?.mixHash(command.lanes, command.part);
        answer({ kind: "lanes", lanes: command.lanes });
      }
    });
  });
}
