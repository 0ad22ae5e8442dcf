// A cut, three against two: the smaller side can decide nothing, and after the heal every log is equal again.

import { expect, test } from "playwright/test";
import { openPage, waitForRun } from "./page.ts";

test("during the cut the proposal made on the smaller side waits", async ({ page }) => {
  await openPage(page, "#/run/partition-3-2?speed=max&until=12");
  const run = await waitForRun(page, (now) => !now.playing && now.nowUs === 12_000_000);
  expect(run.outcome?.pending).toBe(true);
  await expect(page.getByText(/island/i).first()).toBeVisible();
});

test("after the heal all nodes agree again, and no invariant was broken", async ({ page }) => {
  await openPage(page, "#/run/partition-3-2?speed=max&until=20");
  const run = await waitForRun(page, (now) => !now.playing && now.nowUs === 20_000_000);
  expect(run.outcome?.text).toMatch(/All 5 nodes agree again .* later/);
  await expect(page.getByRole("button", { name: /Invariants: .*hold/ })).toBeVisible();
});
