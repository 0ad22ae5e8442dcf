import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BrowserServer, serveBrowser } from "./browser-server.ts";

let folder: string;
interface Task {
  readonly kind: string;
}
type Answer = object;

let server: BrowserServer<Task, Answer>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "browser-server-"));
  const workerFile = join(folder, "x.js");
  writeFileSync(workerFile, "// worker");
  server = await serveBrowser({ workerFile, data: { digits: new Uint8Array([1, 2]) }, cpuMs: () => 7 });
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const nextTask = async (): Promise<unknown> =>
  (await fetch(`${server.url}task`, { method: "POST", headers: { "user-agent": "Browser/1" } })).json();
const give = (answer: object): Promise<Response> =>
  fetch(`${server.url}answer`, { method: "POST", body: JSON.stringify(answer) });

describe("the server of a driven browser", () => {
  test("hands a task to the page that waits, and its answer to who asked", async () => {
    const waiting = nextTask();
    const answer = server.ask({ kind: "open" });
    expect(await waiting).toEqual({ kind: "open" });
    await give({ sample: null });
    expect(await answer).toEqual({ sample: null });
    expect(server.userAgent()).toBe("Browser/1");
  });

  test("never hands out a task twice, also when the page comes back before the next one is there", async () => {
    const first = server.ask({ kind: "open" });
    expect(await nextTask()).toEqual({ kind: "open" });
    await give({ sample: null });
    const early = nextTask();
    await first;
    const second = server.ask({ kind: "warm_up" });
    expect(await early).toEqual({ kind: "warm_up" });
    await give({ error: "no" });
    expect(await second).toEqual({ error: "no" });
  });

  test("tells who waits when the browser has gone", async () => {
    const answer = server.ask({ kind: "open" });
    server.fail("it ended");
    await expect(answer).rejects.toThrow("it ended");
    await expect(server.ask({ kind: "late" })).rejects.toThrow("it ended");
  });

  test("serves an isolated page and its worker, tells the processor time, gives data, and nothing else", async () => {
    const page = await fetch(server.url);
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(await page.text()).toContain(`new Worker("/page.worker.js"`);
    expect(await (await fetch(`${server.url}page.worker.js`)).text()).toBe("// worker");
    expect(await (await fetch(`${server.url}cpu`)).json()).toBe(7);
    const data = await (await fetch(`${server.url}data/digits`)).arrayBuffer();
    expect(Array.from(new Uint8Array(data))).toEqual([1, 2]);
    expect((await fetch(`${server.url}data/toString`)).status).toBe(404);
    expect((await fetch(`${server.url}etc/passwd`)).status).toBe(404);
  });
});
