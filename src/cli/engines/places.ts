/** The engines as places where runs are performed: this Node itself, and browsers. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { type BrowserSession, browserSession } from "../browser/browser-session.ts";
import { BROWSER_NAMES, type BrowserName, type FoundBrowser, findBrowser } from "../browser/find-browser.ts";
import { readResources } from "../resources.ts";
import type { RunTask, TaskAnswer } from "./engines.worker.ts";
import { perform, type RunAnswer } from "./perform.ts";
import { type EngineRun, scenarioNamed } from "./run-list.ts";

export const ENGINE_NAMES = ["node", ...BROWSER_NAMES] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export interface Place {
  readonly name: EngineName;
  /** With its version, once a run was performed. */
  title(): string;
  perform(run: EngineRun): Promise<RunAnswer>;
  close(): Promise<void>;
}

/** A run takes a second or two; a browser that needs so much longer has hung. */
const RUN_TIMEOUT_MS = 180_000;

/** Undefined when this machine has no such engine. */
export async function findPlace(name: EngineName, runs: readonly EngineRun[]): Promise<Place | undefined> {
  if (name === "node") return nodePlace();
  const found = await findBrowser(name);
  return found === undefined ? undefined : browserPlace(name, found, runs);
}

function nodePlace(): Place {
  return {
    name: "node",
    title: () => `Node ${process.versions.node}`,
    async perform(run) {
      // The server of the browsers is in this process too.
      await nextTurn();
      return perform(run, readResources(scenarioNamed(run.scenario)));
    },
    close: () => Promise.resolve(),
  };
}

function browserPlace(name: BrowserName, found: FoundBrowser, runs: readonly EngineRun[]): Place {
  const session: BrowserSession<RunTask, TaskAnswer> = browserSession({
    name,
    found,
    worker: "src/cli/engines/engines.worker.ts",
    served: () => ({ data: dataOf(runs) }),
  });
  let opened: Promise<void> | undefined;
  return {
    name,
    title: session.title,
    async perform(run) {
      opened ??= session.openWorker();
      await opened;
      const answer = await session.ask({ kind: "run", run }, RUN_TIMEOUT_MS);
      if ("error" in answer) throw new Error(answer.error);
      return answer;
    },
    close: session.close,
  };
}

/** All data files that the runs need. */
function dataOf(runs: readonly EngineRun[]): Readonly<Record<string, Uint8Array>> {
  const ids = new Set(runs.map(({ scenario }) => scenario));
  return Object.assign({}, ...Array.from(ids, (id) => readResources(scenarioNamed(id))));
}
