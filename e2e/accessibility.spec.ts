// No accessibility violation by axe on any lens in either theme; nothing overflows on a phone.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page, test } from "playwright/test";
import { openPage, waitForRun } from "./page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LENSES = ["stage", "supervision", "processes", "variables", "telemetry", "events"];

/** What axe objects to on the page as it stands. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe });
  return page.evaluate(async () => {
    const run = (
      window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run;
    const result = await run();
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    );
  });
}

for (const theme of ["light", "dark"] as const) {
  for (const lens of LENSES) {
    test(`axe finds nothing on ${lens}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await openPage(page, `#/run/learning-cluster?lens=${lens}&sel=n1&speed=max&until=6`);
      await waitForRun(page, (run) => !run.playing && run.nowUs >= 6_000_000);
      await expect(page.locator("main")).toBeVisible();
      expect(await violationsOf(page)).toEqual([]);
    });
  }
}

test("axe finds nothing on the single node of supervision-basics, with the lights and the help sheet open", async ({
  page,
}) => {
  await openPage(page, "#/run/supervision-basics?speed=max&until=6");
  await waitForRun(page, (run) => !run.playing && run.nowUs >= 6_000_000);
  await page.getByRole("button", { name: /Invariants/ }).click();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
});

test("on a phone nothing overflows, and every lens can be reached", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, "#/run/learning-cluster?speed=max&until=4");
  await waitForRun(page, (run) => !run.playing);
  for (const lens of LENSES) {
    await page.evaluate((id) => {
      location.hash = location.hash.replace(/lens=[a-z]+/, `lens=${id}`);
    }, lens);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});
