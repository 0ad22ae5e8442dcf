/**
 * The page a browser is shown: it fetches tasks, hands them to a worker, and posts the answers back.
 *
 * A task `{kind: "open"}` makes a new worker. Any other goes to the worker as it is; when its `order` has a `timeoutMs`
 * and that has passed, the worker is ended and the answer is `{isLate: true}`. A worker may ask to be weighed.
 */

/** To the page: weigh this worker. From the page: its bytes, or null where the browser does not tell. */
export interface Weighing {
  readonly kind: "weigh";
  readonly bytes: number | null;
}

/** How a worker and its page speak about weight. */
const WEIGH: Weighing["kind"] = "weigh";

/** Where the page finds its worker. */
export const WORKER_PATH = "/page.worker.js";

export const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>MABEAM Live, driven</title>
<p>Working.</p>
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
  const timeoutMs = task.order?.timeoutMs;
  const late = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs);
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
  let answer = {};
  if (task.kind === "open") {
    worker?.terminate();
    worker = new Worker("${WORKER_PATH}", { type: "module" });
  } else answer = await ask(task);
  await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
}
</script>
`;
