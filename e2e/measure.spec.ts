// Experiments with spare workers: many seeds, every one of them a run that can be opened; a hunt, and its small script.

import { expect, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { openPage, waitForRun } from "./page.ts";

const PATIENT = { timeout: 180_000 };

test("many seeds give a table with intervals, and each seed opens at the state that was measured", async ({
  page,
}) => {
  test.setTimeout(400_000);
  await openPage(page, "#/run/supervision-strategies?seed=7&t=3");
  await waitForRun(page, (run) => run.nowUs === 3_000_000);
  await page.keyboard.press("m");
  const panel = page.getByRole("complementary", { name: "Measure" });
  const start = panel.getByRole("button", { name: "Run 10 seeds" });
  await expect(start).toBeEnabled(PATIENT);
  await start.press("Enter");
  await expect(panel.getByRole("progressbar", { name: "Seeds" })).toHaveAttribute(
    "aria-valuetext",
    /^10 of 10 seeds, .*events, done$/,
    PATIENT,
  );
  const row = panel.getByRole("row", { name: /^Events handled/ });
  await expect(row).toContainText(/ to /);
  expect(await axeFindings(page)).toEqual([]);
  await panel.getByText("Every run (10)").press("Enter");
  await panel.getByRole("button", { name: "Open seed 9", exact: true }).press("Enter");
  await expect(panel.getByRole("status").first()).toContainText(/seed 9 at t 3 s, the same state/, PATIENT);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
});

test("a hunt finds a planted defect, and shrinks its inputs to ten or fewer", async ({ page }) => {
  test.setTimeout(400_000);
  await openPage(page, "#/run/supervision-basics?seed=1&t=1");
  await page.getByRole("button", { name: "Measure" }).click();
  const panel = page.getByRole("complementary", { name: "Measure" });
  await panel.getByRole("tab", { name: "Seed hunt" }).click();
  await panel.getByLabel("Planted defect").selectOption("supervisor_orphans_child");
  await panel.getByRole("button", { name: "Hunt", exact: true }).click();
  const found = panel.getByRole("region", { name: "What was found" });
  await expect(found).toContainText(/Seed 2 breaks no_orphan at t\s.*after \d+ inputs/, PATIENT);
  await expect(found).toContainText("This run has a planted defect: supervisor_orphans_child.");
  await found.getByRole("button", { name: "Shrink its inputs" }).click();
  await expect(found).toContainText(/(?<!\d)(\d|10) of \d+ inputs needed/, PATIENT);
  expect(await axeFindings(page)).toEqual([]);
  await found.getByRole("button", { name: "Open the shrunk run" }).click();
  await expect(panel.getByRole("status").first()).toContainText(/seed 2 at t .*, the same state/, PATIENT);
});

test("a hunt can be stopped, and what it has seen stays", async ({ page }) => {
  test.setTimeout(400_000);
  await openPage(page, "#/run/supervision-basics?seed=1&t=1");
  await page.getByRole("button", { name: "Measure" }).click();
  const panel = page.getByRole("complementary", { name: "Measure" });
  await panel.getByRole("tab", { name: "Seed hunt" }).click();
  await panel.getByLabel("At most").selectOption("10000");
  await panel.getByRole("button", { name: "Hunt", exact: true }).click();
  await expect(panel.getByText(/^[1-9]\d* seeds?, .*events, none broken$/)).toBeVisible(PATIENT);
  await panel.getByRole("button", { name: "Stop" }).click();
  await expect(panel.getByText(/^[1-9]\d* seeds?, .*events, none broken, stopped$/)).toBeVisible();
});
