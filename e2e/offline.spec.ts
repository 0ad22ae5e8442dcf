/**
 * The page on any static host: in a sub-folder, without special headers, and without network from the second visit on.
 * A new version is offered, and taken only when the person says so.
 */

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { expect, test } from "playwright/test";
import { openPage, readRun } from "./page.ts";

const DIST = new URL("../dist/", import.meta.url).pathname;
const FOLDER = "/teaching/2026/mabeam/";
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** A host that knows nothing but files; `release` is appended to the service worker, as a new build would change it. */
class PlainHost {
  release = "";
  readonly #server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    const file = path.startsWith(FOLDER) ? path.slice(FOLDER.length) || "index.html" : "nothing";
    readFile(join(DIST, file)).then(
      (bytes) => {
        response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
        response.end(file === "sw.js" ? `${bytes.toString()}${this.release}` : bytes);
      },
      () => response.writeHead(404).end(),
    );
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://localhost:${(this.#server.address() as AddressInfo).port}${FOLDER}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const host = new PlainHost();
let address = "";
test.beforeEach(async () => {
  host.release = "";
  address = await host.start();
});
test.afterEach(() => host.stop());
test.describe.configure({ mode: "serial" });
test.use({ serviceWorkers: "allow" });

test("works from a sub-folder without special headers, and on the second visit without network", async ({
  page,
  context,
}) => {
  const outside: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("blob:") && !url.startsWith("data:")) outside.push(url);
  });
  await openPage(page, `${address}#/run/learning-cluster?seed=7&t=2`);
  const seen = await readRun(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  host.stop();
  await context.setOffline(true);
  await openPage(page, `${address}?from=elsewhere#/run/learning-cluster?seed=7&t=2`);
  expect((await readRun(page))?.hash).toBe(seen?.hash);
  await page.keyboard.press("5");
  await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
  expect(outside).toEqual([]);
});

test("a new version is offered, and comes when it is asked for", async ({ page }) => {
  await openPage(page, `${address}#/run/learning-cluster?seed=7&t=2`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect.poll(async () => (await readRun(page))?.events ?? 0).toBeGreaterThan(0);
  host.release = "\n// released\n";
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const offer = page.getByRole("log", { name: "Notices" }).getByText("A new version of this page is ready.");
  await expect(offer).toBeVisible();
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Use it" }).click();
  await reloaded;
  await expect.poll(async () => (await readRun(page))?.nowUs ?? 0).toBe(2_000_000);
});
