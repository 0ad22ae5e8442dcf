/** Three children of a supervisor: filled are those that are restarted when the middle one exits. */

const RESTARTED: Readonly<Record<string, readonly boolean[]>> = {
  one_for_one: [false, true, false],
  rest_for_one: [false, true, true],
  one_for_all: [true, true, true],
  simple_one_for_one: [false, true, false],
};

export function StrategyGlyph({ strategy }: { readonly strategy: string }) {
  const filled = RESTARTED[strategy];
  if (filled === undefined) return null;
  return (
    <svg className="strategy-glyph" width={22} height={10} viewBox="0 0 22 10" aria-hidden="true">
      {filled.map((isFilled, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the child.
        <circle key={place} data-filled={isFilled} cx={4 + place * 7} cy={5} r={2.6} />
      ))}
    </svg>
  );
}
