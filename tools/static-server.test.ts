import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileFor, serve } from "./static-server.mjs";

describe("fileFor", () => {
  const dist = join(tmpdir(), "page");

  it("maps a folder to its index, and drops query and fragment", () => {
    expect(fileFor(dist, "/")).toBe(join(dist, "index.html"));
    expect(fileFor(dist, "/assets/a.js?v=1#x")).toBe(join(dist, "assets", "a.js"));
    expect(fileFor(dist, "/a%20b.txt")).toBe(join(dist, "a b.txt"));
  });

  it.each(["/../secret", "/%2e%2e/secret", "/..%2fpage-of-another/x", "/a/../../secret", "/%00", "/%zz"])(
    "refuses %s",
    (url) => {
      expect(fileFor(dist, url)).toBeUndefined();
    },
  );
});

describe("serve", () => {
  const folder = mkdtempSync(join(tmpdir(), "mabeam-live-server-"));
  let server: { url: string; close: () => Promise<void> };

  beforeAll(async () => {
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), "<!doctype html>");
    writeFileSync(join(folder, "assets", "a.js"), "1");
    server = await serve(folder, { port: 0 });
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it("sends a page as HTML that is asked for again, and hashed files as immutable", async () => {
    const page = await fetch(server.url);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(page.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    const script = await fetch(`${server.url}assets/a.js`);
    expect([await script.text(), script.headers.get("content-type")]).toEqual([
      "1",
      "text/javascript; charset=utf-8",
    ]);
    expect(script.headers.get("cache-control")).toContain("immutable");
  });

  it("answers 404 for what is not there and for folders, 405 for writing", async () => {
    expect((await fetch(`${server.url}missing`)).status).toBe(404);
    expect((await fetch(`${server.url}assets`)).status).toBe(404);
    expect((await fetch(server.url, { method: "POST" })).status).toBe(405);
  });

  it("refuses a port that is taken when it was asked for, and takes the next one when it was not", async () => {
    const taken = Number(new URL(server.url).port);
    await expect(serve(folder, { port: taken })).rejects.toThrow("EADDRINUSE");
    const [first, second] = [await serve(folder), await serve(folder)];
    expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(new URL(first.url).port));
    await Promise.all([first.close(), second.close()]);
  });
});
