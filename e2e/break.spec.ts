/** The fault palette as a person uses it: a fault now, one by painting, a plan as text; and the link holds all of it. */

import { expect, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { openPage, readRun, waitForRun } from "./page.ts";

test("a fault now, painted, and planned as sentences; the link brings all of it back to the same state", async ({
  page,
}) => {
  await openPage(page, "#/run/learning-cluster?seed=42&t=3&sel=n1-n2");
  await page.keyboard.press("d");
  const panel = page.getByRole("complementary", { name: "Break" });
  await panel.getByRole("button", { name: /^Bad link/ }).click();
  await expect(panel.getByRole("status")).toHaveText("now: disturb n1 - n2, delay 50 ms");
  expect(await axeFindings(page)).toEqual([]);
  await panel.getByRole("button", { name: "Let it happen now" }).click();
  await waitForRun(page, (run) => run.nowUs === 3_000_001);

  await panel.getByRole("button", { name: "Node", exact: true }).click();
  await panel.getByRole("button", { name: /^Pause a node/ }).click();
  await panel.getByLabel("For").fill("0.5");
  await panel.getByRole("button", { name: "Paint" }).click();
  await page.getByRole("button", { name: "List" }).click();
  await page.getByRole("main").getByText("n3", { exact: true }).first().click();
  await waitForRun(page, (run) => run.nowUs === 3_000_002);

  await panel.getByRole("tab", { name: "Plan" }).click();
  const text = panel.getByLabel("To come, a sentence a line");
  await expect(text).toHaveValue(/resume n3/);
  await text.fill("at 3.6 s: n1 > n4 loses 30 %\nat 4 s: crash n5 for 1 s");
  await panel.getByRole("button", { name: "Apply" }).click();
  await expect(text).toHaveValue("at 3.6 s: n1 > n4 loses 30 %\nat 4 s: crash n5\nat 5 s: restart n5\n");
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await page.getByRole("spinbutton").or(page.getByLabel(/until/i)).first().fill("6");
  await page.keyboard.press("Enter");
  await waitForRun(page, (run) => run.nowUs === 6_000_000 && !run.playing && run.hashAtUs === 6_000_000);
  const { hash } = (await readRun(page)) ?? {};
  await page.reload();
  await waitForRun(page, (run) => run.nowUs === 6_000_000 && run.hashAtUs === 6_000_000);
  expect((await readRun(page))?.hash).toBe(hash);
});
