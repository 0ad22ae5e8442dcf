/**
 * A benchmark shape: a small world that does one thing very often. No clock inside: whoever measures brings one.
 *
 * Invariants
 * - `prepare` builds everything up to the moment of measuring; `run` does the work and answers with the operations
 *   done. A prepared shape is run once.
 * - `hash` is the running hash of all events of the world: the same size gives the same hash in every engine.
 */

import { lanesToHex } from "../../base/index.ts";
import { createCode, type Module, Node, sendFromOutside, type Term } from "../../kernel/index.ts";
import { OTP_MODULES } from "../../otp/index.ts";

export interface PreparedShape {
  /** Does the work; the number of operations. */
  run(): number;
  /** Of everything that has happened, as 16 hexadecimal digits. */
  hash(): string;
}

export interface BenchShape {
  readonly id: string;
  readonly title: string;
  /** What an operation is, in the plural: figures are operations per second. */
  readonly unit: string;
  /** Sizes for a measurement, and for a quick look. */
  readonly size: number;
  readonly quickSize: number;
  prepare(size: number): PreparedShape;
}

/** Name of the process that is told to begin. */
export const MAIN = "main";

/** A node on which `main` of the first module has come to rest, and the shape that sends it `go`. */
export function preparedWorld(
  modules: readonly Module[],
  args: readonly Term[],
  operations: number,
): PreparedShape {
  const node = new Node({ index: 0, seed: 1, code: createCode([...OTP_MODULES, ...modules]) });
  const pid = node.boot([(modules[0] as Module).name, MAIN, args], 0);
  const process = node.find(pid);
  if (process !== undefined) process.label = MAIN;
  node.names.set(MAIN, pid);
  drain(node);
  return {
    run() {
      sendFromOutside(node, MAIN, "go", 0);
      drain(node);
      return operations;
    },
    hash: () => lanesToHex(node.trace.hash),
  };
}

function drain(node: Node): void {
  while (node.step());
}
