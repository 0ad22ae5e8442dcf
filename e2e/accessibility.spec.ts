// No accessibility violation by axe on any lens in either theme; nothing overflows on a phone.

import { expect, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { openPage, waitForRun } from "./page.ts";

const LENSES = ["stage", "supervision", "processes", "variables", "telemetry", "events"];

for (const theme of ["light", "dark"] as const) {
  for (const lens of LENSES) {
    test(`axe finds nothing on ${lens}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await openPage(page, `#/run/learning-cluster?lens=${lens}&sel=n1&speed=max&until=6`);
      await waitForRun(page, (run) => !run.playing && run.nowUs >= 6_000_000);
      await expect(page.locator("main")).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
}

test("axe finds nothing on the single node of supervision-basics, with the lights and the help sheet open", async ({
  page,
}) => {
  await openPage(page, "#/run/supervision-basics?speed=max&until=6");
  await waitForRun(page, (run) => !run.playing && run.nowUs >= 6_000_000);
  await page.getByRole("button", { name: /Invariants/ }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
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
