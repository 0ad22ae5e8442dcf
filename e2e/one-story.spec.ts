// One seed, one story: the page and the headless runtime tell the same one.

import { writeFileSync } from "node:fs";
import { expect, test } from "playwright/test";
import { headless } from "./headless.ts";
import { openPage, waitForRun } from "./page.ts";

test("learning-cluster, seed 42: the page shows at 60 s the hash that the headless runtime prints", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openPage(page, "#/run/learning-cluster?seed=42&speed=max&until=60");
  const run = await waitForRun(page, (now) => !now.playing && now.nowUs === 60_000_000, 240_000);
  const report = headless("run", "learning-cluster", "--seed", "42", "--until", "60s");
  expect(run.hashAtUs).toBe(60_000_000);
  expect(run.hash).toBe(report["hash"]);
  expect(run.events).toBe(report["events"]);
});

test("a journal exported from the page replays headless to the same hash", async ({ page }, info) => {
  test.setTimeout(240_000);
  await openPage(page, "#/run/learning-cluster?seed=7&speed=1");
  await waitForRun(page, (run) => run.leader !== null);
  await page.getByRole("button", { name: "Kill the leader" }).click();
  await waitForRun(page, (run) => run.outcome?.pending === false);
  await page.keyboard.press("Space");
  await waitForRun(page, (run) => !run.playing);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Export/ }).click();
  await page.getByRole("button", { name: /^Journal/ }).click();
  const path = info.outputPath("journal.json");
  await (await download).saveAs(path);
  const report = headless("run", "--input", path);
  expect(report["inputs"]).toBe(1);
  expect(report["hashMatchesJournal"]).toBe(true);
});

test("a damaged journal is refused in words, and the run goes on", async ({ page }, info) => {
  await openPage(page, "#/run/supervision-basics");
  const path = info.outputPath("broken.json");
  writeFileSync(path, '{"journal": 1, "scenario": "supervision-basics", "seed": -4}');
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /open a journal file/i }).click();
  await (await chooser).setFiles(path);
  await expect(page.getByText(/This is not a journal: it has no list of inputs/).first()).toBeVisible();
  await waitForRun(page, (run) => run.playing);
});

test("a journal with parameters of its own opens in the page to the headless hash, and its link carries them", async ({
  page,
}, info) => {
  const settings = ["--set", "poisonPerMille=50", "--seed", "3", "--until", "2s"];
  const { hash } = headless("run", "supervision-basics", ...settings);
  const path = info.outputPath("journal.json");
  const journal = {
    journal: 1,
    scenario: "supervision-basics",
    seed: 3,
    inputs: [],
    untilUs: 2_000_000,
    hash,
  };
  writeFileSync(path, JSON.stringify({ ...journal, parameters: { poisonPerMille: 50 } }));
  await openPage(page, "#/run/learning-cluster");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /open a journal file/i }).click();
  await (await chooser).setFiles(path);
  const run = await waitForRun(page, (now) => now.nowUs === 2_000_000 && !now.playing);
  expect(run.hash).toBe(hash);
  await expect.poll(() => page.url()).toContain("set=poisonPerMille:50");
});
