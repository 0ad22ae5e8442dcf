/** Starts the worker that compares. Apart from the door, so that the page fetches it only when somebody compares. */

import { type CompareClient, createCompareClient } from "./compare-client.ts";

export function startComparing(): CompareClient {
  return createCompareClient(
    () => new Worker(new URL("./compare.worker.ts", import.meta.url), { type: "module", name: "compare" }),
  );
}
