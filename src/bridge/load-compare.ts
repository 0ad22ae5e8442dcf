/** Fetches comparing: its code and its worker are no part of what a page opens with. */

import type { CompareClient } from "./compare-client.ts";

export async function loadCompare(): Promise<CompareClient> {
  return (await import("./start-compare-worker.ts")).startComparing();
}
