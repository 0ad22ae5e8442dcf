/**
 * One node on the ring: a round group with its processes inside and its name, role and log position beside it.
 *
 * Shape repeats colour: leader double ring · candidate dashed ring · down crossed out · paused hollow with two bars.
 * Props are plain values, so that a frame that only moved an election timer re-renders nothing here.
 */
import { memo } from "react";
import type { StageNode } from "../../../view/index.ts";
import { formatCount } from "../../widgets/format.ts";
import { drawnSlots } from "./node-slots.ts";
import type { Point } from "./plane.ts";
import { ProcessFigure } from "./process-figure.tsx";
import { detailOf, type LabelSide } from "./ring-layout.ts";
import { progressWords, roleWord } from "./stage-words.ts";
import type { TreePlan } from "./tree-slots.ts";
import "./node-figure.css";

export interface NodeFigureProps {
  readonly id: string;
  readonly status: StageNode["status"];
  readonly role: StageNode["role"];
  readonly term: number;
  readonly commitIndex: number;
  readonly processes: StageNode["processes"];
  readonly processCount: number;
  readonly words: string;
  readonly hasConsensus: boolean;
  readonly at: Point;
  readonly radius: number;
  readonly labelSide: LabelSide;
  readonly labelShift: number;
  /** Unit vector away from the ring's middle. */
  readonly outward: Point;
  /** Selected thing if it is this node or one of its processes, else null. */
  readonly selected: string | null;
  /** The thing in this node that holds the tab stop, else null. */
  readonly tabStop: string | null;
  /** What the invitation is about if it is this node or one of its processes, else null. */
  readonly invited: string | null;
}

export const NodeFigure = memo(function NodeFigure(props: NodeFigureProps) {
  const { id, status, role, at, radius, selected } = props;
  return (
    <g
      className="stage-group"
      data-status={status}
      data-role={status === "down" ? "none" : role}
      data-owner={selected !== null && selected !== id}
      transform={`translate(${at.x} ${at.y})`}
    >
      <g
        className="stage-node"
        data-entity={id}
        role="treeitem"
        aria-level={1}
        aria-selected={selected === id}
        aria-expanded={props.processes.length > 0 ? true : undefined}
        aria-label={props.words}
        tabIndex={props.tabStop === id ? 0 : -1}
      >
        <circle className="stage-node-halo" r={radius + 10} />
        {props.invited === id ? <circle className="stage-node-invited" r={radius + 10} /> : null}
        <circle className="stage-node-body" r={radius} />
        {role === "leader" ? <circle className="stage-node-ring" r={radius + 5} /> : null}
        {status === "down" ? <path className="stage-node-cross" d={crossPath(radius)} /> : null}
        <NodeLabel {...props} />
      </g>
      <Inhabitants {...props} />
      {status === "paused" ? <PauseSign radius={radius} /> : null}
    </g>
  );
});

/** Siblings of their node, not children: a flat tree with levels is what screen readers follow best. */
function Inhabitants(props: NodeFigureProps) {
  const { id, status, radius, selected, tabStop } = props;
  if (status === "down") return null;
  if (detailOf(radius) === "count") {
    return (
      <text className="stage-count" dy="0.35em">
        {formatCount(props.processCount)}
      </text>
    );
  }
  const { places, more, moreAt, glyphRadius, tree } = drawnSlots(props, radius, selected);
  return (
    <>
      {tree === null ? null : <path className="stage-stems" d={tree.stems} />}
      {places.map(({ process, at }) => (
        <ProcessFigure
          key={process.pid}
          {...process}
          node={id}
          x={at.x}
          y={at.y}
          radius={glyphRadius}
          selected={selected === process.pid}
          tabbable={tabStop === process.pid}
          invited={props.invited === process.pid}
        />
      ))}
      {tree === null ? null : <TreeNames tree={tree} />}
      {moreAt === null ? null : (
        <text className="stage-more" x={moreAt.x} y={moreAt.y} dy="0.35em">
          +{formatCount(more)}
        </text>
      )}
    </>
  );
}

/** Names over supervisors (on their stem) and under their children; to a screen reader the process itself says its name. */
function TreeNames({ tree }: { readonly tree: TreePlan }) {
  const r = tree.glyphRadius;
  const names = tree.places.map(({ process, at, labelChars, isParent }) => (
    <text
      key={process.pid}
      className="stage-process-name"
      x={at.x}
      y={isParent ? at.y - r - 7 : at.y + r + 14}
    >
      {shorten(process.label, labelChars)}
      {process.restarts > 0 ? (
        <tspan
          className="stage-restarts"
          {...(isParent ? { dx: 5 } : { x: at.x, dy: 14 })}
        >{`↻${NARROW_SPACE}${process.restarts}`}</tspan>
      ) : null}
    </text>
  ));
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of texts takes no focus.
  return <g aria-hidden="true">{names}</g>;
}

const NARROW_SPACE = "\u202f";

function shorten(label: string, chars: number): string {
  return label.length <= chars ? label : `${label.slice(0, Math.max(1, chars - 1))}…`;
}

function NodeLabel(props: NodeFigureProps) {
  const { id, radius, labelSide, labelShift, hasConsensus } = props;
  const detail = detailOf(radius);
  const isAbove = labelSide === "above";
  if (detail !== "processes") return <ShortLabel {...props} />;
  return (
    <text className="stage-label" textAnchor="middle">
      <tspan className="stage-name" x={labelShift} y={isAbove ? -radius - 30 : radius + 25}>
        {id}
      </tspan>{" "}
      <tspan className="stage-role" dx={2}>
        {roleWord(props, hasConsensus)}
      </tspan>{" "}
      <tspan x={labelShift} y={isAbove ? -radius - 14 : radius + 41}>
        {progressWords(props, hasConsensus)}
      </tspan>
    </text>
  );
}

/** The name alone, pushed straight outwards, so that names of close neighbours do not meet. */
function ShortLabel({ id, status, role, radius, outward, hasConsensus }: NodeFigureProps) {
  const anchor = outward.x > 0.4 ? "start" : outward.x < -0.4 ? "end" : "middle";
  return (
    <text
      className="stage-label"
      textAnchor={anchor}
      x={outward.x * (radius + 12)}
      y={outward.y * (radius + 14)}
      dy="0.35em"
    >
      <tspan className="stage-name">{id}</tspan>
      {status === "up" ? null : ` ${roleWord({ status, role }, hasConsensus)}`}
    </text>
  );
}

function crossPath(radius: number): string {
  const arm = Math.round(radius * 0.34);
  return `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`;
}

function PauseSign({ radius }: { radius: number }) {
  const height = Math.round(Math.min(13, radius * 0.3));
  return (
    <g className="stage-node-pause">
      <circle r={height * 1.9} />
      <path d={`M${-height * 0.5} ${-height}V${height}M${height * 0.5} ${-height}V${height}`} />
    </g>
  );
}
