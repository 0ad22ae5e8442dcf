import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MoveKey, moveFrom, type Neighbourhood, type Spot, spotOf } from "./neighbourhood.ts";
import { planSlots } from "./process-slots.ts";

const KEYS: readonly MoveKey[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "Escape"];

/** A full mesh of nodes with the given numbers of processes. */
function mesh(counts: readonly number[]): Neighbourhood {
  const order = counts.map((_, i) => `n${i + 1}`);
  const processes: Record<string, Neighbourhood["processes"][string]> = {};
  const links: Record<string, Neighbourhood["links"][string]> = {};
  counts.forEach((count, i) => {
    const id = `n${i + 1}`;
    const plan = planSlots(80, count);
    processes[id] = plan.slots.map((at, k) => ({ pid: `<${id}.${k}>`, row: plan.rows[k] ?? 0, at }));
    links[id] = order
      .filter((other) => other !== id)
      .map((other) => ({ id: id < other ? `${id}-${other}` : `${other}-${id}`, other }));
  });
  return { order, processes, links };
}

const at = (id: string, home = id): Spot => ({ id, home });
const cluster = mesh([14, 0, 3]);

describe("from a node", () => {
  test("left and right go round the ring", () => {
    expect(moveFrom(at("n1"), "ArrowRight", cluster)).toEqual(at("n2"));
    expect(moveFrom(at("n1"), "ArrowLeft", cluster)).toEqual(at("n3"));
    expect(moveFrom(at("n2"), "End", cluster)).toEqual(at("n3"));
  });
  test("down goes into its processes, up out to its links", () => {
    expect(moveFrom(at("n1"), "ArrowDown", cluster)).toEqual(at("<n1.0>", "n1"));
    expect(moveFrom(at("n2"), "ArrowUp", cluster)).toEqual(at("n1-n2", "n2"));
  });
  test("down does nothing on a node without processes", () => {
    expect(moveFrom(at("n2"), "ArrowDown", cluster)).toBeNull();
  });
  test("Escape is left to the shell", () => expect(moveFrom(at("n1"), "Escape", cluster)).toBeNull());
});

describe("from a process", () => {
  test("down and up go by rows; up from the top row returns to the node", () => {
    const below = moveFrom(at("<n1.0>", "n1"), "ArrowDown", cluster);
    const place = cluster.processes["n1"]?.find((p) => p.pid === below?.id);
    expect(place?.row).toBe(1);
    expect(moveFrom(at("<n1.0>", "n1"), "ArrowUp", cluster)).toEqual(at("n1"));
  });
  test("Escape returns to the node", () => {
    expect(moveFrom(at("<n3.2>", "n3"), "Escape", cluster)).toEqual(at("n3"));
  });
});

describe("from a link", () => {
  test("up crosses to the other node, down returns", () => {
    expect(moveFrom(at("n1-n2", "n2"), "ArrowUp", cluster)).toEqual(at("n1"));
    expect(moveFrom(at("n1-n2", "n2"), "ArrowDown", cluster)).toEqual(at("n2"));
  });
  test("left and right stay with the node it was entered from", () => {
    expect(moveFrom(at("n1-n2", "n2"), "ArrowRight", cluster)).toEqual(at("n2-n3", "n2"));
  });
});

test("a thing that is no longer drawn leads nowhere", () => {
  expect(moveFrom(at("<n1.99>", "n1"), "ArrowRight", cluster)).toBeNull();
  expect(spotOf("<n1.99>", cluster)).toBeNull();
  expect(spotOf("<n3.1>", cluster)).toEqual(at("<n3.1>", "n3"));
});

test("every drawn thing is reached from the first node, in at most eight keystrokes for five nodes of fourteen", () => {
  const five = mesh([14, 14, 14, 14, 14]);
  const steps = distances(five);
  const things = [
    ...five.order,
    ...Object.values(five.processes).flatMap((places) => places.map((place) => place.pid)),
    ...Object.values(five.links).flatMap((places) => places.map((place) => place.id)),
  ];
  for (const thing of things) expect(steps.get(thing), thing).toBeLessThanOrEqual(7);
});

test("any cluster: nothing is out of reach, and no move leaves the drawing", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(14), { minLength: 2, maxLength: 8 }), (counts) => {
      const map = mesh(counts);
      const steps = distances(map);
      for (const id of steps.keys()) expect(spotOf(id, map)).not.toBeNull();
      const drawn = counts.reduce((sum, count) => sum + count, 0) + counts.length;
      const links = (counts.length * (counts.length - 1)) / 2;
      expect(steps.size).toBe(drawn + links);
    }),
    { numRuns: 30 },
  );
});

/** Keystrokes from the first node to every thing (breadth first). */
function distances(map: Neighbourhood): ReadonlyMap<string, number> {
  const first = at(map.order[0] ?? "");
  const steps = new Map([[first.id, 0]]);
  const seen = new Set([`${first.id}@${first.home}`]);
  let wave: readonly Spot[] = [first];
  for (let step = 1; wave.length > 0; step++) {
    const next: Spot[] = [];
    for (const spot of wave) {
      for (const key of KEYS) {
        const to = moveFrom(spot, key, map);
        if (to === null || seen.has(`${to.id}@${to.home}`)) continue;
        seen.add(`${to.id}@${to.home}`);
        if (!steps.has(to.id)) steps.set(to.id, step);
        next.push(to);
      }
    }
    wave = next;
  }
  return steps;
}
