// The palette can be read by everybody: contrast on every surface, states told apart in four kinds of colour vision.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ciede2000, contrast, difference, type Vision } from "../../testkit/colour.ts";

const CSS = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const THEMES = ["light", "dark"] as const;
const SURFACES = ["surface", "surface-raised", "surface-sunken"];
const TEXTS = ["text", "text-secondary", "text-hint", "accent", "danger"];
const VISIONS: readonly Vision[] = ["normal", "protan", "deutan", "tritan"];
const TEXT_CONTRAST_MIN = 4.5;
const MARK_CONTRAST_MIN = 3;
const STATE_DIFFERENCE_MIN = 15;

function palette(theme: string): ReadonlyMap<string, string> {
  const start = CSS.indexOf(`:root[data-theme="${theme}"]`);
  const block = CSS.slice(start, CSS.indexOf("}", start));
  return new Map(
    Array.from(block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g), ([, name = "", hex = ""]) => [name, hex]),
  );
}

function colour(theme: string, name: string): string {
  const hex = palette(theme).get(name);
  if (hex === undefined) throw new Error(`${theme} has no --${name}`);
  return hex;
}

function named(theme: string, prefix: string): readonly string[] {
  return Array.from(palette(theme).keys()).filter((name) => name.startsWith(prefix));
}

test("the difference formula gives the figures of its paper (Sharma et al., table 1, pairs 1, 17, 24)", () => {
  expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(ciede2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(ciede2000([50, 2.5, 0], [50, 3.2972, 0])).toBeCloseTo(1, 4);
});

test("both themes name the same colours", () => {
  expect(Array.from(palette("dark").keys())).toEqual(Array.from(palette("light").keys()));
});

describe.each(THEMES)("%s", (theme) => {
  test.each(TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)))(
    "--%s can be read on --%s",
    (text, surface) => {
      expect(contrast(colour(theme, text), colour(theme, surface))).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
    },
  );

  test("--accent-text can be read on --accent", () => {
    expect(contrast(colour(theme, "accent-text"), colour(theme, "accent"))).toBeGreaterThanOrEqual(
      TEXT_CONTRAST_MIN,
    );
  });

  test.each(["state-", "series-", "flight-", "focus"])(
    "all --%s* marks stand out from every surface",
    (prefix) => {
      const names = named(theme, prefix);
      expect(names.length).toBeGreaterThanOrEqual(prefix === "focus" ? 1 : 6);
      for (const name of names)
        for (const surface of SURFACES)
          expect(
            contrast(colour(theme, name), colour(theme, surface)),
            `${name} on ${surface}`,
          ).toBeGreaterThanOrEqual(MARK_CONTRAST_MIN);
    },
  );

  test.each(VISIONS)("the six states differ in %s vision", (vision) => {
    const states = named(theme, "state-");
    expect(states).toHaveLength(6);
    for (const [index, one] of states.entries())
      for (const other of states.slice(index + 1))
        expect(
          difference(colour(theme, one), colour(theme, other), vision),
          `${one} and ${other}`,
        ).toBeGreaterThanOrEqual(STATE_DIFFERENCE_MIN);
  });
});
