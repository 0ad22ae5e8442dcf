// Compare: the run beside another one that differs in one thing; where they part, ghost lines, swapping, and access.

import { expect, type Page, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { openPage, waitForRun } from "./page.ts";

test.setTimeout(180_000);

async function openAtEight(page: Page, lens = "telemetry"): Promise<void> {
  await openPage(page, `#/run/learning-cluster?seed=42&lens=${lens}&speed=max&until=8`);
  await waitForRun(page, (run) => !run.playing && run.nowUs >= 8_000_000);
}

async function compareLearningRate(page: Page, value: string): Promise<void> {
  await page.keyboard.press("b");
  const panel = page.getByRole("main", { name: "Compare" });
  await expect(panel).toBeFocused();
  await panel.getByLabel("Different in B").selectOption({ label: "Learning rate at the start" });
  await panel.getByLabel("Value in B").fill(value);
  await panel.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(panel.getByText("Both have come to where the screen is.")).toBeVisible({ timeout: 90_000 });
}

test("another learning rate: the table differs, the first difference is jumped to, ghost lines stay", async ({
  page,
}) => {
  await openAtEight(page);
  await compareLearningRate(page, "0.02");
  const panel = page.getByRole("main", { name: "Compare" });
  await expect(panel.getByRole("row", { name: /Learning rate at the start 0\.002 0\.02/ })).toBeVisible();
  const accuracy = panel.getByRole("row", { name: /Held-out accuracy, mean/ });
  await expect(accuracy).toHaveText(/points/);
  await expect(panel.getByText(/run B/).first()).toBeVisible();
  const first = panel.getByRole("region", { name: "First other event" });
  const moment = Number(/t\s([\d.]+)\ss/.exec((await first.innerText()).replaceAll("\u00a0", " "))?.[1]);
  await first.getByRole("button", { name: "Jump to the first difference" }).click();
  // On the way there the page shows the moments in between.
  await waitForRun(page, (run) => !run.playing && Math.abs(run.nowUs - moment * 1e6) < 1_000);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await page.getByRole("slider", { name: "Moment of the run" }).focus();
  await page.keyboard.press("End");
  await waitForRun(page, (run) => !run.playing && run.nowUs === 8_000_000);
  const chart = page.getByRole("figure", { name: "Held-out accuracy" });
  await expect(chart.getByText(/, B$/).first()).toBeVisible();
  await page.keyboard.press("g");
  await expect(chart.getByText(/, B$/)).toHaveCount(0);
});

test("swapping opens B as the run, with what was A as the other", async ({ page }) => {
  await openAtEight(page);
  await compareLearningRate(page, "0.02");
  const panel = page.getByRole("main", { name: "Compare" });
  await panel.getByRole("button", { name: "Swap" }).click();
  await expect.poll(() => page.url()).toMatch(/set=learningRate:0\.02/);
  await expect(panel.getByRole("row", { name: /Learning rate at the start 0\.02 0\.002/ })).toBeVisible({
    timeout: 60_000,
  });
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on Compare, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await openAtEight(page);
    await compareLearningRate(page, "0.02");
    expect(await axeFindings(page)).toEqual([]);
  });
}

test("on a phone nothing overflows", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAtEight(page);
  await compareLearningRate(page, "0.02");
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
});
