/**
 * Measures in headless Chromium: builds the worker, serves it from this process, and collects its figures.
 *
 * The builder, the browser driver and the search for a browser are development tools, which the bundled program must
 * not contain; they are loaded when this is asked for, from the folder of the project.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BenchOrder } from "./bench.worker.ts";
import type { Figure } from "./measure.ts";

const WORKER = "bench.worker.js";
const PAGE = "<!doctype html><title>bench</title><p>Measuring.</p>";

interface Builder {
  build(config: object): Promise<unknown>;
}

interface Page {
  goto(address: string): Promise<unknown>;
  evaluate<A, R>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  exposeFunction(name: string, run: (figure: Figure) => void): Promise<unknown>;
}

interface Driver {
  readonly chromium: {
    launch(options: object): Promise<{ newPage(): Promise<Page>; version(): string; close(): Promise<void> }>;
  };
}

interface BrowserSearch {
  findBrowser(): Promise<string>;
  launchArguments(): string[];
}

const load = <T>(name: string): Promise<T> => import(/* @vite-ignore */ name) as Promise<T>;

/** Figures from Chromium, and its version. `onFigure` is told each as it comes. */
export async function measureInChromium(
  order: BenchOrder,
  onFigure: (figure: Figure) => void,
): Promise<{ readonly version: string; readonly figures: readonly Figure[] }> {
  const search = await load<BrowserSearch>(pathToFileURL(join(process.cwd(), "tools/browser.mjs")).href);
  const { chromium } = await load<Driver>("playwright");
  const folder = mkdtempSync(join(tmpdir(), "mabeam-bench-"));
  const server = serve(folder);
  try {
    await buildWorker(folder);
    const executablePath = await search.findBrowser();
    const browser = await chromium.launch({ executablePath, args: search.launchArguments() });
    try {
      const page = await browser.newPage();
      const figures: Figure[] = [];
      await page.exposeFunction("report", (figure) => {
        figures.push(figure);
        onFigure(figure);
      });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.evaluate(runWorker, { worker: WORKER, order });
      return { version: browser.version(), figures };
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs in the page: starts the worker and hands its figures on until it has no more. */
function runWorker(start: { readonly worker: string; readonly order: BenchOrder }): Promise<void> {
  const report = (window as unknown as { report(figure: Figure): Promise<void> }).report;
  return new Promise((resolve, reject) => {
    const worker = new Worker(start.worker, { type: "module" });
    const pending: Promise<void>[] = [];
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<Figure | null>) => {
      if (data !== null) pending.push(report(data));
      else Promise.all(pending).then(() => resolve(), reject);
    };
    worker.postMessage(start.order);
  });
}

/** Built as the product is built, minified and for the same target: this is the code that visitors run. */
async function buildWorker(folder: string): Promise<void> {
  const { build } = await load<Builder>("vite");
  const root = process.cwd();
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      copyPublicDir: false,
      target: "es2022",
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, "src/cli/bench/bench.worker.ts"),
        output: { entryFileNames: WORKER, format: "es" },
      },
    },
  });
  writeFileSync(join(folder, "index.html"), PAGE);
}

function serve(folder: string): Server {
  return createServer((request, response) => {
    const isWorker = request.url === `/${WORKER}`;
    response.setHeader("content-type", isWorker ? "text/javascript" : "text/html");
    response.end(readFileSync(join(folder, isWorker ? WORKER : "index.html")));
  }).listen(0, "127.0.0.1");
}
