// The front page as a stranger meets it: something real moves, one invitation, one click, one sentence.

import { expect, test } from "playwright/test";
import { openPage, waitForRun } from "./page.ts";

test("opens running, invites to kill the leader, and says what that did with the measured time", async ({
  page,
}) => {
  await openPage(page, "");
  const before = await waitForRun(page, (run) => run.leader !== null && run.playing);
  await page.getByRole("button", { name: "Kill the leader" }).click();
  await waitForRun(page, (run) => run.outcome?.pending === false && run.term > before.term);
  await expect(
    page.getByText(/became the leader of term \d+, .*(ms|s) after the leader process was killed/).first(),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Kill the leader" })).toHaveCount(0);
});

test("every lens opens by its digit, live, and a selection stays while lenses change", async ({ page }) => {
  await openPage(page, "#/run/learning-cluster?sel=n3");
  for (const [digit, title] of [
    ["2", "Supervision"],
    ["3", "Processes"],
    ["4", "Variables"],
    ["5", "Telemetry"],
    ["6", "Events"],
    ["1", "Stage"],
  ] as const) {
    await page.keyboard.press(digit);
    await expect(page.getByRole("button", { name: title, exact: true })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await expect(page.getByRole("heading", { name: "Node n3" })).toBeVisible();
  }
});

test("transport by keys: pause, one event, 100 ms, and the time and hash shown follow", async ({ page }) => {
  await openPage(page, "#/run/supervision-basics");
  await page.keyboard.press("Space");
  const paused = await waitForRun(page, (run) => !run.playing);
  await page.keyboard.press("ArrowRight");
  const stepped = await waitForRun(page, (run) => run.events > paused.events);
  expect(stepped.hash).not.toBe(paused.hash);
  await page.keyboard.press("Shift+ArrowRight");
  await waitForRun(page, (run) => run.nowUs >= stepped.nowUs + 100_000);
  await page.keyboard.press("Space");
  await waitForRun(page, (run) => run.playing);
});

test("keys alone: select a node on the stage, crash it, restart it", async ({ page }) => {
  await openPage(page, "#/run/learning-cluster?speed=1&sel=n2");
  await expect(page.getByRole("heading", { name: "Node n2" })).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByRole("button", { name: /restart node/i }).first()).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByRole("button", { name: /crash node/i }).first()).toBeVisible();
});

test("a person's proposal is measured, voted on and decided", async ({ page }) => {
  await openPage(page, "#/run/learning-cluster?lens=variables&speed=2");
  await waitForRun(page, (run) => run.leader !== null && run.nowUs > 2_000_000);
  await page.evaluate(() =>
    (
      window as unknown as { mabeam: { session: { act(action: unknown): Promise<void> } } }
    ).mabeam.session.act({
      kind: "propose",
      target: "learning_rate",
      value: 0.03,
    }),
  );
  const decided = await waitForRun(page, (run) => run.outcome?.pending === false);
  expect(decided.outcome?.text).toMatch(
    /Your proposal for learning_rate was (accepted|rejected|stale|expired) .* \(\d+ for, \d+ against\)|refused/,
  );
});
