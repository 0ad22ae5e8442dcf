/** Starts the worker. Only the bridge names its file; the page asks for it here. */

export function startSimWorker(): Worker {
  return new Worker(new URL("./sim.worker.ts", import.meta.url), { type: "module", name: "simulation" });
}
