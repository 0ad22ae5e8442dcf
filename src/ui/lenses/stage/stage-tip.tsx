/**
 * The words beside the thing under the pointer or with the focus; while a line is drawn, what it is about to cut.
 *
 * It repeats accessible names for the eye, so it is hidden from screen readers. Nodes with their own text need none.
 */
import type { StageAssigns } from "../../../view/index.ts";
import type { Point } from "./plane.ts";
import { findProcess } from "./stage-actions.ts";
import { discOf, type StageScene } from "./stage-scene.ts";
import { linkWords, nodeWords, plural } from "./stage-words.ts";
import "./stage-overlay.css";

export interface StageTipProps {
  readonly stage: StageAssigns;
  readonly scene: StageScene;
  readonly target: string | null;
  readonly cutting: {
    readonly at: Point;
    readonly crossed: readonly string[];
    readonly group: readonly string[] | null;
  } | null;
}

const CHARACTER_WIDTH = 6.9;
const HEIGHT = 24;

export function StageTip({ stage, scene, target, cutting }: StageTipProps) {
  if (cutting !== null) {
    return <Tip words={cuttingWords(cutting)} at={{ x: cutting.at.x, y: cutting.at.y - 14 }} scene={scene} />;
  }
  if (target === null) return null;
  const words = tipWords(target, stage, scene);
  const disc = words === null ? null : discOf(target, stage, scene);
  if (words === null || disc === null) return null;
  return <Tip words={words} at={{ x: disc.centre.x, y: disc.centre.y - disc.radius - 6 }} scene={scene} />;
}

function Tip({ words, at, scene }: { words: string; at: Point; scene: StageScene }) {
  const { width } = scene.ring.size;
  const half = (words.length * CHARACTER_WIDTH) / 2 + 10;
  const x = 2 * half >= width ? width / 2 : Math.min(width - half, Math.max(half, at.x));
  const y = at.y < HEIGHT + 4 ? at.y + 40 : at.y;
  return (
    <p className="stage-tip" aria-hidden="true" style={{ left: x, top: y, maxWidth: width }}>
      {words}
    </p>
  );
}

/** The sentence for a line that is being drawn. */
function cuttingWords(cutting: { crossed: readonly string[]; group: readonly string[] | null }): string {
  if (cutting.crossed.length === 0) return "draw across links to cut them";
  if (cutting.group !== null) return `cut off ${cutting.group.join(" ")}`;
  return `cut ${plural(cutting.crossed.length, "link")}`;
}

function tipWords(target: string, stage: StageAssigns, scene: StageScene): string | null {
  const node = stage.nodes[target];
  if (node !== undefined) {
    return scene.ring.detail === "processes"
      ? null
      : nodeWords(node, scene.islandOf.get(target) ?? null, stage.hasConsensus);
  }
  const link = stage.links[target];
  if (link !== undefined) return linkWords(link);
  const process = findProcess(target, stage);
  if (process === null) return null;
  const restarts = process.restarts > 0 ? ` · ${plural(process.restarts, "restart")}` : "";
  return `${process.label} · ${process.status} · mailbox ${process.mailbox}${restarts}`;
}
