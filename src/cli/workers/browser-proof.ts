/**
 * Runs worlds on several workers in a headless browser, on a page without any isolation headers.
 *
 * The builder and the search for a browser are development tools; they are loaded when this is asked for.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProofAnswer, ProofOrder } from "./proof.worker.ts";

interface Builder {
  build(config: object): Promise<unknown>;
}

interface BrowserSearch {
  findBrowser(): Promise<string>;
  launchArguments(): string[];
}

/** What the page posts. */
interface Answered {
  readonly answers?: readonly ProofAnswer[];
  readonly error?: string;
}

const TIMEOUT_MS = 180_000;

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>workers</title>
<script type="module">
const worker = new Worker("./proof.worker.js", { type: "module" });
const post = (answer) => fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
worker.onerror = (event) => post({ error: event.message || "the worker failed" });
worker.onmessage = ({ data }) => post(data);
worker.postMessage(await (await fetch("/orders")).json());
</script>
`;

const load = <T>(name: string): Promise<T> => import(/* @vite-ignore */ name) as Promise<T>;

/** The answers of a browser to these orders, in their order. */
export async function proveInBrowser(orders: readonly ProofOrder[]): Promise<readonly ProofAnswer[]> {
  const folder = mkdtempSync(join(tmpdir(), "mabeam-workers-"));
  let browser: ChildProcess | undefined;
  let settle = (_text: string): void => undefined;
  const answered = new Promise<string>((resolve) => {
    settle = resolve;
  });
  const server = serve(folder, orders, (text) => settle(text));
  try {
    await buildWorkers(folder);
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    browser = await startBrowser(folder, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    browser.once("error", ({ message }) => settle(JSON.stringify({ error: message })));
    const late = JSON.stringify({ error: "the browser did not answer in time" });
    setTimeout(() => settle(late), TIMEOUT_MS).unref();
    const { answers, error } = JSON.parse(await answered) as Answered;
    if (answers === undefined) throw new Error(error ?? "no reason given");
    return answers;
  } finally {
    endGroup(browser);
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Built as the page is built; shards become a file of their own, started by their address. */
async function buildWorkers(folder: string): Promise<void> {
  const { build } = await load<Builder>("vite");
  const root = process.cwd();
  await build({
    root,
    configFile: false,
    base: "./",
    logLevel: "error",
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "es2022",
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, "src/cli/workers/proof.worker.ts"),
        output: { entryFileNames: "proof.worker.js", format: "es" },
      },
    },
  });
}

function serve(folder: string, orders: readonly ProofOrder[], onAnswer: (text: string) => void): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/answer") {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        response.end();
        onAnswer(Buffer.concat(chunks).toString("utf8"));
      });
    } else if (path === "/orders") response.end(JSON.stringify(orders));
    else if (path === "/") response.setHeader("Content-Type", "text/html; charset=utf-8").end(PAGE);
    else if (extname(path) === ".js") {
      const inFolder = path.includes("/assets/") ? join("assets", basename(path)) : basename(path);
      response.setHeader("Content-Type", "text/javascript").end(readFileSync(join(folder, inFolder)));
    } else response.writeHead(404).end();
  });
}

async function startBrowser(folder: string, url: string): Promise<ChildProcess> {
  const search = await load<BrowserSearch>(pathToFileURL(join(process.cwd(), "tools/browser.mjs")).href);
  const profile = mkdtempSync(join(folder, "profile-"));
  const flags = ["--headless=new", `--user-data-dir=${profile}`];
  const args = [...search.launchArguments(), ...flags, url];
  return spawn(await search.findBrowser(), args, {
    stdio: "ignore",
    detached: process.platform !== "win32",
  });
}

function endGroup(browser: ChildProcess | undefined): void {
  if (browser?.pid === undefined) return;
  try {
    if (process.platform === "win32") browser.kill();
    else process.kill(-browser.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
