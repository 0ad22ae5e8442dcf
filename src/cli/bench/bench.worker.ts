/** An isolate in a browser: a dedicated worker. What it cannot tell about itself it asks the server and the page. */

import type { Weighing } from "../browser/browser-page.ts";
import type { Task } from "./engine.ts";
import { carryOut } from "./isolate.ts";
import type { Host } from "./measure.ts";

/** What an isolate in a browser is told to do: the same as any other. */
export type WorkerTask = Task;

const collect = (globalThis as { gc?: () => void }).gc;
let onWeight: ((bytes: number | null) => void) | undefined;

const host: Host = {
  nowMs: () => performance.now(),
  // At once, so that nothing else happens between a reading and the work: only workers may wait like this.
  cpuMs() {
    const request = new XMLHttpRequest();
    request.open("GET", "/cpu", false);
    request.send();
    return (JSON.parse(request.responseText) as number | null) ?? undefined;
  },
  async heapBytes() {
    collect?.();
    const bytes = await new Promise<number | null>((resolve) => {
      onWeight = resolve;
      self.postMessage({ kind: "weigh", bytes: null } satisfies Weighing);
    });
    return bytes ?? undefined;
  },
};

self.onmessage = ({ data }: MessageEvent<WorkerTask | Weighing>) => {
  if (data.kind === "weigh") onWeight?.(data.bytes);
  else void carryOut(data, host).then((answer) => self.postMessage(answer));
};
