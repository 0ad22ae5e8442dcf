/**
 * Datasets as resources of a node: found by name among its code, so that no process carries one in its state and no
 * checkpoint or hash ever visits it.
 */

import { assert, ensure } from "../../base/index.ts";
import type { Context, Module } from "../../kernel/index.ts";
import { type Dataset, shard } from "../learning/index.ts";

const PREFIX = "dataset:";

interface DatasetCallbacks {
  readonly dataset: Dataset;
}

/** A module that carries a dataset under this name; list it in a scenario's code. */
export function createDatasetModule(name: string, dataset: Dataset): Module {
  const callbacks: DatasetCallbacks = { dataset };
  return { name: PREFIX + name, callbacks };
}

/** One module per agent with its share of the rows, named `name/0` … `name/count−1`. */
export function createShardModules(name: string, dataset: Dataset, count: number): readonly Module[] {
  assert(count >= 1, "a dataset is divided among at least one agent");
  return Array.from({ length: count }, (_, i) =>
    createDatasetModule(`${name}/${i}`, shard(dataset, i, count)),
  );
}

/** The dataset of this name. One that is missing is a mistake in the scenario's code list. */
export function getDataset(ctx: Pick<Context, "code">, name: string): Dataset {
  const module = ensure(ctx.code.get(PREFIX + name), `no dataset "${name}": list it in the scenario's code`);
  return (module.callbacks as DatasetCallbacks).dataset;
}
