/** What the distributed supervisor of a node knows and does: plain data, with its configuration. */

import type { Pid, Ref } from "../../kernel/index.ts";
import type { ClusterChild } from "./cluster-child.ts";
import { type NodeRecord, nodeOf, type PlacementState } from "./placement.ts";

/** Name of the server's module, and the name it is registered under on its node. */
export const DISTRIBUTED_SUPERVISOR = "distributed_supervisor";

/** Mistakes that can be planted in this room, so that the checkers can be shown to find them. */
export const PLACEMENT_DEFECTS = [
  "placement_ignores_lease",
  "placement_takes_over_early",
  "placement_releases_running",
] as const;

export type PlacementDefect = (typeof PLACEMENT_DEFECTS)[number];

/** Times are µs of virtual time. */
export type SupervisionConfig = {
  /** How long a node may run copies after it has asked for a renewal that was granted. Longer than an election. */
  readonly leaseUs: number;
  /** How much longer the others wait: covers the time to kill copies, and clocks that do not run alike. */
  readonly graceUs: number;
  /** How often a lease is renewed and silent nodes are looked for. */
  readonly renewUs: number;
  /** Where in the state of the replicated machine the placements are, when that machine carries others as well. */
  readonly statePath: readonly string[];
};

export const SUPERVISION_DEFAULTS: SupervisionConfig = {
  leaseUs: 3_000_000,
  graceUs: 500_000,
  renewUs: 500_000,
  statePath: [],
};

/** Why the configuration cannot be used; undefined when it can. */
export function supervisionRefusal({ leaseUs, graceUs, renewUs }: SupervisionConfig): string | undefined {
  if (!isCount(renewUs)) return "renewUs: a whole number of µs from 1";
  if (!isCount(leaseUs) || leaseUs < 2 * renewUs) return "leaseUs: at least two renewals long";
  return isCount(graceUs) ? undefined : "graceUs: a whole number of µs from 1";
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

/** Within this time after the loss of a node its children run elsewhere, if a majority is left; `electionUs`: of the log. */
export function takeoverBoundUs(
  { leaseUs, graceUs, renewUs }: SupervisionConfig,
  electionUs: number,
): number {
  return electionUs + leaseUs + graceUs + 2 * renewUs;
}

/**
 * A copy of a child on this node; one per child, from the order to start it until its end is known.
 *
 * `starting`: the keeper is at it. `stopping`: has been told to end. `finished`, `failed`: has ended and is not to be
 * started here again; the cluster is being told.
 */
export type Copy = {
  readonly id: string;
  readonly epoch: number;
  readonly spec: ClusterChild;
  readonly phase: "starting" | "running" | "stopping" | "finished" | "failed";
  readonly pid: Pid | null;
  readonly ref: Ref | null;
  /** Times of its crashes that still count, newest first. */
  readonly restartsUs: readonly number[];
};

/** A node's record as the leader has seen it last, and when. */
export type Watched = { readonly record: NodeRecord; readonly sinceUs: number };

export type SupervisionState = {
  readonly config: SupervisionConfig;
  readonly defects: readonly PlacementDefect[];
  readonly node: number;
  /** Names of the own commands. */
  readonly session: string;
  readonly sequence: number;
  /** The session of this node that the cluster has granted; null: none. */
  readonly granted: number | null;
  readonly leaseUntilUs: number;
  readonly hasLease: boolean;
  readonly placements: PlacementState;
  readonly isLogLeader: boolean;
  readonly watched: readonly Watched[];
  readonly copies: readonly Copy[];
  readonly consensus: Ref | null;
  readonly beatDueUs: number;
  readonly timer: Ref | null;
  readonly timerDueUs: number;
};

/** Whether this node is to run a copy of the child with this id in this epoch, now. */
export function isWanted(
  state: SupervisionState,
  { id, epoch }: { readonly id: string; readonly epoch: number },
): boolean {
  return wantedOf(state).some((child) => child.id === id && child.epoch === epoch);
}

/** The placements this node is to carry out now: none without a lease. */
export function wantedOf(state: SupervisionState): PlacementState["children"] {
  if (!state.hasLease) return [];
  return ownOf(state).filter(({ status }) => status === "placed");
}

/** The children on this node in its present session. */
export function ownOf({ placements, node, granted }: SupervisionState): PlacementState["children"] {
  return placements.children.filter((child) => child.node === node && child.session === granted);
}

/** What the leader knows of the nodes, with the news of the placements at `nowUs`. */
export function watchedOf(state: SupervisionState, nowUs: number): readonly Watched[] {
  return state.placements.nodes.map((record) => {
    const known = state.watched.find((watched) => watched.record.node === record.node);
    const isSame = known?.record.session === record.session && known.record.renewals === record.renewals;
    return known !== undefined && isSame ? { record, sinceUs: known.sinceUs } : { record, sinceUs: nowUs };
  });
}

/** Whether the cluster still has the session this node was granted. */
export function isGrantedStill({ placements, node, granted }: SupervisionState): boolean {
  const record = nodeOf(placements, node);
  return record?.isUp === true && record.session === granted;
}
