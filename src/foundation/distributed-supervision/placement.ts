/**
 * What the cluster has agreed on: which children there are, which nodes may run copies, and which node runs which.
 *
 * Invariants
 * - A child's epoch only grows; it is the index in the log at which the child was placed, so it can serve as token.
 * - A child changes its node only in a larger epoch, and only when its copy on the old node is known to be gone: the
 *   node has said so, was restarted, or has been without a lease for long enough.
 */

import type { ClusterChild } from "./cluster-child.ts";
import { preferredNode } from "./rendezvous.ts";

/**
 * `placed`: to run on `node`. `moving`, `stopping`: still on `node`, which stops its copy and says so; then it is placed
 * anew, or gone. `unplaced`: no node lives. `given_up`: it has failed on one node after the other.
 */
export type PlacementStatus = "placed" | "moving" | "stopping" | "unplaced" | "given_up";

export type Placement = {
  readonly id: string;
  readonly spec: ClusterChild;
  readonly status: PlacementStatus;
  /** Null when unplaced or given up. */
  readonly node: number | null;
  /** Session of that node: after its end the placement is void. */
  readonly session: number;
  readonly epoch: number;
  /** How often it has been moved because it failed. */
  readonly moves: number;
};

/** A node that runs copies. `session` begins with a `node_up`; renewals are counted within it. */
export type NodeRecord = {
  readonly node: number;
  /** Names the server that has announced the node; another one means that its copies are gone. */
  readonly token: string;
  readonly session: number;
  readonly renewals: number;
  readonly isUp: boolean;
};

export type PlacementState = {
  /** Ascending by id. */
  readonly children: readonly Placement[];
  /** Ascending by node. */
  readonly nodes: readonly NodeRecord[];
};

export const NO_PLACEMENTS: PlacementState = { children: [], nodes: [] };

/** How often a child is moved because it fails before it is given up. */
export const MOVES_MAX = 3;

export function childOf(state: PlacementState, id: string): Placement | undefined {
  return state.children.find((child) => child.id === id);
}

export function nodeOf(state: PlacementState, node: number): NodeRecord | undefined {
  return state.nodes.find((record) => record.node === node);
}

/** The state with this child in its place, or without it. */
export function withChild(state: PlacementState, id: string, child: Placement | null): PlacementState {
  const others = state.children.filter((other) => other.id !== id);
  const children = child === null ? others : [...others, child].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...state, children };
}

export function withNode(state: PlacementState, record: NodeRecord): PlacementState {
  const others = state.nodes.filter(({ node }) => node !== record.node);
  return { ...state, nodes: [...others, record].sort((a, b) => a.node - b.node) };
}

/** The child on the node it prefers among those that are up, if possible not on `avoided`; unplaced when none is. */
export function placed(state: PlacementState, child: Placement, epoch: number, avoided = -1): Placement {
  const up = state.nodes.filter(({ isUp }) => isUp).map(({ node }) => node);
  if (up.length === 0) return { ...child, status: "unplaced", node: null };
  const others = up.filter((node) => node !== avoided);
  const node = preferredNode(child.id, others.length > 0 ? others : up);
  return { ...child, status: "placed", node, session: nodeOf(state, node)?.session ?? 0, epoch };
}
