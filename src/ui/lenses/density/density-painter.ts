/**
 * Paints the picture: the raster as an image that is stretched to where its places lie, then what belongs to single
 * processes when they are large enough, the names of nodes, and the marks of selection and cursor.
 *
 * Invariant: between two rasters from the worker the last one is drawn where the camera now sees it, so that panning
 * and zooming never wait.
 */
import type { DensityAssigns, DensityProcess } from "../../../view/index.ts";
import { APART_PX, type Camera, pointOf, type Size } from "./density-camera.ts";
import type { DensityPalette } from "./density-palette.ts";
import { valueText } from "./density-words.ts";

type Context = CanvasRenderingContext2D;

export interface DensityScene {
  readonly density: DensityAssigns;
  readonly camera: Camera;
  readonly sight: Size;
  readonly palette: DensityPalette;
  /** The keyboard's place, when the keyboard is in use. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

/** From these sizes on processes are named, and told in full. */
const NAMED_PX = 44;
const TOLD_PX = 104;
const LINE_PX = 16;
const PAD_PX = 8;

/** The raster as an image, one pixel per cell. */
export function rasterImage(density: DensityAssigns, palette: DensityPalette): HTMLCanvasElement | null {
  const { columns, rows } = density.raster;
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const { alive, level } = density;
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = palette.pixels[((alive[i] as number) << 8) | (level[i] as number)] as number;
  context.putImageData(image, 0, 0);
  return canvas;
}

export function paintDensity(context: Context, scene: DensityScene, image: HTMLCanvasElement | null): void {
  const { sight, palette } = scene;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, sight.width, sight.height);
  paintTiles(context, scene);
  if (image !== null) paintRaster(context, scene, image);
  paintGaps(context, scene);
  paintProcesses(context, scene);
  paintMarks(context, scene);
}

/** The ground of each node, with its name when there are several. */
function paintTiles(context: Context, { density, camera, sight, palette }: DensityScene): void {
  const { nodes, across, strideX, strideY, tileWidth, tileHeight } = density.world;
  context.font = `600 12px ${palette.fontUi}`;
  context.textAlign = "left";
  context.textBaseline = "bottom";
  nodes.forEach((name, index) => {
    const place = { x: (index % across) * strideX, y: Math.floor(index / across) * strideY };
    const { x, y } = pointOf(camera, place, sight);
    context.fillStyle = palette.ground;
    context.fillRect(x, y, tileWidth * camera.scale, tileHeight * camera.scale);
    context.fillStyle = palette.textSecondary;
    context.fillText(name, x, y - 3);
  });
}

function paintRaster(context: Context, scene: DensityScene, image: HTMLCanvasElement): void {
  const { density, camera, sight } = scene;
  const { x, y, cell, columns, rows } = density.raster;
  const at = pointOf(camera, { x, y }, sight);
  const side = cell * camera.scale;
  context.save();
  clipToTiles(context, scene);
  context.imageSmoothingEnabled = false;
  context.drawImage(image, at.x, at.y, columns * side, rows * side);
  context.restore();
}

/** Between the tiles there is nobody: the image must not cover the names there. */
function clipToTiles(context: Context, { density, camera, sight }: DensityScene): void {
  const { nodes, across, strideX, strideY, tileWidth, tileHeight } = density.world;
  if (nodes.length === 1) return;
  context.beginPath();
  nodes.forEach((_, index) => {
    const place = { x: (index % across) * strideX, y: Math.floor(index / across) * strideY };
    const { x, y } = pointOf(camera, place, sight);
    context.rect(x, y, tileWidth * camera.scale, tileHeight * camera.scale);
  });
  context.clip();
}

/** Lines of ground between single processes. */
function paintGaps(context: Context, { density, camera, sight, palette }: DensityScene): void {
  if (camera.scale < APART_PX) return;
  const { width, height } = density.world;
  const first = pointOf(camera, { x: 0, y: 0 }, sight);
  const end = pointOf(camera, { x: width, y: height }, sight);
  const [left, right] = [Math.max(0, first.x), Math.min(sight.width, end.x)];
  const [top, bottom] = [Math.max(0, first.y), Math.min(sight.height, end.y)];
  context.strokeStyle = palette.surface;
  context.lineWidth = Math.min(4, Math.max(1, camera.scale / 14));
  context.beginPath();
  for (
    let x = first.x + Math.ceil((left - first.x) / camera.scale) * camera.scale;
    x <= right;
    x += camera.scale
  ) {
    context.moveTo(x, top);
    context.lineTo(x, bottom);
  }
  for (
    let y = first.y + Math.ceil((top - first.y) / camera.scale) * camera.scale;
    y <= bottom;
    y += camera.scale
  ) {
    context.moveTo(left, y);
    context.lineTo(right, y);
  }
  context.stroke();
}

/** The processes by name, on a plate of their own so that they can be read on any colour. */
function paintProcesses(context: Context, scene: DensityScene): void {
  const { density, camera, sight } = scene;
  if (camera.scale < NAMED_PX) return;
  for (const process of density.near) {
    const { x, y } = pointOf(camera, process, sight);
    if (x + camera.scale < 0 || y + camera.scale < 0 || x > sight.width || y > sight.height) continue;
    paintPlate(context, scene, process, { x, y });
  }
}

function paintPlate(
  context: Context,
  { density, camera, palette }: DensityScene,
  process: DensityProcess,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const side = camera.scale;
  const lines = side < TOLD_PX ? [shortPid(process.pid)] : fullLines(density, process);
  const height = lines.length * LINE_PX + PAD_PX;
  const inset = side < TOLD_PX ? 3 : PAD_PX;
  context.fillStyle = palette.surface;
  context.fillRect(x + inset, y + side - inset - height, side - 2 * inset, height);
  context.textAlign = "left";
  context.textBaseline = "top";
  lines.forEach((line, i) => {
    const isHead = i === 0 && lines.length > 1;
    context.font = isHead ? `600 13px ${palette.fontUi}` : `12px ${palette.fontData}`;
    context.fillStyle = isHead ? palette.text : palette.textSecondary;
    const top = y + side - inset - height + PAD_PX / 2 + i * LINE_PX;
    context.fillText(line, x + inset + 4, top, side - 2 * inset - 8);
  });
}

function fullLines(density: DensityAssigns, process: DensityProcess): string[] {
  const lines = [process.label, process.pid, process.status, `mailbox ${process.mailbox}`];
  const { measure } = density;
  return measure === "state" || measure === "mailbox" ? lines : [...lines, valueText(measure, process.value)];
}

/** `<n1.4711>` is `4711` where there is no room. */
function shortPid(pid: string): string {
  return pid.slice(pid.indexOf(".") + 1, -1);
}

function paintMarks(context: Context, scene: DensityScene): void {
  const { density, camera, sight, palette, cursor } = scene;
  if (density.followed !== null) {
    const { x, y } = pointOf(camera, density.followed, sight);
    ring(context, { x, y, side: Math.max(12, camera.scale), centre: camera.scale < 12 }, camera.scale);
    context.strokeStyle = palette.surface;
    context.lineWidth = 5;
    context.stroke();
    context.strokeStyle = palette.focus;
    context.lineWidth = 2.5;
    context.stroke();
  }
  if (cursor === null) return;
  const { cell } = density.raster;
  const place = { x: Math.floor(cursor.x / cell) * cell, y: Math.floor(cursor.y / cell) * cell };
  const { x, y } = pointOf(camera, place, sight);
  const side = Math.max(10, cell * camera.scale);
  context.strokeStyle = palette.surface;
  context.lineWidth = 4;
  context.strokeRect(x - 2, y - 2, side + 4, side + 4);
  context.strokeStyle = palette.text;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.strokeRect(x - 2, y - 2, side + 4, side + 4);
  context.setLineDash([]);
}

function ring(
  context: Context,
  {
    x,
    y,
    side,
    centre,
  }: { readonly x: number; readonly y: number; readonly side: number; readonly centre: boolean },
  scale: number,
): void {
  context.beginPath();
  if (centre) context.arc(x + scale / 2, y + scale / 2, side, 0, 2 * Math.PI);
  else context.rect(x, y, side, side);
}
