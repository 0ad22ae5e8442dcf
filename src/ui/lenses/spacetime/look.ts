/** All that a drawing depends on, and the small questions its parts ask of it. */
import type { SpacetimeLine } from "../../../view/index.ts";
import type { Axis, Camera } from "./camera.ts";
import { type Layout, laneAt, type Size } from "./layout.ts";
import type { Palette } from "./palette.ts";
import type { Scene } from "./scene.ts";

/** The event whose cones are tinted. */
export interface Cones {
  readonly at: number;
  readonly clock: readonly number[];
  readonly future: readonly number[];
}

export interface Look {
  readonly scene: Scene;
  readonly lines: readonly SpacetimeLine[];
  readonly size: Size;
  readonly layout: Layout;
  readonly axis: Axis;
  readonly camera: Camera;
  readonly palette: Palette;
  /** The stretch of the plot to paint, in pixels along. */
  readonly sight: { readonly from: number; readonly to: number };
  /** About so many marks and messages are in the whole sight at this zoom. */
  readonly crowd: { readonly marks: number; readonly messages: number };
  readonly cones: Cones | null;
  /** Events of the shortest path between the two selected ones. */
  readonly path: readonly number[];
  readonly other: number;
  /** The mark the keyboard is on, and the one pointed at; -1: none. */
  readonly cursor: number;
  readonly hover: number;
  /** Line or node selected elsewhere. */
  readonly selection: string | null;
}

/** How an event stands to the selected one. */
export const GROUP = { plain: 0, past: 1, future: 2, apart: 3 } as const;

export function groupOf({ scene, cones }: Look, at: number): number {
  if (cones === null) return GROUP.plain;
  const line = scene.line[at] as number;
  const seq = scene.seq[at] as number;
  if (seq <= (cones.clock[line] as number)) return GROUP.past;
  return seq >= (cones.future[line] as number) ? GROUP.future : GROUP.apart;
}

/** A message is in the past when it has been received there, in the future when it was sent there. */
export function messageGroup(look: Look, sender: number, receiver: number): number {
  if (look.cones === null) return GROUP.plain;
  if (groupOf(look, receiver) === GROUP.past) return GROUP.past;
  const isSentAfter = sender === look.cones.at || groupOf(look, sender) === GROUP.future;
  return isSentAfter ? GROUP.future : GROUP.apart;
}

export const GROUP_ALPHA: readonly number[] = [1, 1, 1, 0.28];

export function groupColour({ palette }: Look, group: number): string | null {
  return group === GROUP.past ? palette.past : group === GROUP.future ? palette.future : null;
}

/** Pixel along the plot of a place of the axis. */
export function alongOf({ camera }: Look, place: number): number {
  return (place - camera.start) * camera.scale;
}

/** A point of the canvas from pixels along and across. */
export function pointOf({ layout }: Look, along: number, across: number): { x: number; y: number } {
  return layout.isVertical
    ? { x: across, y: layout.gutter + along }
    : { x: layout.gutter + along, y: across };
}

export function laneOf({ layout }: Look, line: number): number {
  return laneAt(layout, line);
}
