/**
 * A benchmark shape: a small world that does one thing very often. No clock inside: whoever measures brings one.
 *
 * Invariants
 * - `prepare` builds everything up to the moment of measuring; `run` does the work and answers with the operations
 *   done. A prepared shape is run once, at one go or slice by slice.
 * - `hash` is the running hash of all events of the world: the same size gives the same hash in every engine, in
 *   slices or not, and whether the trace keeps payloads or not.
 */

import { assert, lanesToHex } from "../../base/index.ts";
import { createCode, type Module, Node, sendFromOutside, type Term } from "../../kernel/index.ts";
import { OTP_MODULES } from "../../otp/index.ts";

export interface PreparedShape {
  /** Does the work; the number of operations. */
  run(): number;
  /** Starts or goes on with the work for at most so many events; the number of events, fewer at the end. */
  runSlice(events: number): number;
  /** Events recorded so far, those of preparing included. */
  events(): number;
  /** Of everything that has happened, as 16 hexadecimal digits. */
  hash(): string;
}

/** Living things whose number a shape can be measured at, from a thousand to a million. */
export interface Population {
  readonly of: "processes" | "timers" | "rows";
  /** A world with so many of them. */
  readonly prepare: (population: number) => PreparedShape;
  /** Where a shape cannot grow to a million. */
  readonly max?: number;
}

export interface BenchShape {
  readonly id: string;
  readonly title: string;
  /** What an operation is, in the plural: figures are operations per second. */
  readonly unit: string;
  /** Sizes for a measurement, and for a quick look. */
  readonly size: number;
  readonly quickSize: number;
  readonly prepare: (size: number) => PreparedShape;
  /** True when each operation leaves a living process: then its bytes are measured too. */
  readonly leavesProcesses?: boolean;
  /** Run in slices of so many events, of which the longest count. */
  readonly sliceEvents?: number;
  readonly population?: Population;
}

/** Name of the process that is told to begin. */
export const MAIN = "main";

/** What `preparedWorld` builds. */
export interface WorldPlan {
  /** The first one has the function `main`. */
  readonly modules: readonly Module[];
  readonly args: readonly Term[];
  readonly operations: number;
  /** Whether the trace keeps payloads; it does unless said. */
  readonly isTraced?: boolean;
}

/** A node on which `main` of the first module has come to rest, and the shape that sends it `go`. */
export function preparedWorld({ modules, args, operations, isTraced = true }: WorldPlan): PreparedShape {
  const node = new Node({ index: 0, seed: 1, code: createCode([...OTP_MODULES, ...modules]) });
  node.trace.recording = isTraced;
  const pid = node.boot([(modules[0] as Module).name, MAIN, args], 0);
  const process = node.find(pid);
  if (process !== undefined) process.label = MAIN;
  node.names.set(MAIN, pid);
  while (node.step());
  let isStarted = false;
  const start = (): void => {
    if (!isStarted)
      assert(sendFromOutside(node, MAIN, "go", 0), "main of a shape waits until it is told to go");
    isStarted = true;
  };
  return {
    run() {
      start();
      while (node.step());
      return operations;
    },
    runSlice(events) {
      start();
      let done = 0;
      while (done < events && node.step()) done++;
      return done;
    },
    events: () => node.trace.seq,
    hash: () => lanesToHex(node.trace.hash()),
  };
}
