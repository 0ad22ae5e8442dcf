/** The key to the picture: each mark with its name, drawn from the same shapes. */
import { OUTLINED, type Tracer, traceMark } from "./glyph.ts";
import { MARK_WORDS } from "./spacetime-words.ts";

const SIZE = 14;

export function MarkKey() {
  return (
    <ul className="spacetime-key" aria-label="Key to the marks">
      {MARK_WORDS.map(([mark, words]) => (
        <li key={mark}>
          <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true" data-mark={mark}>
            <path
              d={pathOf(mark)}
              fill={OUTLINED.has(mark) ? "none" : "currentColor"}
              stroke={OUTLINED.has(mark) ? "currentColor" : "none"}
              strokeWidth={1.5}
            />
          </svg>
          {words}
        </li>
      ))}
      <li>
        <span className="spacetime-bar" aria-hidden="true" />
        local events in a row
      </li>
    </ul>
  );
}

/** The shape as the text of an SVG path. */
function pathOf(mark: number): string {
  const parts: string[] = [];
  const tracer: Tracer = {
    moveTo: (x, y) => void parts.push(`M${x} ${y}`),
    lineTo: (x, y) => void parts.push(`L${x} ${y}`),
    closePath: () => void parts.push("Z"),
    rect: (x, y, width, height) => void parts.push(`M${x} ${y}h${width}v${height}h${-width}Z`),
    arc: (x, y, r) =>
      void parts.push(`M${x + r} ${y}a${r} ${r} 0 1 0 ${-2 * r} 0a${r} ${r} 0 1 0 ${2 * r} 0`),
  };
  traceMark(tracer, mark, { x: SIZE / 2, y: SIZE / 2 }, { r: 4.4, isDown: false });
  return parts.join("");
}
