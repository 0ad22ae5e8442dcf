/** In a browser: performs the runs it is told, with the data files of their scenarios fetched from the server. */

import type { Resources } from "../../sim/index.ts";
import { perform, type RunAnswer } from "./perform.ts";
import { type EngineRun, scenarioNamed } from "./run-list.ts";

export interface RunTask {
  readonly kind: "run";
  readonly run: EngineRun;
}

export type TaskAnswer = RunAnswer | { readonly error: string };

const fetched = new Map<string, Promise<Uint8Array>>();

async function fetchData(name: string): Promise<Uint8Array> {
  const response = await fetch(`/data/${name}`);
  if (!response.ok) throw new Error(`the data "${name}" could not be fetched: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function resourcesOf(names: readonly string[]): Promise<Resources> {
  const resources: Record<string, Uint8Array> = {};
  for (const name of names) {
    const data = fetched.get(name) ?? fetchData(name);
    fetched.set(name, data);
    resources[name] = await data;
  }
  return resources;
}

async function answer({ run }: RunTask): Promise<TaskAnswer> {
  try {
    return perform(run, await resourcesOf(scenarioNamed(run.scenario).resources));
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

self.onmessage = ({ data }: MessageEvent<RunTask>) => {
  void answer(data).then((given) => self.postMessage(given));
};
