/** All shapes, in the order in which they are measured. */

import { fanIn, pingPong, ring, selectiveReceive } from "./message-shapes.ts";
import { linkDeaths, spawnIdle, spawnIdleMillion, spawnMonitorDown } from "./process-shapes.ts";
import { call1, call100, castBurst, restarts } from "./server-shapes.ts";
import type { BenchShape } from "./shape.ts";
import { registryLookup, registryRegister, tableLookup } from "./table-shapes.ts";
import { timers, timersCancelled, timersMillion } from "./timer-shapes.ts";

export const BENCH_SHAPES: readonly BenchShape[] = [
  pingPong,
  ring,
  fanIn,
  selectiveReceive,
  call1,
  call100,
  castBurst,
  spawnMonitorDown,
  spawnIdle,
  linkDeaths,
  restarts,
  timers,
  timersCancelled,
  tableLookup,
  registryLookup,
  registryRegister,
  timersMillion,
  spawnIdleMillion,
];
