/**
 * Rendezvous hashing (Thaler and Ravishankar 1996): each child has an order of preference over all nodes, and runs on the
 * first that lives. A node that goes moves only its own children, a node that comes takes only those that prefer it.
 *
 * Invariants: the choice depends on the child's id and the set of nodes alone, not on their order; ties go to the lower
 * node. FNV-1a over the id, then the finaliser of MurmurHash3 to mix in the node: 32-bit integer operations only.
 */

import { assert } from "../../base/index.ts";

/** The node a child prefers among those given; `nodes` is not empty. */
export function preferredNode(id: string, nodes: readonly number[]): number {
  assert(nodes.length > 0, "a child is placed on one of at least one node");
  let best = nodes[0] as number;
  for (const node of nodes) {
    const ahead = weightOf(id, node) - weightOf(id, best);
    if (ahead > 0 || (ahead === 0 && node < best)) best = node;
  }
  return best;
}

/** How much a child likes a node: uniform over 0 … 2³²−1. */
export function weightOf(id: string, node: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash ^= Math.imul(node + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
