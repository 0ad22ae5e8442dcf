/** Starts a spare worker. Apart from the door, so that the page fetches it only when somebody measures something. */

import type { ExperimentAnswer } from "./experiment-host.ts";
import type { ExperimentWorker } from "./experiment-pool.ts";

export function startExperimentWorker(): ExperimentWorker {
  const worker = new Worker(new URL("./experiment.worker.ts", import.meta.url), {
    type: "module",
    name: "experiment",
  });
  return {
    post: (call) => worker.postMessage(call),
    listen: (hear) => {
      worker.onmessage = ({ data }: MessageEvent<ExperimentAnswer>) => hear(data);
    },
    onDeath: (hear) => {
      worker.onerror = (event) => {
        event.preventDefault();
        hear(event.message === undefined || event.message === "" ? "it failed to start" : event.message);
      };
    },
    end: () => worker.terminate(),
  };
}
