/** What actions that make work do. */

import { type Node, sendFromOutside } from "../kernel/index.ts";
import type { Affected } from "./apply-input.ts";
import type { LoadAction } from "./faults/index.ts";

const MS = 1_000;
/** Who takes proposals on a node. */
const TAKER = "variables";

export function canTake(node: Node): boolean {
  return node.up && !node.paused && node.names.has(TAKER);
}

export function applyLoad(world: Affected, action: LoadAction, inputSeq: number): void {
  const { target, value } = action;
  const message = ["propose", target, value] as const;
  switch (action.kind) {
    case "propose": {
      const taker = world.nodes.find(canTake);
      if (taker !== undefined) sendFromOutside(taker, TAKER, message, inputSeq);
      return;
    }
    case "burst":
      for (let i = 1; i < action.count; i++) {
        const atUs = world.nowUs + Math.round((i * action.overMs * MS) / action.count);
        const proposal = { kind: "propose", target, value } as const;
        world.controls.schedule(atUs, { kind: "effect", action: proposal, inputSeq });
      }
      applyLoad(world, { kind: "propose", target, value }, inputSeq);
      return;
    case "herd":
      for (const node of world.nodes) {
        if (!canTake(node)) continue;
        for (let i = 0; i < action.count; i++) sendFromOutside(node, TAKER, message, inputSeq);
      }
  }
}
