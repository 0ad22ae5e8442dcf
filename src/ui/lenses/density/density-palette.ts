/**
 * The colours of the picture, read from the theme's tokens. Colour is the value, strength is the density: a cell in
 * which few places live lies nearer to the ground.
 *
 * Invariant: along the ramp the contrast to the ground only grows, in both themes; so it is read without colour too.
 */
import { DENSITY_STATE_STEP, type DensityMeasure } from "../../../view/index.ts";

export interface DensityPalette {
  /** Colour of a pixel, as ImageData wants it, at `alive · 256 + level`. */
  readonly pixels: Uint32Array;
  readonly ground: string;
  readonly surface: string;
  readonly line: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly focus: string;
  readonly fontUi: string;
  readonly fontData: string;
}

type Rgb = readonly [number, number, number];

/** Strength of a cell in which hardly anybody lives. */
const FAINT = 0.3;
const STEPS = 256;

export function readDensityPalette(element: Element, measure: DensityMeasure): DensityPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const rgb = (name: string) => parse(token(name));
  const ground = rgb("--surface-sunken");
  const colours =
    measure === "state" ? stateColours(ground, rgb) : rampOf(ground, rgb("--series-1"), rgb("--text"));
  return {
    pixels: pixelsOf(colours, ground),
    ground: css(ground),
    surface: token("--surface"),
    line: token("--line"),
    text: token("--text"),
    textSecondary: token("--text-secondary"),
    focus: token("--focus"),
    fontUi: token("--font-ui") || "sans-serif",
    fontData: token("--font-data") || "monospace",
  };
}

/** From a tint that can be told from the ground, through the hue, to the colour of text. */
function rampOf(ground: Rgb, hue: Rgb, text: Rgb): Rgb[] {
  const low = blend(ground, hue, 0.2);
  return Array.from({ length: STEPS }, (_, i) => {
    const share = i / (STEPS - 1);
    return share < 0.6 ? blend(low, hue, share / 0.6) : blend(hue, text, (share - 0.6) / 0.4);
  });
}

/** By state code and share: the more of a cell is in its rarest state, the further from the colour of waiting. */
function stateColours(ground: Rgb, rgb: (name: string) => Rgb): Rgb[] {
  const running = rgb("--state-running");
  const waiting = rgb("--state-waiting");
  const calm = blend(ground, waiting, 0.28);
  const suspended = rgb("--state-suspended");
  const full = [ground, calm, waiting, blend(ground, running, 0.55), running, suspended];
  return Array.from({ length: STEPS }, (_, level) => {
    const colour = full[Math.floor(level / DENSITY_STATE_STEP)] ?? ground;
    const share = (level % DENSITY_STATE_STEP) / (DENSITY_STATE_STEP - 1);
    return blend(calm, colour, Math.sqrt(share));
  });
}

function pixelsOf(colours: readonly Rgb[], ground: Rgb): Uint32Array {
  const pixels = new Uint32Array(STEPS * STEPS);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  for (let alive = 0; alive < STEPS; alive++) {
    const strength = alive === 0 ? 0 : FAINT + (1 - FAINT) * (alive / (STEPS - 1));
    for (let level = 0; level < STEPS; level++) {
      const [r, g, b] = blend(ground, colours[level] ?? ground, strength);
      bytes.set([r, g, b, 255], 4 * (alive * STEPS + level));
    }
  }
  return pixels;
}

function blend(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [part(0), part(1), part(2)];
}

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.replace("#", "").slice(0, 6), 16);
  if (Number.isNaN(value)) return [128, 128, 128];
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

function css([r, g, b]: Rgb): string {
  return `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;
}
