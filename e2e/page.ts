/** What the browser tests share: opening the page at an address, waiting for states of the run, and reading them. */

import { expect, type Page } from "playwright/test";

export interface RunFacts {
  readonly nowUs: number;
  readonly playing: boolean;
  readonly hash: string;
  readonly hashAtUs: number;
  readonly leader: string | null;
  readonly term: number;
  readonly events: number;
  readonly outcome: { readonly text: string; readonly pending: boolean } | null;
}

/** Opens the page, at its own address or at another host, and fails the test on any error of the console or the page. */
export async function openPage(page: Page, hash: string): Promise<void> {
  page.on("console", (message) => {
    if (message.type() === "error") throw new Error(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(hash.startsWith("http") ? hash : `./${hash}`);
  await waitForRun(page, (run) => run.events > 0);
}

export async function readRun(page: Page): Promise<RunFacts | undefined> {
  return page.evaluate(() => {
    const handle = (
      window as unknown as { mabeam?: { runStore: { getState(): { assigns: { run?: unknown } } } } }
    ).mabeam;
    return handle?.runStore.getState().assigns.run as never;
  });
}

export async function waitForRun(
  page: Page,
  isReached: (run: RunFacts) => boolean,
  timeoutMs = 120_000,
): Promise<RunFacts> {
  let last: RunFacts | undefined;
  await expect
    .poll(
      async () => {
        last = await readRun(page);
        return last !== undefined && isReached(last);
      },
      { timeout: timeoutMs, intervals: [100] },
    )
    .toBe(true);
  return last as RunFacts;
}
