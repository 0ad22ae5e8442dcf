/** The functions a node has spawned processes with, looked up once each. */

import { assert } from "../base/index.ts";
import type { Code, Entry } from "./code.ts";

export class Entries {
  readonly #code: Code;
  readonly #found = new Map<string, Map<string, Entry>>();
  #last: Entry | undefined = undefined;

  constructor(code: Code) {
    this.#code = code;
  }

  /** The function of this name; a name that is not in the code is a mistake and stops the run. */
  get(module: string, fn: string): Entry {
    const last = this.#last;
    if (last !== undefined && last.fn === fn && last.module === module) return last;
    const entry = this.#found.get(module)?.get(fn) ?? this.#add(module, fn);
    this.#last = entry;
    return entry;
  }

  #add(module: string, fn: string): Entry {
    const run = this.#code.get(module)?.functions?.[fn];
    assert(
      run !== undefined,
      `cannot spawn ${module}:${fn}: no such function; list the module in the scenario's code`,
    );
    const entry = { module, fn, run, label: `${module}:${fn}` };
    const inModule = this.#found.get(module) ?? new Map<string, Entry>();
    this.#found.set(module, inModule.set(fn, entry));
    return entry;
  }
}
