/**
 * One thing and its state as a small picture: outline = what it is, fill and ring = how it is.
 *
 * running, waiting: filled · suspended: hollow · crashed: hollow with a cross · leader: double ring ·
 * candidate: dashed ring. Colour only repeats what the shape already says.
 */
import { GLYPH_COLOUR, type GlyphKind, type GlyphState, glyphCross, glyphOutline } from "./glyph-shapes.ts";

export interface StateGlyphProps {
  readonly kind: GlyphKind;
  readonly state: GlyphState;
  /** Edge of the square it occupies, in CSS pixels. */
  readonly size?: number;
  /** Spoken name; without it the glyph is decoration beside a text that says the same. */
  readonly label?: string;
}

const VIEW = 12;

export function StateGlyph({ kind, state, size = 16, label }: StateGlyphProps) {
  const frame = { width: size, height: size, viewBox: `${-VIEW} ${-VIEW} ${2 * VIEW} ${2 * VIEW}` };
  if (label === undefined) {
    return (
      <svg {...frame} className="state-glyph" aria-hidden="true">
        <GlyphMarks kind={kind} state={state} />
      </svg>
    );
  }
  return (
    <svg {...frame} className="state-glyph" role="img" aria-label={label}>
      <GlyphMarks kind={kind} state={state} />
    </svg>
  );
}

function GlyphMarks({ kind, state }: { readonly kind: GlyphKind; readonly state: GlyphState }) {
  const colour = `var(${GLYPH_COLOUR[state]})`;
  const ringed = state === "leader" || state === "candidate";
  const hollow = state === "suspended" || state === "crashed";
  const radius = ringed ? 6.5 : 9;
  return (
    <g stroke={colour} strokeWidth={hollow ? 2.5 : 1} fill="none">
      <path d={glyphOutline(kind, radius)} fill={hollow ? "none" : colour} />
      {state === "crashed" ? <path d={glyphCross(radius)} /> : null}
      {ringed ? (
        <circle r={10.5} strokeWidth={2} strokeDasharray={state === "candidate" ? "4 2.6" : undefined} />
      ) : null}
    </g>
  );
}
