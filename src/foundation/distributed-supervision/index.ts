/** Door of distributed supervision: children described once for the cluster, run once somewhere. */

export type { ClusterChild } from "./cluster-child.ts";
export { childRefusal, EPOCH_PLACEHOLDER } from "./cluster-child.ts";
export { PLACED_CHILDREN } from "./copy-keeper.ts";
export { PLACEMENT_EVENTS } from "./events.ts";
export type { NodeRecord, Placement, PlacementState, PlacementStatus } from "./placement.ts";
export { MOVES_MAX, NO_PLACEMENTS } from "./placement.ts";
export { PLACEMENT, PLACEMENT_MACHINE } from "./placement-machine.ts";
export { preferredNode } from "./rendezvous.ts";
export type { ChildPlace, PlacementError, SupervisionView } from "./supervision-client.ts";
export { readSupervision, startChild, stopChild, whichChildren } from "./supervision-client.ts";
export type { PlacementDefect, SupervisionConfig } from "./supervision-state.ts";
export {
  DISTRIBUTED_SUPERVISOR,
  PLACEMENT_DEFECTS,
  SUPERVISION_DEFAULTS,
  supervisionRefusal,
  takeoverBoundUs,
} from "./supervision-state.ts";
export {
  DISTRIBUTED_SUPERVISION_MODULES,
  distributedSupervisionChild,
  PLACEMENT_SUPERVISOR,
  placementMachineModule,
} from "./supervision-tree.ts";
export { copyViolationOf, leaseViolationOf, placementViolationOf } from "./supervision-violation.ts";
