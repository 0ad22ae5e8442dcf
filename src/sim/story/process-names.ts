/**
 * Names of processes that may be dead by now: what their supervisors called them when they started them.
 *
 * Invariant: bounded; the oldest names are forgotten first.
 */

import { formatTerm, Pid } from "../../kernel/index.ts";
import type { DomainLog } from "../domain-log.ts";
import { field } from "./facts.ts";

const NAMES_MAX = 20_000;

export class ProcessNames {
  readonly #names = new Map<string, string>();
  #read = 0;

  /** Takes in what has been told since. A log that was put back to an earlier moment is gone on with from there. */
  read(domain: DomainLog): void {
    for (const event of domain.since(Math.min(this.#read, domain.count))) {
      if (event.name !== "otp.child_started" && event.name !== "otp.child_restarted") continue;
      const pid = field(event, "pid");
      if (pid instanceof Pid) this.#names.set(pid.toString(), formatTerm(field(event, "id"), 60));
    }
    this.#read = domain.count;
    for (const pid of this.#names.keys()) {
      if (this.#names.size <= NAMES_MAX) break;
      this.#names.delete(pid);
    }
  }

  /** The id under which a supervisor started `pid` ("<n1.7>"). */
  of(pid: string): string | undefined {
    return this.#names.get(pid);
  }
}
