/**
 * What must hold of distributed supervision: pure functions for checkers.
 *
 * P1  What was decided: the epoch of a child never falls, and its node or session changes only in a larger epoch.
 * P2  What runs: of no child there are two copies at one instant. Nodes that are down are to be left out; of paused ones
 *     the copies do not run, and are killed when the node goes on: leave them out too.
 * P3  A node without a lease runs nothing.
 */

import type { SupervisionView } from "./supervision-client.ts";

/** P1, between two looks at one server. A child that was stopped and described again is a new one. */
export function placementViolationOf(before: SupervisionView, after: SupervisionView): string | undefined {
  for (const child of after.children) {
    const earlier = before.children.find(({ id }) => id === child.id);
    if (earlier === undefined) continue;
    if (child.epoch < earlier.epoch) return `P1: the epoch of ${child.id} fell to ${child.epoch}`;
    const isMoved = child.node !== null && (child.node !== earlier.node || child.session !== earlier.session);
    if (isMoved && child.epoch === earlier.epoch)
      return `P1: ${child.id} has changed its node within epoch ${child.epoch}`;
  }
  return undefined;
}

/** P2, over the views of all running nodes at one instant. */
export function copyViolationOf(views: readonly SupervisionView[]): string | undefined {
  const seen: { readonly id: string; readonly node: number; readonly epoch: number }[] = [];
  for (const { node, copies } of views) {
    for (const { id, epoch, pid } of copies) {
      if (pid === null) continue;
      const other = seen.find((copy) => copy.id === id);
      if (other !== undefined)
        return `P2: ${id} runs on n${other.node + 1} in epoch ${other.epoch} and on n${node + 1} in epoch ${epoch}`;
      seen.push({ id, node, epoch });
    }
  }
  return undefined;
}

/** P3, of one node whose clock shows `nowUs`. At the very instant of the end the copies are just being killed. */
export function leaseViolationOf(view: SupervisionView, nowUs: number): string | undefined {
  const isOver = view.session === null || nowUs > view.leaseUntilUs;
  const running = view.copies.find(({ phase }) => phase === "running");
  return isOver && running !== undefined
    ? `P3: ${running.id} runs on n${view.node + 1}, which has no lease`
    : undefined;
}
