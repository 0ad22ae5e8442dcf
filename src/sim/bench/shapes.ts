/** All shapes, in the order in which they are measured. */

import { ringMillion, slices } from "./big-ring-shapes.ts";
import { idleGenerators, idleHandlers, idleServers } from "./idle-shapes.ts";
import { pingPong, pingPongPayload, ring, ringUntraced } from "./message-shapes.ts";
import { network } from "./network-shape.ts";
import { processRegistryLookup, processRegistryRegister } from "./process-registry-shapes.ts";
import { spawnExit, spawnMonitorDown, spawnMonitorDownUntraced } from "./process-shapes.ts";
import { fanIn, selectiveReceive } from "./queue-shapes.ts";
import {
  registryCleanUp,
  registryLookup,
  registryOwners,
  registryRegister,
  registryWhereis,
} from "./registry-shapes.ts";
import { call1, call100, callThrough, castBurst, castYielding } from "./server-shapes.ts";
import type { BenchShape } from "./shape.ts";
import { restarts, restartsMany, supervisedStart, supervisedStop } from "./supervisor-shapes.ts";
import {
  tableInsert,
  tableInsertTuple,
  tableLookup,
  tableLookupString,
  tableLookupTuple,
  tableOverwrite,
} from "./table-shapes.ts";
import { linkDeaths, linkSetUp } from "./tie-shapes.ts";
import { timersCancelled, timersMillion } from "./timer-shapes.ts";
import { traceRecord } from "./trace-shape.ts";

export const BENCH_SHAPES: readonly BenchShape[] = [
  pingPong,
  pingPongPayload,
  ring,
  ringUntraced,
  ringMillion,
  fanIn,
  selectiveReceive,
  spawnExit,
  spawnMonitorDown,
  spawnMonitorDownUntraced,
  linkSetUp,
  linkDeaths,
  call1,
  call100,
  callThrough,
  castBurst,
  castYielding,
  restarts,
  restartsMany,
  supervisedStart,
  supervisedStop,
  timersMillion,
  timersCancelled,
  tableLookup,
  tableLookupString,
  tableLookupTuple,
  tableInsert,
  tableInsertTuple,
  tableOverwrite,
  registryRegister,
  registryLookup,
  registryWhereis,
  registryOwners,
  registryCleanUp,
  processRegistryRegister,
  processRegistryLookup,
  network,
  traceRecord,
  slices,
  idleHandlers,
  idleServers,
  idleGenerators,
];
