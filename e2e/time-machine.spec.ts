// Time in a person's hands: back and forth to the same hash, another future from a past moment, and links that say it all.

import { expect, type Page, test } from "playwright/test";
import { openPage, type RunFacts, waitForRun } from "./page.ts";

interface TimelineFacts {
  readonly nowUs: number;
  readonly frontierUs: number;
  readonly branch: string;
  readonly branchOrder: readonly string[];
  readonly branches: Readonly<Record<string, { readonly name: string }>>;
}

const settled = (page: Page, isReached: (run: RunFacts) => boolean = () => true) =>
  waitForRun(page, (run) => !run.playing && run.hashAtUs === run.nowUs && isReached(run));

function timelineOf(page: Page): Promise<TimelineFacts> {
  return page.evaluate(() => {
    const handle = (
      window as unknown as { mabeam: { runStore: { getState(): { assigns: { timeline: unknown } } } } }
    ).mabeam;
    return handle.runStore.getState().assigns.timeline as never;
  });
}

test("keys alone: one event and 100 ms back and forth end in the hash they began with", async ({ page }) => {
  await openPage(page, "#/run/partition-3-2?seed=42&t=5");
  const before = await settled(page, ({ nowUs }) => nowUs === 5_000_000);
  await page.keyboard.press("Shift+ArrowLeft");
  await settled(page, ({ nowUs }) => nowUs === 4_900_000);
  await page.keyboard.press("ArrowLeft");
  const back = await settled(page, ({ nowUs }) => nowUs < 4_900_000);
  expect(back.hash).not.toBe(before.hash);
  await expect(page.getByText(/in the past/i).first()).toBeVisible();
  await page.keyboard.press("Shift+ArrowRight");
  await settled(page, ({ nowUs }) => nowUs === back.nowUs + 100_000);
  await page.getByRole("slider", { name: "Moment of the run" }).focus();
  await page.keyboard.press("End");
  const again = await settled(page, ({ nowUs }) => nowUs === 5_000_000);
  expect(again.hash).toBe(before.hash);
  expect(again.events).toBe(before.events);
});

test("acting on a past moment keeps the old future under its name; undo leads back, redo forth", async ({
  page,
}) => {
  await openPage(page, "#/run/learning-cluster?seed=42&t=4");
  const main = await settled(page, ({ nowUs }) => nowUs === 4_000_000);
  await page.getByRole("slider", { name: "Moment of the run" }).click({ position: { x: 60, y: 20 } });
  const past = await settled(page, ({ nowUs }) => nowUs < 4_000_000);
  await page.getByRole("button", { name: "Kill the leader" }).click();
  await expect.poll(async () => (await timelineOf(page)).branchOrder).toEqual(["main", "b2"]);
  await settled(page, ({ nowUs }) => nowUs > past.nowUs);
  const forked = await timelineOf(page);
  expect(forked.branches["b2"]?.name).toContain("kill <n");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await timelineOf(page)).branch).toBe("main");
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(async () => (await timelineOf(page)).branch).toBe("b2");
  await page.getByRole("button", { name: /^Branch:/ }).click();
  await page.getByRole("button", { name: /^main/ }).first().click();
  await expect.poll(async () => (await timelineOf(page)).branch).toBe("main");
  await page.keyboard.press("Escape");
  await page.getByRole("slider", { name: "Moment of the run" }).focus();
  await page.keyboard.press("End");
  const again = await settled(page, ({ nowUs }) => nowUs === 4_000_000);
  expect(again.hash).toBe(main.hash);
});

test("a link to a past moment of a branch opens there elsewhere, and the old future of the branch comes true", async ({
  page,
  context,
}) => {
  await openPage(page, "#/run/learning-cluster?seed=5&t=3&do=1.5:kill:n2;2.5:restart:n2");
  const whole = await settled(page, ({ nowUs }) => nowUs === 3_000_000);
  await page.keyboard.press("Shift+ArrowLeft");
  const past = await settled(page, ({ nowUs }) => nowUs === 2_900_000);
  await expect.poll(() => page.url()).toContain("t=2.9");
  expect(page.url()).toMatch(/v=\d+/);
  const other = await context.newPage();
  await openPage(other, new URL(page.url()).hash);
  const there = await settled(other, ({ nowUs }) => nowUs === 2_900_000);
  expect(there.hash).toBe(past.hash);
  await other.keyboard.press("Shift+ArrowRight");
  const later = await settled(other, ({ nowUs }) => nowUs === 3_000_000);
  expect(later.hash).toBe(whole.hash);
});

test("the browser's Back undoes the change of lens and leaves the moment alone", async ({ page }) => {
  await openPage(page, "#/run/supervision-basics?seed=1&t=2");
  await settled(page, ({ nowUs }) => nowUs === 2_000_000);
  await expect.poll(() => page.url()).toContain("t=2");
  await page.keyboard.press("6");
  await expect(page.getByRole("heading", { name: "Events lens" })).toBeAttached();
  await expect.poll(() => page.url()).toContain("lens=events");
  await page.keyboard.press("Shift+ArrowRight");
  await settled(page, ({ nowUs }) => nowUs === 2_100_000);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Stage lens" })).toBeAttached();
  expect((await settled(page)).nowUs).toBe(2_100_000);
});

test("two hundred states of the address round-trip through the page", async ({ page }) => {
  test.setTimeout(240_000);
  await openPage(page, "#/run/supervision-basics?seed=1&t=1");
  await settled(page);
  const wrong = await page.evaluate(async () => {
    const { session, runStore } = (
      window as unknown as {
        mabeam: {
          session: { openAddressBar(): Promise<void>; linkHash(): string };
          runStore: {
            getState(): {
              assigns: {
                run?: { nowUs: number; seekPercent: number | null; seed: number };
                timeline?: unknown;
              };
            };
            subscribe(listener: () => void): () => void;
          };
        };
      }
    ).mabeam;
    let state = 7;
    const below = (n: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state % n;
    };
    const reached = (seed: number, us: number): Promise<void> =>
      new Promise((resolve) => {
        const isThere = (): boolean => {
          const { run } = runStore.getState().assigns;
          return run !== undefined && run.seed === seed && run.nowUs === us && run.seekPercent === null;
        };
        if (isThere()) return resolve();
        const stop = runStore.subscribe(() => {
          if (!isThere()) return;
          stop();
          resolve();
        });
      });
    const lenses = ["stage", "supervision", "processes", "events", "telemetry"];
    const failures: string[] = [];
    for (let i = 0; i < 200; i++) {
      const seed = 1 + below(1_000_000);
      const us = (1 + below(1_500)) * 1_000;
      const count = below(12);
      const inputs = Array.from(
        { length: count },
        (_, at) => `${(at + 1) / 100}:suspend:n1.${2 + below(9)}`,
      ).join(";");
      const wanted = `#/run/supervision-basics?seed=${seed}&lens=${lenses[below(5)]}&t=${us / 1e6}${count > 0 ? `&do=${inputs}` : ""}`;
      history.replaceState(null, "", wanted);
      await session.openAddressBar();
      await reached(seed, us);
      const link = session.linkHash();
      history.replaceState(null, "", link);
      await session.openAddressBar();
      await reached(seed, us);
      if (session.linkHash() !== link || link.length > 2_000)
        failures.push(`${wanted} → ${link} → ${session.linkHash()}`);
    }
    return failures;
  });
  expect(wrong).toEqual([]);
});
