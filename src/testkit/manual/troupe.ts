/**
 * A play on several nodes: each node has the same code and runs the role of its index (`main` on the first), messages
 * between nodes take 10 µs, and connections can be cut.
 */

import {
  createCode,
  type Module,
  Node,
  type ProcessFunction,
  peerDown,
  type Term,
} from "../../kernel/index.ts";
import { OTP_MODULES } from "../../otp/index.ts";
import type { Roles } from "./play.ts";

const LATENCY_US = 10;

export interface Troupe {
  readonly nodes: readonly Node[];
  readonly told: readonly Term[];
  run(untilUs: number): void;
  /** The connection between two nodes is lost, with everything under way on it. */
  cut(a: number, b: number): void;
}

/** `main` runs on node 0 and `other` on the rest. */
export function troupe(count: number, roles: Roles, modules: readonly Module[] = []): Troupe {
  const cast: Module = { name: "t", functions: roles as Readonly<Record<string, ProcessFunction>> };
  const code = createCode([...OTP_MODULES, cast, ...modules]);
  const told: Term[] = [];
  let seq = 0;
  const isCut = (a: Node, b: number) => !a.connected.has(b);
  const nodes: Node[] = Array.from({ length: count }, (_, index) => {
    const node: Node = new Node({
      index,
      seed: 1,
      code,
      transmit: (to, signal) => {
        const target = nodes[to];
        if (target === undefined || isCut(node, to)) return;
        target.arrive(node.nowUs + LATENCY_US, index, ++seq, signal);
      },
    });
    node.onEmit = (event, data) => {
      if (event === "told") told.push(data);
    };
    return node;
  });
  for (const node of nodes) {
    for (const other of nodes) if (other !== node) node.connected.add(other.index);
  }
  for (const node of nodes.toReversed()) node.boot(["t", node.index === 0 ? "main" : "other", []], 0);
  const run = (untilUs: number) => {
    for (;;) {
      const next = nodes.reduce((a, b) => (b.nextTimeUs() < a.nextTimeUs() ? b : a));
      if (next.nextTimeUs() > untilUs) break;
      next.step();
    }
    for (const node of nodes) node.idleUntil(untilUs);
  };
  return {
    nodes,
    told,
    run,
    cut(a, b) {
      peerDown(nodes[a] as Node, b, 0, 0);
      peerDown(nodes[b] as Node, a, 0, 0);
    },
  };
}
