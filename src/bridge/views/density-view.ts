/**
 * Density: all processes of the run as a raster at the resolution the page asks for. What crosses to the page depends
 * on the size of the picture, never on the number of processes.
 */

import { parsePid, type Run } from "../../sim/index.ts";
import {
  DENSITY_MEASURES,
  type DensityAssigns,
  type DensityPlace,
  type DensityProbe,
} from "../density-assigns.ts";
import { type LiveView, numberParam, textParam, type ViewParams } from "../live-view.ts";
import { type Layout, layOut, placeOf, rasterFor } from "./density-layout.ts";
import { Activity, shapeOf, valueFor } from "./density-measure.ts";
import { nearIn, probeAt, type Scene, summaryOf } from "./density-probe.ts";
import { type Picture, paint } from "./density-raster.ts";
import { findBySerial } from "./process-facts.ts";
import { type Clock, createPace } from "./slow-reading.ts";

const CELLS = { min: 16, initial: 128, max: 512 } as const;

/** What is kept from one picture to the next. */
interface Memory {
  layout: Layout | undefined;
  readonly activity: Activity;
  /** The question the last picture answers. */
  asked: string;
  assigns: DensityAssigns | undefined;
  scene: Scene | undefined;
}

export function createDensityView(clock?: Clock): LiveView<"density"> {
  const pace = createPace(clock);
  const memory: Memory = {
    layout: undefined,
    activity: new Activity(),
    asked: "",
    assigns: undefined,
    scene: undefined,
  };
  return {
    name: "density",
    render(run, driving, params) {
      const asked = pictureKey(params);
      const isFresh = asked !== memory.asked || memory.assigns === undefined || pace.isDue(run, driving);
      const assigns = isFresh
        ? pace.measure(run, () => takePicture(run, params, memory))
        : (memory.assigns as DensityAssigns);
      const probe = isFresh || isMoved(assigns.probe, params) ? probeIn(memory, params) : assigns.probe;
      const followed = followedPlace(run, memory.layout, textParam(params, "follow"));
      memory.asked = asked;
      memory.assigns = { ...assigns, probe, followed };
      return memory.assigns;
    },
  };
}

/** Everything that makes another picture; where one points and what is selected does not. */
function pictureKey(params: ViewParams): string {
  const { probeX: _x, probeY: _y, follow: _f, ...rest } = params;
  return JSON.stringify(rest);
}

function takePicture(run: Run, params: ViewParams, memory: Memory): DensityAssigns {
  const { world } = run;
  const { nodes, nowUs } = world;
  const layout = layoutFor(run, memory.layout);
  const measure = DENSITY_MEASURES.find((known) => known === params["measure"]) ?? "state";
  if (measure === "activity") memory.activity.refresh(nodes, nowUs);
  const raster = rasterFor(layout, partIn(params, layout), cellsIn(params));
  const worth = valueFor(measure, nowUs, memory.activity);
  const scene = { nodes, layout, raster, measure, worth };
  const before = memory.assigns;
  const lastMax = before?.measure === measure ? before.scale.max : undefined;
  const picture: Picture = paint({ ...scene, lastMax });
  memory.layout = layout;
  memory.scene = scene;
  const windowUs = measure === "activity" ? memory.activity.windowUs(nowUs) : null;
  return {
    measure,
    total: nodes.reduce((sum, node) => sum + node.processCount, 0),
    world: layout.world,
    raster,
    alive: picture.alive,
    level: picture.level,
    scale: { ...shapeOf(measure), max: picture.max, windowUs },
    shown: picture.shown,
    states: picture.states,
    probe: null,
    followed: null,
    near: nearIn(scene),
    summary: params["table"] === true ? summaryOf(scene, picture) : null,
  };
}

/**
 * Places for everybody who lives, and for those a scenario has announced by a parameter named `processes`. A layout
 * that has become too small is replaced by one with room to grow: then, and only then, places change.
 */
function layoutFor({ world }: Run, known: Layout | undefined): Layout {
  const used = Math.max(1, ...world.nodes.map((node) => node.slots.length));
  if (known !== undefined && used <= known.capacity) return known;
  const announced = Number(world.parameters["processes"]);
  const slots = known === undefined ? used : Math.ceil(used * 1.5);
  return layOut(
    world.nodes.map((node) => node.name),
    announced > slots ? announced : slots,
  );
}

function partIn(params: ViewParams, { world }: Layout) {
  return {
    x: numberParam(params, "x", 0),
    y: numberParam(params, "y", 0),
    width: Math.max(1, numberParam(params, "width", world.width)),
    height: Math.max(1, numberParam(params, "height", world.height)),
  };
}

function cellsIn(params: ViewParams): number {
  return Math.min(CELLS.max, Math.max(CELLS.min, Math.floor(numberParam(params, "cells", CELLS.initial))));
}

function probeIn({ scene }: Memory, params: ViewParams): DensityProbe | null {
  const x = numberParam(params, "probeX", -1);
  const y = numberParam(params, "probeY", -1);
  return scene === undefined ? null : probeAt(scene, x, y);
}

/** Whether another cell is pointed at than the one that was described. */
function isMoved(probe: DensityProbe | null, params: ViewParams): boolean {
  const x = numberParam(params, "probeX", -1);
  const y = numberParam(params, "probeY", -1);
  if (probe === null) return x >= 0 && y >= 0;
  const { cell } = probe;
  return Math.floor(x / cell) * cell !== probe.x || Math.floor(y / cell) * cell !== probe.y;
}

function followedPlace({ world }: Run, layout: Layout | undefined, target: string): DensityPlace | null {
  const id = parsePid(target);
  const node = id === undefined ? undefined : world.nodes[id.node];
  if (id === undefined || node === undefined || layout === undefined) return null;
  const process = findBySerial(node, id.serial);
  const place = process === undefined ? undefined : placeOf(layout, id.node, process.pid.slot);
  return place === undefined ? null : { pid: target, ...place };
}
