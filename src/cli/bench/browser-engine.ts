/** A browser as an engine: its worker is the isolate. */

import { type BrowserSession, browserSession } from "../browser/browser-session.ts";
import type { BrowserName } from "../browser/find-browser.ts";
import type { WorkerTask } from "./bench.worker.ts";
import { type Answer, type Engine, sampleOf } from "./engine.ts";
import { processorTimeMs } from "./processor-time.ts";

export { titleOf } from "../browser/browser-session.ts";

/** The browser's file is searched for; CHROMIUM_PATH, FIREFOX_PATH and WEBKIT_PATH name another. */
export function browserEngine(name: BrowserName): Engine {
  const session: BrowserSession<WorkerTask, Answer> = browserSession({
    name,
    worker: "src/cli/bench/bench.worker.ts",
    served: (pid) => ({ cpuMs: () => processorTimeMs(pid(), isContent) }),
  });
  return {
    name,
    title: session.title,
    openIsolate: session.openWorker,
    async warmUp() {
      const answer = await session.ask({ kind: "warm_up" });
      if ("error" in answer) throw new Error(answer.error);
    },
    measure: async (order) => sampleOf(await session.ask({ kind: "measure", order }), order),
    close: session.close,
  };
}

/** The processes of a browser that run pages and their workers, by how they were started. */
function isContent(commandLine: string): boolean {
  return /--type=renderer|-contentproc|WebKitWebProcess/.test(commandLine);
}
