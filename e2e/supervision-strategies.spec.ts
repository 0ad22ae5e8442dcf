// The supervision lens teaches: who goes down with a child, what it costs, and what a supervisor does when it is too much.

import { expect, type Page, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { headless } from "./headless.ts";
import { openPage, waitForRun } from "./page.ts";

const LENS = "#/run/supervision-strategies?lens=supervision";
const row = (page: Page, id: string) => page.locator(`[data-row="n1/root/${id}"]`);
const part = (page: Page, name: string | RegExp) => page.getByRole("region", { name });

/** Moves the lens to a row as a person does: a press on its name. */
async function lookAt(page: Page, id: string): Promise<void> {
  await row(page, id).locator(".tree-label").click();
  await expect(page.locator(".detail-toggle b")).toHaveText(id.split("/").at(-1) ?? "");
}

test("foretells who goes down with b, then it comes to pass: rings, budget, story", async ({ page }) => {
  await openPage(page, `${LENS}&speed=0.5`);
  await lookAt(page, "one_for_all/b");
  for (const id of ["a", "b", "c"])
    await expect(row(page, `one_for_all/${id}`)).toContainText("would be: restarted");
  await expect(part(page, "If b ends now")).toContainText(
    "c and a are stopped first, then a, b and c are started",
  );
  await part(page, "If b ends now").getByRole("button", { name: "Kill b" }).click();
  await expect(row(page, "one_for_all/b")).toContainText("1 restart, incarnation 2; 1 after its own end");
  await expect(row(page, "one_for_all/a")).toContainText("1 restart, incarnation 2; 1 taken along");
  await expect(row(page, "one_for_all")).toContainText("1 of 4 restarts used within 10 s");
  await expect(row(page, "one_for_all").locator(".budget-tick")).toHaveCount(1);
  const story = part(page, "What happened last");
  await expect(story).toContainText(/You: kill .* cannot be trapped/);
  await expect(story).toContainText("one_for_all decided: a permanent child is always restarted");
  await expect(part(page, "Incarnations of b")).toContainText("killed");
  await story.getByRole("button", { name: /got {'EXIT'/ }).click();
  await expect(page.getByRole("heading", { name: /^Event n1#/ })).toBeVisible();
});

test("a spent budget: the supervisor gives up with reason shutdown, and its own restarts it", async ({
  page,
}) => {
  await openPage(page, `${LENS}&speed=0.1`);
  await lookAt(page, "one_for_one/b");
  const exit = part(page, "If b ends now");
  for (let kill = 1; kill <= 4; kill++) {
    await exit.getByRole("button", { name: "Kill b" }).click();
    await expect(row(page, "one_for_one")).toContainText(`${kill} of 4 restarts used`);
  }
  await expect(exit).toContainText("one_for_one gives up: this would be restart 5 in 10 s, 4 allowed");
  await expect(row(page, "one_for_one")).toContainText("would be: giving up, and restarted");
  await exit.getByRole("button", { name: "Kill b" }).click();
  await expect(part(page, "What happened last")).toContainText(
    "one_for_one reached its restart intensity and gave up: it exits with reason shutdown",
  );
  await expect(part(page, "What happened last")).toContainText(
    "root decided: a permanent child is always restarted",
  );
  await lookAt(page, "one_for_one");
  await expect(part(page, "Restart budget of one_for_one")).toContainText("gave up at restart 5 in 10 s");
});

test("keys alone: down to a transient child, another reason, and the run still replays exactly", async ({
  page,
}) => {
  await openPage(page, `${LENS}&speed=max&until=1`);
  await waitForRun(page, (run) => !run.playing);
  await page.locator('[role="row"][tabindex="0"]').focus();
  await page.keyboard.type("transient");
  await expect(page.locator(".detail-toggle b")).toHaveText("transient");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "normal" })).toBeChecked();
  await expect(part(page, "If transient ends now")).toContainText("not restarted after an orderly normal");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(row(page, "restart_types/transient")).toContainText("stopped");
  const run = await waitForRun(page, (now) => now.nowUs >= 1_100_000 && !now.playing);
  const pid = "n1.23";
  await expect.poll(() => page.url()).toContain(`exit:${pid}=normal`);
  const journal = await page.evaluate(() => location.hash);
  await openPage(page, journal.replace(/lens=[a-z]+/, "lens=stage"));
  const again = await waitForRun(page, (now) => now.nowUs >= run.nowUs && !now.playing);
  expect(again.nowUs).toBe(run.nowUs);
  expect(again.events).toBe(run.events);
});

test("the lens changes nothing: at 8 s the headless hash", async ({ page }) => {
  await openPage(page, `${LENS}&speed=max&until=8`);
  const run = await waitForRun(page, (now) => !now.playing && now.nowUs === 8_000_000);
  expect(run.hash).toBe(headless("run", "supervision-strategies", "--seed", "42", "--until", "8s")["hash"]);
});

for (const theme of ["light", "dark"] as const) {
  for (const [room, size] of [
    ["wide", { width: 1440, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ] as const) {
    test(`axe finds nothing, ${theme}, ${room}`, async ({ page }) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await openPage(page, `${LENS}&speed=max&until=6`);
      await waitForRun(page, (run) => !run.playing);
      if (room === "phone") await page.locator(".detail-toggle").click();
      await expect(page.getByRole("radio", { name: "killed" })).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
