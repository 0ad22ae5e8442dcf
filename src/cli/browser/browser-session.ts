/** A browser that carries out tasks of one kind: a built worker on a page, opened when it is first asked for. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserProcess, startBrowser } from "./browser-process.ts";
import { type BrowserServer, OPEN, type Served, serveBrowser } from "./browser-server.ts";
import { builtWorker } from "./build-worker.ts";
import { type BrowserName, type FoundBrowser, findBrowser } from "./find-browser.ts";

export interface SessionOptions {
  readonly name: BrowserName;
  /** The worker's source, by its path in the project. It answers each task with one message. */
  readonly worker: string;
  /** Data and processor time for the worker; it is told what the processes of the browser are. */
  readonly served?: (pid: () => number | undefined) => Omit<Served, "workerFile">;
  /** The browser, when it has been looked for already. */
  readonly found?: FoundBrowser;
}

export interface BrowserSession<Task, Answer> {
  /** With its version, once a worker was opened. */
  title(): string;
  /** Ends the worker in use and begins a new one. */
  openWorker(): Promise<void>;
  /** Rejects when the browser has ended, or when there is no answer after `timeoutMs`. */
  ask(task: Task, timeoutMs?: number): Promise<Answer>;
  close(): Promise<void>;
}

/** How long a browser may take to open the page, on a busy machine and from a cold disk. */
const OPEN_TIMEOUT_MS = 120_000;

export function browserSession<Task, Answer>(options: SessionOptions): BrowserSession<Task, Answer> {
  const { name } = options;
  const folder = mkdtempSync(join(tmpdir(), "mabeam-browser-"));
  let opened: Promise<BrowserServer<Task, Answer>> | undefined;
  let browser: BrowserProcess | undefined;
  let userAgent = "";
  const open = async (): Promise<BrowserServer<Task, Answer>> => {
    const found = options.found ?? (await findBrowser(name, { mayInstall: true }));
    if (found === undefined) throw new Error(`no ${name} was found`);
    const workerFile = await builtWorker(options.worker);
    const server = await serveBrowser<Task, Answer>({ ...options.served?.(() => browser?.pid), workerFile });
    browser = await startBrowser(found, { folder, url: server.url }, server.fail);
    return server;
  };
  const server = (): Promise<BrowserServer<Task, Answer>> => {
    opened ??= open();
    return opened;
  };
  const leave = (): void => {
    browser?.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once("exit", leave);
  const askWithin = async (
    task: Task | typeof OPEN,
    timeoutMs: number | undefined,
    reason: string,
  ): Promise<Answer> => {
    const current = await server();
    const late = timeoutMs === undefined ? undefined : setTimeout(() => current.fail(reason), timeoutMs);
    try {
      return await current.ask(task);
    } finally {
      clearTimeout(late);
      userAgent = current.userAgent();
    }
  };
  return {
    title: () => browser?.title ?? titleOf(name, userAgent),
    async openWorker() {
      const reason = `${name} did not open the page within ${OPEN_TIMEOUT_MS / 1e3} s`;
      await askWithin(OPEN, OPEN_TIMEOUT_MS, reason);
    },
    ask: (task, timeoutMs) => askWithin(task, timeoutMs, `${name} did not answer in time`),
    async close() {
      process.off("exit", leave);
      leave();
      if (opened !== undefined) (await opened.catch(() => undefined))?.close();
    },
  };
}

const TITLES: Readonly<Record<BrowserName, readonly [title: string, version: RegExp]>> = {
  chromium: ["Chromium", /Chrome\/([\d.]+)/],
  firefox: ["Firefox", /Firefox\/([\d.]+)/],
  webkit: ["WebKit", /AppleWebKit\/[\d.]+.* Version\/([\d.]+)/],
};

/** `Mozilla/5.0 … HeadlessChrome/156.0.0.0 …` becomes `Chromium 156.0.0.0`. */
export function titleOf(name: BrowserName, userAgent: string): string {
  const [title, version] = TITLES[name];
  return `${title} ${version.exec(userAgent)?.[1] ?? ""}`.trim();
}
