/** Which processes of a node are drawn, and where: shared by the picture and by the arrow keys, so they agree. */
import type { StageAssigns, StageNode, StageProcess } from "../../../view/index.ts";
import type { Neighbourhood, ProcessPlace } from "./neighbourhood.ts";
import type { Point } from "./plane.ts";
import { chooseDrawn, planSlots, SLOTS_MAX } from "./process-slots.ts";
import { detailOf, type RingLayout } from "./ring-layout.ts";
import { planTree, type TreePlan } from "./tree-slots.ts";

export interface DrawnSlots {
  readonly places: readonly (ProcessPlace & { readonly process: StageProcess })[];
  /** Processes that are only counted, and where their number stands. */
  readonly more: number;
  readonly moreAt: Point | null;
  readonly glyphRadius: number;
  /** Set where the processes are laid out by their supervisor: then they also have names and stems. */
  readonly tree: TreePlan | null;
}

const NOTHING: DrawnSlots = { places: [], more: 0, moreAt: null, glyphRadius: 0, tree: null };

type Inhabited = Pick<StageNode, "processes" | "processCount" | "status">;

/** Slots of one node; the selected process is always among the drawn ones. */
export function drawnSlots(node: Inhabited, nodeRadius: number, selected: string | null): DrawnSlots {
  if (node.status === "down" || detailOf(nodeRadius) !== "processes") return NOTHING;
  const total = Math.max(node.processCount, node.processes.length);
  const tree = total > node.processes.length ? null : planTree(node.processes, nodeRadius);
  if (tree !== null) {
    const places = tree.places.map(({ process, at, row }) => ({ process, pid: process.pid, at, row }));
    return { places, more: 0, moreAt: null, glyphRadius: tree.glyphRadius, tree };
  }
  const wanted = Math.min(SLOTS_MAX, total > node.processes.length ? node.processes.length + 1 : total);
  const plan = planSlots(nodeRadius, wanted);
  const { drawn, more } = chooseDrawn(node.processes, total, plan.slots.length, selected);
  const places = drawn.flatMap((process, index) => {
    const at = plan.slots[index];
    return at === undefined ? [] : [{ process, pid: process.pid, at, row: plan.rows[index] ?? 0 }];
  });
  return {
    places,
    more,
    moreAt: more > 0 ? (plan.slots[places.length] ?? null) : null,
    glyphRadius: plan.glyphRadius,
    tree: null,
  };
}

/** The map for the arrow keys: what is drawn now. */
export function neighbourhoodOf(
  stage: StageAssigns,
  ring: RingLayout,
  selected: string | null,
): Neighbourhood {
  const processes: Record<string, readonly ProcessPlace[]> = {};
  const links: Record<string, { readonly id: string; readonly other: string }[]> = {};
  for (const id of stage.order) {
    const node = stage.nodes[id];
    processes[id] = node === undefined ? [] : drawnSlots(node, ring.nodeRadius, selected).places;
    links[id] = [];
  }
  for (const link of Object.values(stage.links)) {
    links[link.from]?.push({ id: link.id, other: link.to });
    links[link.to]?.push({ id: link.id, other: link.from });
  }
  return { order: stage.order, processes, links };
}
