/**
 * When the ends of a connection notice that it is gone or there again.
 *
 * A cut, in one direction or both, is noticed by both ends only after `NET_TICK_US` of silence (Erlang's net tick,
 * shortened for the eye); a crash is noticed sooner, because the peer's host closes the connection.
 */

import { crashNode, INPUT_NODE, type Node, peerDown, peerUp } from "../kernel/index.ts";
import type { Affected } from "./apply-input.ts";

export const NET_TICK_US = 1_000_000;
export const CRASH_NOTICE_US = 50_000;
const CONNECT_US = 20_000;

/** Stops a node; its peers notice a little later. `inputSeq` is 0 when the node stopped by itself. */
export function takeDown(world: Affected, node: Node, inputSeq: number): void {
  crashNode(node, inputSeq);
  scheduleCrashNotices(world, node, { downUs: world.nowUs, inputSeq });
}

/** The peers of a node that went down at `downUs` will notice. */
export function scheduleCrashNotices(
  world: Affected,
  node: Node,
  { downUs, inputSeq }: { readonly downUs: number; readonly inputSeq: number },
): void {
  const atUs = downUs + CRASH_NOTICE_US;
  everyOther(world, node, (b) =>
    world.controls.schedule(atUs, { kind: "disconnect", a: node.index, b, inputSeq }),
  );
}

/** Connects every pair of nodes at the start of a world. */
export function connectAll(world: Pick<Affected, "nodes">): void {
  for (const node of world.nodes) {
    for (const other of world.nodes) if (other !== node) node.connected.add(other.index);
  }
}

export function noticeDisconnect(world: Affected, a: number, b: number, inputSeq: number): void {
  const left = world.nodes[a] as Node;
  const right = world.nodes[b] as Node;
  if (left.up && right.up && !world.network.isCut(a, b)) return;
  if (left.up) peerDown(left, b, INPUT_NODE, inputSeq);
  if (right.up) peerDown(right, a, INPUT_NODE, inputSeq);
}

export function noticeConnect(world: Affected, a: number, b: number, inputSeq: number): void {
  const left = world.nodes[a] as Node;
  const right = world.nodes[b] as Node;
  if (!left.up || !right.up || world.network.isCut(a, b)) return;
  peerUp(left, b, INPUT_NODE, inputSeq);
  peerUp(right, a, INPUT_NODE, inputSeq);
}

/** A node has started again: the others connect to it. */
export function scheduleConnects(world: Affected, node: Node, inputSeq: number): void {
  everyOther(world, node, (b) =>
    world.controls.schedule(world.nowUs + CONNECT_US, { kind: "connect", a: node.index, b, inputSeq }),
  );
}

/** The way from one node to another is cut or healed; what the ends make of it comes later. */
export function setCut(
  world: Affected,
  [from, to]: readonly [from: number, to: number],
  cut: boolean,
  inputSeq: number,
): void {
  const { network } = world;
  if (network.isCutOneWay(from, to) === cut) return;
  const wasCut = network.isCut(from, to);
  network.setCut(from, to, cut);
  if (network.isCut(from, to) === wasCut) return;
  const afterUs = cut ? NET_TICK_US : CONNECT_US;
  const [a, b] = from < to ? [from, to] : [to, from];
  world.controls.schedule(world.nowUs + afterUs, { kind: cut ? "disconnect" : "connect", a, b, inputSeq });
}

function everyOther(world: Affected, node: Node, act: (other: number) => void): void {
  for (const other of world.nodes) if (other !== node) act(other.index);
}
