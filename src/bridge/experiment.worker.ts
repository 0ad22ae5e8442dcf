/** Entry of a spare worker: computes the orders of experiments, one after another. */

import { type ExperimentCall, serveExperiments } from "./experiment-host.ts";
import { loadResource } from "./resources.ts";

const serve = serveExperiments({
  post: (answer) => self.postMessage(answer),
  loadResource,
  nowMs: () => performance.now(),
});

self.onmessage = ({ data }: MessageEvent<ExperimentCall>) => void serve(data);
