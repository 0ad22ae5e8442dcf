/**
 * One process inside its node: outline = kind, fill = state, bar at its right = messages waiting in the mailbox.
 *
 * Invariant: the bar's height grows with the logarithm of the mailbox, so that one message is visible and a thousand
 * stay inside the glyph's height.
 */
import { memo } from "react";
import type { StageProcess } from "../../../view/index.ts";
import { glyphOutline } from "../../widgets/glyph-shapes.ts";
import { processWords } from "./stage-words.ts";

export interface ProcessFigureProps {
  readonly pid: string;
  readonly label: string;
  readonly kind: StageProcess["kind"];
  readonly status: StageProcess["status"];
  readonly mailbox: number;
  readonly restarts: number;
  readonly node: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly selected: boolean;
  readonly tabbable: boolean;
  /** Whether the invitation is about this process. */
  readonly invited: boolean;
}

/** A bar is full at this many messages: beyond it the number matters, not the height. */
const MAILBOX_FULL = 64;

export const ProcessFigure = memo(function ProcessFigure(props: ProcessFigureProps) {
  const { pid, kind, status, mailbox, node, x, y, radius, selected, tabbable, invited } = props;
  const height = barHeight(mailbox, radius);
  return (
    <g
      className="stage-process"
      data-entity={pid}
      data-status={status}
      transform={`translate(${x} ${y})`}
      role="treeitem"
      aria-level={2}
      aria-selected={selected}
      aria-label={processWords(props, node)}
      tabIndex={tabbable ? 0 : -1}
    >
      <circle className="stage-hit" r={12} />
      <circle className="stage-process-halo" r={radius + 4} />
      {invited ? <circle className="stage-node-invited" r={radius + 7} /> : null}
      <path className="stage-process-body" d={glyphOutline(kind, radius)} />
      {status === "blocked" ? (
        <path className="stage-process-mark" d={`M${-radius * 0.4} 0H${radius * 0.4}`} />
      ) : null}
      {height > 0 ? (
        <rect className="stage-mailbox" x={radius + 1} y={radius - height} width={4} height={height} rx={1} />
      ) : null}
    </g>
  );
});

/** Height in pixels of the mailbox bar beside a glyph of this radius; 0 for an empty mailbox. */
export function barHeight(mailbox: number, radius: number): number {
  if (mailbox <= 0) return 0;
  const share = Math.min(1, Math.log2(1 + mailbox) / Math.log2(1 + MAILBOX_FULL));
  return Math.max(4, Math.round(share * 2 * radius));
}
