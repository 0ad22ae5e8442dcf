/**
 * The one thing the front page suggests doing, as a button on the object it is about. It does not blink or loop.
 *
 * A thin line ties it to its object where it had to be set farther away.
 */
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Action, Invitation, StageAssigns } from "../../../view/index.ts";
import { useMedia } from "../../widgets/use-media.ts";
import { between, distance, type Point } from "./plane.ts";
import { invitedAction } from "./stage-actions.ts";
import { aloneSlots, boxBeside, crossesLabel, discOf, type StageScene } from "./stage-scene.ts";

export interface InvitationButtonProps {
  readonly invitation: Invitation;
  readonly stage: StageAssigns;
  readonly scene: StageScene;
  readonly act: (action: Action) => void;
}

const HEIGHT = 36;
/** A finger needs more. */
const HEIGHT_TOUCH = 44;
const TIE_MIN_PX = 11;
const NARROW_PX = 480;

export function InvitationButton({ invitation, stage, scene, act }: InvitationButtonProps) {
  const height = useMedia("(pointer: coarse)") ? HEIGHT_TOUCH : HEIGHT;
  const isNarrow = scene.ring.size.width < NARROW_PX;
  const { button, width } = useTextWidth(invitation.label, isNarrow);
  const action = invitedAction(invitation);
  const disc = discOf(invitation.target, stage, scene);
  const { x = 0, y = 0 } = disc?.centre ?? {};
  const radius = disc?.radius ?? 0;
  const inside = useAloneSlots(stage, scene);
  const place = useMemo(
    () => boxBeside({ centre: { x, y }, radius }, { width, height }, scene, inside),
    [x, y, radius, width, height, scene, inside],
  );
  if (action === null || disc === null) return null;
  const rim = radius + 10;
  const box = { x: place.x, y: place.y, width, height };
  const near = nearestOnBox(disc.centre, box);
  const away = distance(disc.centre, near);
  const from = between(disc.centre, near, away === 0 ? 0 : rim / away);
  const crossesText = crossesLabel({ a: from, b: near }, invitation.target, stage, scene);
  return (
    <>
      {away - rim > TIE_MIN_PX && !crossesText ? (
        <svg
          className="stage-tie"
          aria-hidden="true"
          width={scene.ring.size.width}
          height={scene.ring.size.height}
        >
          <line x1={from.x} y1={from.y} x2={near.x} y2={near.y} />
        </svg>
      ) : null}
      <button
        type="button"
        className="stage-invitation"
        data-narrow={isNarrow}
        ref={button}
        style={{ left: place.x, top: place.y, minWidth: width, height }}
        onClick={() => act(action)}
      >
        {invitation.label}
      </button>
    </>
  );
}

/** Kept while the processes stay the same: a button that was placed does not move because one became busy. */
function useAloneSlots(stage: StageAssigns, scene: StageScene) {
  const key = stage.order.map((id) => stage.nodes[id]?.processes.map(({ pid }) => pid).join(" ")).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the part of the stage that matters.
  return useMemo(() => aloneSlots(stage, scene), [key, scene]);
}

/** The button's width: estimated until it stands there, then as the reader's font really makes it. */
function useTextWidth(label: string, isNarrow: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const [measured, setMeasured] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another label or size is the reason to measure again.
  useLayoutEffect(() => setMeasured(button.current?.scrollWidth ?? 0), [label, isNarrow]);
  const estimate = Math.round(label.length * (isNarrow ? 7.4 : 8.2) + 24);
  return { button, width: measured > 0 ? measured + 4 : estimate };
}

function nearestOnBox(point: Point, box: { x: number; y: number; width: number; height: number }): Point {
  return {
    x: Math.min(box.x + box.width, Math.max(box.x, point.x)),
    y: Math.min(box.y + box.height, Math.max(box.y, point.y)),
  };
}
