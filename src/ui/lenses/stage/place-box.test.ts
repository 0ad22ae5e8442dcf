import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeBox } from "./place-box.ts";
import { boxInside } from "./plane.ts";
import { layoutRing } from "./ring-layout.ts";

const BUTTON = { width: 150, height: 36 };

function sceneFor(width: number, height: number, nodes: number, at: number) {
  const ring = layoutRing({ width, height }, nodes);
  const discs = ring.points.map((centre) => ({ centre, radius: ring.nodeRadius }));
  const anchor = discs[at] ?? { centre: ring.centre, radius: 10 };
  return { anchor, scene: { room: ring.size, centre: ring.centre, discs, boxes: [] } };
}

describe("placeBox", () => {
  test("prefers the right side of its thing", () => {
    const { anchor, scene } = sceneFor(1040, 660, 5, 0);
    const place = placeBox(anchor, BUTTON, scene);
    expect(place.x).toBeGreaterThan(anchor.centre.x + anchor.radius);
    expect(place.y + BUTTON.height / 2).toBeCloseTo(anchor.centre.y);
  });
  test("steps aside where another thing stands", () => {
    const { anchor, scene } = sceneFor(1040, 660, 5, 0);
    const free = placeBox(anchor, BUTTON, scene);
    const blocked = placeBox(anchor, BUTTON, { ...scene, boxes: [{ ...free, ...BUTTON }] });
    expect(blocked).not.toEqual(free);
  });
  test("covers no node on a phone", () => {
    for (let at = 0; at < 5; at++) {
      const { anchor, scene } = sceneFor(390, 560, 5, at);
      const place = placeBox(anchor, { width: 130, height: 44 }, scene);
      for (const { centre, radius } of scene.discs) {
        const x = Math.max(place.x, Math.min(centre.x, place.x + 130));
        const y = Math.max(place.y, Math.min(centre.y, place.y + 44));
        expect(Math.hypot(x - centre.x, y - centre.y)).toBeGreaterThanOrEqual(radius);
      }
    }
  });
  test("always stays in the room", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 320, max: 2000 }),
        fc.integer({ min: 320, max: 1400 }),
        fc.integer({ min: 2, max: 50 }),
        fc.nat(49),
        (width, height, nodes, at) => {
          const { anchor, scene } = sceneFor(width, height, nodes, at % nodes);
          const place = placeBox(anchor, BUTTON, scene);
          expect(boxInside({ ...place, ...BUTTON }, { x: 0, y: 0, width, height })).toBe(true);
        },
      ),
    );
  });
});
