// Space-time: opened by its key, walked by arrows, an event selected and compared in words; the run stays as it is.

import { expect, type Page, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { headless } from "./headless.ts";
import { openPage, waitForRun } from "./page.ts";

async function openAt(page: Page, scenario: string, lens: string): Promise<void> {
  await openPage(page, `#/run/${scenario}?lens=${lens}&speed=max&until=8`);
  await waitForRun(page, (run) => !run.playing && run.nowUs >= 8_000_000);
}

test.setTimeout(180_000);

const picture = (page: Page) => page.getByRole("application", { name: "Space-time picture" });

test("an event is selected by keys, its cones and its relation to another are said, and the hash is that of the run", async ({
  page,
}) => {
  await openAt(page, "partition-3-2", "stage");
  await page.keyboard.press("8");
  await expect(page.getByText(/\d events since t/)).toBeVisible();
  await picture(page).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("region", { name: "Selected event" });
  await expect(panel.getByText(/events? before$/)).toBeVisible();
  await expect(panel.getByText(/events? concurrent$/)).toBeVisible();
  await expect(panel.getByText("Vector clock")).toBeVisible();
  await expect.poll(() => page.url()).toMatch(/sel=n\d(%23|#)\d+/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+Enter");
  await expect(panel.getByText(/happened after n\d#\d+: it could have been influenced by it/)).toBeVisible();
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("grid", { name: "Events in order" })).toBeVisible();
  const run = await waitForRun(page, (now) => now.hashAtUs === 8_000_000);
  expect(run.hash).toBe(headless("run", "partition-3-2", "--seed", "42", "--until", "8s")["hash"]);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on space-time, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await openAt(page, "learning-cluster", "spacetime");
    await picture(page).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Table" }).click();
    await expect(
      page.getByRole("region", { name: "Selected event" }).getByText("Vector clock"),
    ).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
}

test("on a phone time runs down and nothing overflows", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAt(page, "partition-3-2", "spacetime");
  await expect(picture(page)).toHaveAttribute("data-time", "down");
  await page.getByRole("button", { name: "Processes" }).last().click();
  await expect(page.getByText(/\d events since t/)).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
});
