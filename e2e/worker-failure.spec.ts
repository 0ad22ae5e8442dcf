// A worker that hangs or dies is shown with its cause and a way on; nothing is lost.

import { expect, test } from "playwright/test";
import { openPage, readRun, waitForRun } from "./page.ts";

test("a hung worker is noticed, and reopening brings the run back to where it was", async ({ page }) => {
  test.setTimeout(180_000);
  await openPage(page, "#/run/supervision-basics?seed=5&speed=1");
  await waitForRun(page, (run) => run.nowUs > 1_500_000);
  const worker = page.workers()[0];
  expect(worker).toBeDefined();
  void worker
    ?.evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await expect(page.getByText(/has not answered/).first()).toBeVisible({ timeout: 60_000 });
  const before = await readRun(page);
  await page
    .getByRole("button", { name: /reopen/i })
    .first()
    .click();
  const after = await waitForRun(page, (run) => run.nowUs >= (before?.nowUs ?? 0));
  expect(after.nowUs).toBeGreaterThanOrEqual(before?.nowUs ?? 0);
});
