/**
 * The page a browser is shown: it fetches tasks, hands them to a worker, and posts the answers back. No driver is
 * needed, only a program that opens an address; so any browser can be measured.
 */

import type { Weighing } from "./bench.worker.ts";

/** How a worker and its page speak about weight. */
const WEIGH: Weighing["kind"] = "weigh";

/** What the page is told: a task for its worker, or to make a new worker first. */
export const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>bench</title>
<p>Measuring.</p>
<script type="module">
let worker;

// Only where the page is isolated and the browser can tell; in Chromium the answer is quick only with a flag.
async function weighWorker() {
  if (typeof performance.measureUserAgentSpecificMemory !== "function") return null;
  const { breakdown } = await performance.measureUserAgentSpecificMemory();
  const own = ({ attribution }) => attribution.some(({ scope }) => scope === "DedicatedWorkerGlobalScope");
  return breakdown.filter(own).reduce((sum, { bytes }) => sum + bytes, 0);
}

const ask = (task) => new Promise((settle) => {
  const giveUp = () => {
    worker.terminate();
    settle({ isLate: true });
  };
  const late = task.kind === "measure" ? setTimeout(giveUp, task.order.timeoutMs) : undefined;
  const resolve = (answer) => {
    clearTimeout(late);
    settle(answer);
  };
  worker.onerror = (event) => resolve({ error: event.message || "the worker failed" });
  worker.onmessage = async ({ data }) => {
    if (data.kind === "${WEIGH}") worker.postMessage({ kind: "${WEIGH}", bytes: await weighWorker() });
    else resolve(data);
  };
  worker.postMessage(task);
});

for (;;) {
  const task = await (await fetch("/task", { method: "POST" })).json();
  let answer = { sample: null };
  if (task.kind === "open") {
    worker?.terminate();
    worker = new Worker("/bench.worker.js", { type: "module" });
  } else answer = await ask(task);
  await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
}
</script>
`;
