import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLanes } from "../../base/index.ts";
import { createCode, mixTerm, Node, Pid, Ref, type Term } from "../../kernel/index.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type Holding, holdStrongly, Identities } from "./identities.ts";
import { readTerm, writeTerm } from "./term-codec.ts";

const nodes = [new Node({ index: 0, seed: 1, code: createCode([]) })];

function roundTrip(terms: readonly Term[], from: Identities, to: Identities): Term[] {
  const writer = new ByteWriter();
  for (const term of terms) writeTerm(writer, term, from);
  const reader = new ByteReader(writer.take());
  const back = terms.map(() => readTerm(reader, to));
  expect(reader.isAtEnd).toBe(true);
  return back;
}

function digest(term: Term): Int32Array {
  const lanes = createLanes();
  mixTerm(lanes, term);
  return lanes;
}

const serial = fc.integer({ min: 1, max: 2 ** 45 });
const leaf: fc.Arbitrary<Term> = fc.oneof(
  fc.constantFrom<Term>(undefined, null, true, false, "", "$gen_call", "ok", 0, -0, Number.NaN),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.string({ unit: "binary" }),
  fc.tuple(fc.nat(20), serial, fc.nat(1_000)).map(([node, number, slot]) => new Pid(node, number, slot)),
  fc
    .tuple(fc.nat(20), serial, fc.integer({ min: -1, max: 99 }))
    .map(([node, number, slot]) => new Ref(node, number, slot)),
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint16Array(),
  fc.uint8Array(),
);
const term = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("term")),
    fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("term"), { noNullPrototype: true }),
  ),
})).term;

describe("terms as bytes", () => {
  it("come back equal, with equal digests, and their keys in order", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), (terms) => {
        const back = roundTrip(terms, new Identities([], holdStrongly), new Identities([], holdStrongly));
        expect(back).toStrictEqual(terms);
        expect(back.map(digest)).toEqual(terms.map(digest));
        expect(JSON.stringify(back)).toBe(JSON.stringify(terms));
      }),
    );
  });

  it("write a string once, and then its number", () => {
    const writer = new ByteWriter();
    const identities = new Identities([], holdStrongly);
    writeTerm(writer, "a name of some length", identities);
    const once = writer.length;
    writeTerm(writer, "a name of some length", identities);
    expect(writer.length - once).toBe(2);
  });

  it("refuse what is not plain data, by name", () => {
    const write = (value: unknown) => () =>
      writeTerm(new ByteWriter(), value as Term, new Identities([], holdStrongly));
    expect(write(() => 1)).toThrow("a function cannot be sent");
    expect(write(new Map())).toThrow("a Map cannot be sent");
    expect(write(new Int8Array(1))).toThrow("a Int8Array cannot be sent");
  });
});

describe("identities", () => {
  it("give one object for a pid or reference of elsewhere, however often it comes", () => {
    const here = new Identities(nodes, holdStrongly);
    const [first, second] = roundTrip(
      [new Pid(7, 3, 1), new Pid(7, 3, 1)],
      new Identities([], holdStrongly),
      here,
    );
    expect(second).toBe(first);
    expect(
      roundTrip([new Ref(7, 3), new Ref(7, 3)], new Identities([], holdStrongly), here)[1],
    ).toBeInstanceOf(Ref);
  });

  it("give back the very pid and reference that left", () => {
    const here = new Identities(nodes, holdStrongly);
    const there = new Identities([], holdStrongly);
    const own: Term[] = [new Pid(0, 5, 2), new Ref(0, 9)];
    const back = roundTrip(roundTrip(own, here, there), there, here);
    expect(back[0]).toBe(own[0]);
    expect(back[1]).toBe(own[1]);
  });

  it("forget what their holds have forgotten", () => {
    const lost = new Set<object>();
    const holding: Holding = (value) => ({ deref: () => (lost.has(value) ? undefined : value) });
    const here = new Identities(nodes, holding);
    const refs = Array.from({ length: 10_000 }, (_, i) => new Ref(3, i + 1));
    for (const ref of refs) {
      here.rememberRef(ref);
      if (ref.serial !== 1) lost.add(ref);
    }
    expect(here.size).toBeLessThan(6_000);
    expect(here.refOf(3, 1, -1)).toBe(refs[0]);
    expect(here.refOf(3, 2, -1)).not.toBe(refs[1]);
  });
});
