/**
 * The drawing in three layers: islands and links, the canvas with the messages, nodes with their processes.
 *
 * To a screen reader it is a flat tree: links and nodes at level one, each node followed by its processes at level two.
 */
import { type ReactNode, useId, useRef } from "react";
import type { Action, Invitation, StageAssigns } from "../../../view/index.ts";
import { crossedLinks, partitionGroup } from "./cutting.ts";
import { IslandFigure } from "./island-figure.tsx";
import { Links } from "./links.tsx";
import { NodeFigure } from "./node-figure.tsx";
import type { Point } from "./plane.ts";
import { nodeOf } from "./stage-actions.ts";
import type { StageScene } from "./stage-scene.ts";
import { StageTip } from "./stage-tip.tsx";
import { nodeWords } from "./stage-words.ts";
import { useStageEvents } from "./use-stage-events.ts";
import { useStageFocus } from "./use-stage-focus.ts";

export interface StagePictureProps {
  readonly stage: StageAssigns;
  readonly scene: StageScene;
  readonly selection: string | null;
  readonly invitation: Invitation | null;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
  readonly openMenu: (target: string | null, at: Point) => void;
  /** The layer between links and nodes: messages pass under the nodes they do not concern. */
  readonly children: ReactNode;
}

export function StagePicture(props: StagePictureProps) {
  const { stage, scene, selection, invitation } = props;
  const picture = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const focus = useStageFocus({ picture, stage, ring: scene.ring, selection });
  const { line, hovered, focused, handlers } = useStageEvents({ ...props, picture, focus });
  const crossed = line === null ? NONE : crossedLinks(line, stage, scene.places);
  const { width, height } = scene.ring.size;
  return (
    <>
      <p id={helpId} className="visually-hidden">
        Arrow keys move from node to node, down into processes, up out to links. Enter selects, M opens the
        actions.
      </p>
      <div
        ref={picture}
        className="stage-picture"
        role="tree"
        tabIndex={-1}
        aria-label="Nodes, their processes and the links between them"
        aria-describedby={helpId}
        data-cutting={line !== null}
        {...handlers}
      >
        <svg className="stage-ground" width={width} height={height} role="presentation">
          {scene.islands.map((island, index) => (
            <IslandFigure key={island.letter} island={island} index={index} />
          ))}
          <Links
            {...{ stage, scene, hovered, crossed }}
            selected={selection}
            tabStop={focus.spot?.id ?? null}
          />
        </svg>
        {props.children}
        <svg className="stage-front" width={width} height={height} role="presentation">
          <Nodes {...{ stage, scene, selection, invitation, spot: focus.spot }} />
          {line === null ? null : (
            <line className="stage-cut" x1={line.a.x} y1={line.a.y} x2={line.b.x} y2={line.b.y} />
          )}
        </svg>
      </div>
      <StageTip
        stage={stage}
        scene={scene}
        target={focused ?? hovered}
        cutting={line === null ? null : { at: line.b, crossed, group: partitionGroup(crossed, stage) }}
      />
    </>
  );
}

const NONE: readonly string[] = [];
const UP = { x: 0, y: -1 };

interface NodesProps extends Pick<StagePictureProps, "stage" | "scene" | "selection" | "invitation"> {
  readonly spot: { readonly id: string; readonly home: string } | null;
}

function Nodes({ stage, scene, selection, invitation, spot }: NodesProps) {
  const { ring, islandOf } = scene;
  const selectedNode = nodeOf(selection, stage);
  const invitedNode = nodeOf(invitation?.target ?? null, stage);
  return stage.order.map((id, position) => {
    const node = stage.nodes[id];
    const at = ring.points[position];
    if (node === undefined || at === undefined) return null;
    return (
      <NodeFigure
        key={id}
        id={id}
        status={node.status}
        role={node.role}
        term={node.term}
        commitIndex={node.commitIndex}
        processes={node.processes}
        processCount={node.processCount}
        words={nodeWords(node, islandOf.get(id) ?? null, stage.hasConsensus)}
        hasConsensus={stage.hasConsensus}
        at={at}
        radius={ring.nodeRadius}
        labelSide={ring.labelSides[position] ?? "below"}
        labelShift={ring.labelShifts[position] ?? 0}
        outward={ring.outwards[position] ?? UP}
        selected={selectedNode === id ? selection : null}
        tabStop={spot?.home === id ? spot.id : null}
        invited={invitedNode === id ? (invitation?.target ?? null) : null}
      />
    );
  });
}
