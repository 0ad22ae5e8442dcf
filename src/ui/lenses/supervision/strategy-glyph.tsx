/**
 * What a strategy takes along, drawn: three siblings in start order, the middle one dies (crossed); filled are those
 * that are restarted with it. A dashed fourth stands for children added at run time.
 */

type Mark = "dies" | "along" | "stays";

const MARKS: Readonly<Record<string, readonly Mark[]>> = {
  one_for_one: ["stays", "dies", "stays"],
  rest_for_one: ["stays", "dies", "along"],
  one_for_all: ["along", "dies", "along"],
  simple_one_for_one: ["stays", "dies", "stays"],
};

const STEP = 10;

export function StrategyGlyph({ strategy }: { readonly strategy: string }) {
  const marks = MARKS[strategy];
  if (marks === undefined) return null;
  const isDynamic = strategy === "simple_one_for_one";
  const width = isDynamic ? 42 : 32;
  return (
    <svg className="strategy-glyph" width={width} height={12} viewBox={`0 0 ${width} 12`} aria-hidden="true">
      {isDynamic ? null : <path className="strategy-order" d="M6 6H26" />}
      {marks.map((mark, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the child.
        <g key={place} transform={`translate(${6 + place * STEP} 6)`} data-mark={mark}>
          <circle r={3.6} />
          {mark === "dies" ? <path d="M-2 -2L2 2M2 -2L-2 2" /> : null}
        </g>
      ))}
      {isDynamic ? <circle className="strategy-added" cx={37} cy={6} r={3.2} /> : null}
    </svg>
  );
}
