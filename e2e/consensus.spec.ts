// Consensus: opened by its key, walked by arrows, the leader cut off and the words read, and back to the election.

import { expect, type Page, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { openPage, readRun, waitForRun } from "./page.ts";

async function openAt(page: Page, scenario: string, lens: string, seconds: number): Promise<void> {
  await openPage(page, `#/run/${scenario}?lens=${lens}&speed=max&until=${seconds}`);
  await waitForRun(page, (run) => !run.playing && run.nowUs >= seconds * 1_000_000);
}

test.setTimeout(180_000);

const picture = (page: Page) => page.getByRole("application", { name: "Logs of the servers" });

test("an entry is found by keys and told in words", async ({ page }) => {
  await openAt(page, "learning-cluster", "stage", 4);
  await page.keyboard.press("9");
  await picture(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("region", { name: /^Entry \d+$/ });
  await expect(panel.getByText("n1, n2, n3, n4, n5")).toBeVisible();
  await expect.poll(() => page.url()).toMatch(/sel=n2/);
  await page.getByRole("button", { name: "Tables", exact: true }).click();
  const entries = page.getByRole("region", { name: "Entries" });
  await expect(entries.getByRole("rowheader").first()).toBeVisible();
  await page.keyboard.press("9");
  await expect(page.getByRole("region", { name: "Consensus" })).toBeVisible();
});

test("a leader that is cut off: the words, the next leader, and back to just before that election", async ({
  page,
}) => {
  await openAt(page, "learning-cluster", "consensus", 4);
  const { leader } = await waitForRun(page, (run) => run.leader !== null);
  const panel = page.getByRole("region", { name: `Server ${leader}` });
  await panel.getByRole("button", { name: /^Cut off/ }).click();
  await expect(
    page.getByText(new RegExp(`${leader} leads term 1 but no longer reaches a quorum`)),
  ).toBeVisible();
  const sides = page.getByRole("region", { name: "Who can decide" });
  await expect(sides.getByText(/still believes that it leads term 1/)).toBeVisible();
  await page.getByRole("combobox", { name: /speed/i }).first().selectOption({ label: "1×" });
  await page.getByRole("button", { name: "Play", exact: false }).first().click();
  await waitForRun(page, (run) => run.term > 1 && run.leader !== null && run.leader !== leader);
  await page.keyboard.press("Space");
  const { nowUs } = await waitForRun(page, (run) => !run.playing);
  const election = page.getByRole("region", { name: "Last election" });
  await expect(election.getByText(/won term \d/)).toBeVisible();
  await expect(election.getByText("the link is cut").first()).toBeVisible();
  await picture(page).focus();
  await page.keyboard.press("e");
  await waitForRun(page, (run) => !run.playing && run.nowUs < nowUs && run.nowUs > 4_000_000);
  // The old leader has given up by then, or is about to.
  await expect(
    page.getByText(/no longer reaches a quorum|Nothing can be committed until there is a leader/).first(),
  ).toBeVisible();
  expect((await readRun(page))?.term).toBeLessThan(2);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on consensus, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await openAt(page, "partition-3-2", "consensus", 8);
    await page.getByRole("button", { name: "Tables", exact: true }).click();
    await page.getByRole("button", { name: /^Propose a value/ }).click();
    await picture(page).focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("region", { name: "Who can decide" }).getByText(/Minority side/),
    ).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
}

test("a scenario without a replicated log says so, and on a phone the lanes fit", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAt(page, "supervision-basics", "consensus", 2);
  await expect(page.getByText("This scenario has no replicated log")).toBeVisible();
  await page.getByRole("button", { name: "Open the learning cluster" }).click();
  await expect(picture(page)).toBeVisible();
  const isWider = await page.evaluate(() => {
    const lens = document.querySelector(".consensus-lens");
    return lens === null || lens.scrollWidth > lens.clientWidth;
  });
  expect(isWider).toBe(false);
});
