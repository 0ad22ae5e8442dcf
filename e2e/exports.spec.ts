// Exports: what the page and the headless runtime hand out, opened by readers that are not ours.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import Papa from "papaparse";
import { type Download, expect, type Page, test } from "playwright/test";
import { axeFindings } from "./axe.ts";
import { headless } from "./headless.ts";
import { openPage, waitForRun } from "./page.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Presses an entry of the menu and saves what comes. */
async function exportFrom(page: Page, entry: RegExp, path: string): Promise<Download> {
  await page.getByRole("button", { name: "Export this run" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: entry }).click();
  const file = await download;
  await file.saveAs(path);
  return file;
}

/** A run of the cluster in which the leader was killed, paused once there is a new one. */
async function openEventfulRun(page: Page): Promise<void> {
  await openPage(page, "#/run/learning-cluster?seed=7&speed=1");
  await waitForRun(page, (run) => run.leader !== null);
  await page.getByRole("button", { name: "Kill the leader" }).click();
  await waitForRun(page, (run) => run.outcome?.pending === false);
  await page.keyboard.press("Space");
  await waitForRun(page, (run) => !run.playing);
}

test("the page and the headless runtime write the same bytes for the same run", async ({ page }, info) => {
  test.setTimeout(240_000);
  await openEventfulRun(page);
  const journal = info.outputPath("journal.json");
  await exportFrom(page, /^Journal/, journal);
  expect(headless("run", "--input", journal)["hashMatchesJournal"]).toBe(true);
  const entries: readonly (readonly [RegExp, string])[] = [
    [/^Samples, CSV/, "samples-csv"],
    [/^Space-time log/, "shiviz"],
  ];
  for (const [entry, format] of entries) {
    const path = info.outputPath(format);
    await exportFrom(page, entry, path);
    const command = ["tools/cli.mjs", "export", "--input", journal, "--format", format];
    const text = execFileSync(process.execPath, command, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
    expect(text === readFileSync(path, "utf8"), format).toBe(true);
  }
  const table = Papa.parse(readFileSync(info.outputPath("samples-csv"), "utf8"), { header: true });
  expect(table.meta.fields).toContain("commit_index");
});

test("the replay page opens from a file, asks nothing of any network, and moves through time", async ({
  page,
  context,
}, info) => {
  test.setTimeout(240_000);
  await openEventfulRun(page);
  const path = info.outputPath("replay.html");
  const file = await exportFrom(page, /^Replay page/, path);
  expect(file.suggestedFilename()).toBe("mabeam-learning-cluster-seed-7-replay.html");
  const replay = await context.newPage();
  const wrong: string[] = [];
  replay.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  replay.on("pageerror", (error) => wrong.push(error.message));
  replay.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) wrong.push(request.url());
  });
  await replay.goto(pathToFileURL(path).href);
  await expect(replay.getByRole("heading", { level: 1 })).toHaveText(/, seed 7$/);
  const slider = replay.getByRole("slider", { name: "Virtual time" });
  const late = await replay.locator("#now").textContent();
  await slider.focus();
  await replay.keyboard.press("Home");
  await expect(replay.locator("#time")).toHaveText(/^t 0\.000\ss$/);
  expect(await replay.locator("#now").textContent()).not.toBe(late);
  await expect(replay.locator("#states tr").first()).toContainText("up, following");
  await replay.getByRole("button", { name: "Later moment" }).click();
  await expect(replay.locator("#time")).not.toHaveText(/^t 0\.000\ss$/);
  const saved = replay.waitForEvent("download");
  await replay.getByRole("link", { name: "Save the journal" }).click();
  const journal = info.outputPath("from-replay.json");
  await (await saved).saveAs(journal);
  expect(headless("run", "--input", journal)["hashMatchesJournal"]).toBe(true);
  expect(await axeFindings(replay)).toEqual([]);
  expect(wrong).toEqual([]);
});

for (const lens of ["stage", "density", "telemetry"] as const) {
  test(`a picture of the ${lens} lens is one that a browser decodes, with something on it`, async ({
    page,
  }, info) => {
    test.setTimeout(240_000);
    await openPage(page, `#/run/learning-cluster?seed=7&lens=${lens}&t=6`);
    await waitForRun(page, (run) => run.nowUs >= 6_000_000 && !run.playing);
    await expect(page.locator(".lens-room > :not(.lens-waiting)").first()).toBeVisible();
    const box = await page.locator(".lens-room").boundingBox();
    for (const ending of ["PNG", "SVG"] as const) {
      const path = info.outputPath(`${lens}.${ending.toLowerCase()}`);
      await exportFrom(page, new RegExp(`^Picture, ${ending}`), path);
      const type = ending === "PNG" ? "image/png" : "image/svg+xml";
      const address = `data:${type};base64,${readFileSync(path).toString("base64")}`;
      const seen = await page.evaluate(decode, address);
      const scale = ending === "PNG" ? 2 : 1;
      expect(seen.width).toBe(Math.round(box?.width ?? 0) * scale);
      expect(seen.height).toBe(Math.round(box?.height ?? 0) * scale);
      expect(seen.colours).toBeGreaterThan(8);
    }
  });
}

/** Decodes an image in the browser: its size, and how many colours a coarse look at it finds. */
async function decode(address: string): Promise<{ width: number; height: number; colours: number }> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  context?.drawImage(image, 0, 0);
  const { data } = context?.getImageData(0, 0, width, height) ?? { data: new Uint8ClampedArray(0) };
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 4)
    colours.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
  return { width, height, colours: colours.size };
}

test("the export menu is reachable by keyboard and closes with Escape", async ({ page }) => {
  await openPage(page, "#/run/supervision-basics");
  const button = page.getByRole("button", { name: "Export this run" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Journal/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: /^Journal/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Journal/ })).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("the command line names the formats when one is wrong, and documents them", () => {
  const run = (...args: string[]): { code: number; text: string } => {
    try {
      const options = { cwd: root, encoding: "utf8", stdio: "pipe" } as const;
      return { code: 0, text: execFileSync(process.execPath, ["tools/cli.mjs", "export", ...args], options) };
    } catch (error) {
      const { status, stderr } = error as { readonly status: number; readonly stderr: string };
      return { code: status, text: stderr };
    }
  };
  const wrong = run("supervision-basics", "--format", "pdf");
  expect(wrong.code).toBe(2);
  expect(wrong.text).toContain('there is no format "pdf"; known: journal, html, perfetto');
  expect(run("supervision-basics").text).toContain("--format is missing");
  expect(run("nowhere", "--format", "html").code).toBe(2);
  const help = run("--help");
  for (const id of ["journal", "html", "perfetto", "shiviz", "otlp-traces", "prometheus"])
    expect(help.text).toContain(`  ${id}`);
});
