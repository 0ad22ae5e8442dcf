/** The same measurement inside a worker of a browser: asked for shapes by id, it answers with a figure for each. */

import { measureShape } from "./measure.ts";
import { shapesNamed, sizeOf } from "./shapes.ts";

/** What the worker is told: which shapes, and at which of their sizes. */
export interface BenchOrder {
  readonly ids: readonly string[];
  readonly isQuick: boolean;
}

self.onmessage = ({ data }: MessageEvent<BenchOrder>) => {
  const shapes = shapesNamed(data.ids);
  if (!shapes.ok) throw new Error(shapes.error);
  for (const shape of shapes.value) {
    self.postMessage(measureShape(shape, sizeOf(shape, data.isQuick), () => performance.now()));
  }
  self.postMessage(null);
};
