import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppendList } from "./append-list.ts";
import { AppendMap } from "./append-map.ts";
import { Cell, captureAll, type Memory, restoreAll } from "./memory.ts";
import { SmallMap } from "./small-map.ts";

const KEYS = ["a", "b", "c", "d"];

/** What can be seen of all pieces. */
type Sight = readonly unknown[];

/** One piece of each kind, and plain values beside them that say what they must hold. */
class Pieces {
  readonly list = new AppendList<number>();
  readonly growing = new AppendMap<string, number>();
  readonly small = new SmallMap<string, number>();
  readonly cell = new Cell<number | undefined>(undefined);
  readonly all: readonly Memory[] = [this.list, this.growing, this.small, this.cell];
  #plain: Sight = [[], {}, {}, undefined];

  /** Writes into one of the pieces, as `kind` says. */
  write(kind: number, key: string, value: number): void {
    const [list, growing, small, cell] = this.#plain as [number[], object, object, number | undefined];
    if (kind === 0) this.list.push(value);
    else if (kind === 1) this.growing.set(key, value);
    else if (kind === 2) this.small.set(key, value);
    else this.cell.value = value;
    this.#plain = [
      kind === 0 ? [...list, value] : list,
      kind === 1 ? { ...growing, [key]: value } : growing,
      kind === 2 ? { ...small, [key]: value } : small,
      kind === 3 ? value : cell,
    ];
  }

  capture(): readonly [captured: readonly unknown[], plain: Sight] {
    return [captureAll(this.all), this.#plain];
  }

  restore([captured, plain]: readonly [readonly unknown[], Sight]): void {
    restoreAll(this.all, captured);
    this.#plain = plain;
  }

  check(): void {
    const { list, growing, small, cell } = this;
    const valuesIn = (map: { get(key: string): number | undefined }) =>
      Object.fromEntries(KEYS.flatMap((key) => (map.get(key) === undefined ? [] : [[key, map.get(key)]])));
    const items = Array.from({ length: list.length }, (_, i) => list.at(i));
    expect([items, valuesIn(growing), valuesIn(small), cell.value]).toEqual(this.#plain);
    expect(list.at(list.length)).toBeUndefined();
    for (const key of KEYS) expect(growing.has(key)).toBe(growing.get(key) !== undefined);
  }
}

describe("pieces of memory", () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.nat(3), fc.constantFrom(...KEYS), fc.nat(9)) },
    { weight: 2, arbitrary: fc.constant("capture" as const) },
    { weight: 2, arbitrary: fc.nat(20) },
  );

  it("hold after any restore what they held at the capture, in two worlds that share captures", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1), step), { maxLength: 80 }), (steps) => {
        const worlds = [new Pieces(), new Pieces()] as const;
        const captures = [worlds[0].capture()];
        for (const [which, what] of steps) {
          const pieces = worlds[which] as Pieces;
          if (what === "capture") captures.push(pieces.capture());
          else if (typeof what === "number")
            pieces.restore(captures[what % captures.length] as (typeof captures)[number]);
          else pieces.write(...what);
          for (const each of worlds) each.check();
        }
        for (const captured of captures) {
          worlds[0].restore(captured);
          worlds[0].check();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("captures share", () => {
  it("a list's items, as long as it only grows", () => {
    const list = new AppendList<number>();
    list.push(1);
    const first = list.capture();
    list.push(2);
    expect(list.capture().items).toBe(first.items);
  });

  it("a list's items are copied once when it went back and grows another way", () => {
    const list = new AppendList<number>();
    list.push(1);
    const first = list.capture();
    list.push(2);
    list.restore(first);
    list.push(3);
    const branch = list.capture();
    list.push(4);
    expect(branch.items).not.toBe(first.items);
    expect(list.capture().items).toBe(branch.items);
  });

  it("a small map that has not changed", () => {
    const map = new SmallMap<string, number>();
    map.set("a", 1);
    const first = map.capture();
    expect(map.capture()).toBe(first);
    map.set("a", 2);
    expect(map.capture()).not.toBe(first);
  });
});
