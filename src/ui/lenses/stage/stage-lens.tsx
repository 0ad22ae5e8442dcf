/**
 * The stage: nodes on a ring, their processes, the links and the messages between them; and the same as a list.
 *
 * This file holds what the parts share: the size of the room, the open menu, picture or list. What is drawn comes
 * from the assigns alone; what a person does leaves through `select` and `act`.
 */
import { useRef, useState } from "react";
import { type StageAssigns, useRun } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { useMedia } from "../../widgets/use-media.ts";
import { ActionMenu, MENU_WIDTH, menuHeight } from "./action-menu.tsx";
import { FlightCanvas } from "./flight-canvas.tsx";
import { InvitationButton } from "./invitation-button.tsx";
import type { Point } from "./plane.ts";
import { actionsFor, findProcess } from "./stage-actions.ts";
import { StageBar } from "./stage-bar.tsx";
import { StageKey } from "./stage-key.tsx";
import { StageList } from "./stage-list.tsx";
import { StagePicture } from "./stage-picture.tsx";
import { useStageScene } from "./stage-scene.ts";
import { FLIGHTS_DRAWN_MAX, flightCount } from "./traffic.ts";
import { useRoomSize } from "./use-room-size.ts";
import { useStageMenu } from "./use-stage-menu.ts";
import "./stage-lens.css";

/** Rooms at least this wide show the key from the start. */
const KEY_WIDTH_MIN = 720;

export function Lens(props: LensProps<"stage">) {
  const { assigns: stage, selection, select, act } = props;
  const room = useRef<HTMLDivElement>(null);
  const size = useRoomSize(room);
  const scene = useStageScene(stage, size);
  const invitation = useRun((run) => run.invitation);
  const reducedMotion = useMedia("(prefers-reduced-motion: reduce)");
  const [isList, setIsList] = useState(false);
  const [keyWish, setKeyWish] = useState<boolean | null>(null);
  const { menu, openMenu, openMenuAt, closeMenu } = useStageMenu(room);
  const isKeyOpen = keyWish ?? size.width >= KEY_WIDTH_MIN;

  if (stage.order.length === 0) {
    return (
      <EmptyState
        title="No node yet"
        reason="The stage fills as soon as the scenario has started its nodes."
      />
    );
  }
  const entries = menu === null ? [] : actionsFor(menu.target, stage, invitation);
  return (
    <div className="stage">
      <StageBar
        {...{ stage, isList, isKeyOpen, act }}
        toggleList={() => setIsList(!isList)}
        toggleKey={() => setKeyWish(!isKeyOpen)}
      />
      <div ref={room} className="stage-room" data-detail={scene.ring.detail}>
        {isList ? (
          <StageList stage={stage} selection={selection} select={select} openMenu={openMenuAt} />
        ) : (
          <>
            <StagePicture {...{ stage, scene, selection, invitation, select, act, openMenu }}>
              <FlightCanvas
                stage={stage}
                ring={scene.ring}
                playing={props.playing}
                theme={props.theme}
                reducedMotion={reducedMotion}
                drawTimeUs={props.drawTimeUs}
              />
            </StagePicture>
            {invitation === null ? null : <InvitationButton {...{ invitation, stage, scene, act }} />}
          </>
        )}
        {menu === null ? null : (
          <ActionMenu
            title={menuTitle(menu.target, stage)}
            actions={entries}
            at={menuPlace(menu.at, entries.length, size)}
            onAct={act}
            onClose={closeMenu}
          />
        )}
      </div>
      {isKeyOpen && !isList ? (
        <StageKey
          reducedMotion={reducedMotion}
          crowded={flightCount(stage.flights) > FLIGHTS_DRAWN_MAX}
          isAlone={stage.order.length === 1}
          hasConsensus={stage.hasConsensus}
        />
      ) : null}
    </div>
  );
}

function menuTitle(target: string | null, stage: StageAssigns): string {
  if (target === null) return "the network";
  const process = findProcess(target, stage);
  return process === null ? target : `${process.label} ${target}`;
}

/** Keeps the menu inside the room. */
function menuPlace(at: Point, entries: number, size: { width: number; height: number }): Point {
  return {
    x: Math.max(4, Math.min(at.x, size.width - MENU_WIDTH - 4)),
    y: Math.max(4, Math.min(at.y, size.height - menuHeight(entries) - 4)),
  };
}
