// A million processes, in small: the picture and the table say what is true of the run, at every size and zoom.

import { expect, type Page, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { headless } from "./headless.ts";
import { openPage, waitForRun } from "./page.ts";

interface DensityFacts {
  readonly total: number;
  readonly shown: number;
  readonly raster: { readonly cell: number; readonly columns: number; readonly rows: number };
  readonly near: readonly { readonly pid: string }[];
  readonly probe: { readonly count: number; readonly top: { readonly pid: string } | null } | null;
  readonly followed: { readonly pid: string } | null;
}

interface ProcessesFacts {
  readonly total: number;
  readonly matching: number;
  readonly sort: string;
  readonly from: number;
  readonly rows: readonly { readonly pid: string; readonly handled: number }[];
}

async function assignsOf<T>(page: Page, view: string): Promise<T | undefined> {
  return page.evaluate((name) => {
    const handle = (
      window as unknown as {
        mabeam?: { runStore: { getState(): { assigns: Record<string, unknown> } } };
      }
    ).mabeam;
    return handle?.runStore.getState().assigns[name] as never;
  }, view);
}

async function waitForAssigns<T>(page: Page, view: string, isReached: (assigns: T) => boolean): Promise<T> {
  let last: T | undefined;
  await expect
    .poll(
      async () => {
        last = await assignsOf<T>(page, view);
        return last !== undefined && isReached(last);
      },
      { timeout: 60_000, intervals: [100] },
    )
    .toBe(true);
  return last as T;
}

const paused = (page: Page, untilUs: number) =>
  waitForRun(page, (run) => !run.playing && run.nowUs >= untilUs);

const picture = (page: Page) => page.getByRole("application", { name: "All processes as a picture" });

test("million opens as a picture of all processes, to the hash of the headless runtime", async ({ page }) => {
  await openPage(page, "#/run/million?set=processes:2000&speed=max&until=8");
  const run = await paused(page, 8_000_000);
  await expect(page.getByRole("button", { name: /Density/ })).toHaveAttribute("aria-current", "page");
  const density = await waitForAssigns<DensityFacts>(page, "density", ({ total }) => total > 2_000);
  expect(density.shown).toBe(density.total);
  expect(density.raster.columns * density.raster.rows).toBeLessThan(5_000);
  await expect(
    page.getByText(`${String(density.total).replace(/^(\d)/, "$1\u00a0")} processes alive`),
  ).toBeVisible();
  const report = headless("run", "million", "--set", "processes=2000", "--seed", "42", "--until", "8s");
  expect(run.hash).toBe(report["hash"]);
  expect(run.events).toBe(report["events"]);
});

test("from all of them down to one by the keyboard, and the inspector opens on it", async ({ page }) => {
  await openPage(page, "#/run/million?set=processes:2000&speed=max&until=8");
  await paused(page, 8_000_000);
  await picture(page).focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press("+");
  const near = await waitForAssigns<DensityFacts>(page, "density", (density) => density.near.length > 0);
  expect(near.shown).toBe(near.near.length);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  // The picture may still have been moving at the press: what opens is what is in its middle when it has come to rest.
  const { followed } = await waitForAssigns<DensityFacts>(
    page,
    "density",
    (density) => density.followed != null && density.followed.pid === density.probe?.top?.pid,
  );
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText(followed?.pid ?? "none");
  await page.keyboard.press("Home");
  await waitForAssigns<DensityFacts>(page, "density", ({ shown, total }) => shown === total);
});

test("a wheel zooms at the pointer, and a press opens who lives there", async ({ page }) => {
  await openPage(page, "#/run/million?set=processes:2000&speed=max&until=8");
  await paused(page, 8_000_000);
  const box = await picture(page).boundingBox();
  await page.mouse.move(
    (box?.x ?? 0) + (box?.width ?? 0) / 2 + 9,
    (box?.y ?? 0) + (box?.height ?? 0) / 2 + 9,
  );
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -240);
  await waitForAssigns<DensityFacts>(page, "density", ({ near }) => near.length > 0);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText("resident");
  await expect.poll(() => page.url()).toMatch(/sel=n1\.\d+/);
});

test("a killed district dies whole, and is settled anew", async ({ page }) => {
  await openPage(page, "#/run/million?set=processes:2000&speed=1");
  await waitForRun(page, (run) => run.nowUs > 5_300_000);
  const before = await waitForAssigns<DensityFacts>(page, "density", ({ total }) => total >= 2_000);
  await page.getByRole("button", { name: /^Kill district/ }).click();
  await waitForAssigns<DensityFacts>(page, "density", ({ total }) => total <= before.total - 30);
  await waitForRun(page, (run) => run.outcome?.pending === false);
  await expect(page.getByText(/was restarted by its supervisor/).first()).toBeVisible();
  await waitForAssigns<DensityFacts>(page, "density", ({ total }) => total === before.total);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on the picture and its table, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await openPage(page, "#/run/million?set=processes:1000&speed=max&until=7");
    await paused(page, 7_000_000);
    await page.getByLabel("Colour by").selectOption("handled");
    await page.getByRole("button", { name: "Table" }).click();
    await expect(page.getByRole("table", { name: "Cells that stand out" })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
}

test("on a phone the picture, its legend and the figures have room, and a finger goes nearer, then opens a process", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await openPage(page, "#/run/million?set=processes:1000&speed=max&until=7");
  await paused(page, 7_000_000);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await expect(page.getByText(/B per process|being measured|not measurable in this browser/)).toBeVisible();
  const box = await picture(page).boundingBox();
  expect(box?.height ?? 0).toBeGreaterThan(200);
  const at = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 80] as const;
  // Processes are too small here to be told apart: the first touch goes nearer.
  await page.touchscreen.tap(...at);
  await waitForAssigns<DensityFacts>(page, "density", ({ near }) => near.length > 0);
  await page.touchscreen.tap(...at);
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText("resident");
  await context.close();
});

test("the table of a hundred thousand sorts, filters, jumps to its end, and keeps a fixed number of rows in the page", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openPage(page, "#/run/million?set=processes:100000&speed=max&until=6&lens=processes");
  await paused(page, 6_000_000);
  const { total } = await waitForAssigns<ProcessesFacts>(page, "processes", (table) => table.total > 100_000);
  const grid = page.getByRole("grid", { name: "Processes" });
  await expect(grid).toHaveAttribute("aria-rowcount", String(total + 1));
  const rows = await grid.getByRole("row").count();
  expect(rows).toBeLessThan(70);

  await grid.getByRole("button", { name: "Handled" }).click();
  const sorted = await waitForAssigns<ProcessesFacts>(page, "processes", ({ sort }) => sort === "handled");
  const handled = sorted.rows.map((row) => row.handled);
  expect(handled).toEqual(handled.toSorted((a, b) => b - a));

  await grid.focus();
  await page.keyboard.press("End");
  const last = `row ${String(total).replace(/\B(?=(\d{3})+$)/g, "\u00a0")} of`;
  await expect(page.locator(".processes-focus")).toContainText(last);
  const pid = await page.locator(".processes-focus .data").textContent();
  expect(await grid.getByRole("row").count()).toBeLessThan(70);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  await expect(page.locator(".processes-focus")).toContainText("row 1 of");
  await page.keyboard.press("End");
  await expect(page.locator(".processes-focus")).toContainText(pid ?? "");
  await grid.getByRole("button", { name: "Pid" }).click();
  await expect(page.locator(".processes-focus")).toContainText(`${pid} is at row`);

  await page.getByRole("searchbox", { name: "Filter processes" }).fill("district");
  const found = await waitForAssigns<ProcessesFacts>(page, "processes", ({ matching }) => matching < 100);
  expect(found.matching).toBe(26);
});
