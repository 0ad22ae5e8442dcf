// Three strategies side by side: crash one worker, and see which siblings go down with it.

import { expect, test } from "playwright/test";
import { openPage, waitForRun } from "./page.ts";

test("crashing a worker shows who restarted it, when, and how much of the budget is used", async ({
  page,
}) => {
  await openPage(page, "#/run/supervision-basics?speed=0.5");
  await page.getByRole("button", { name: "Crash worker b" }).click();
  const run = await waitForRun(page, (now) => now.outcome?.pending === false);
  expect(run.outcome?.text).toMatch(
    /b was restarted by its supervisor .* \(restart \d+ of 4 allowed in 10 s\)/,
  );
  await page.keyboard.press("2");
  const tree = page.getByRole("treegrid");
  await expect(tree.getByRole("row", { name: /one_for_all/ }).first()).toBeVisible();
});
