/**
 * R21: each (session, sequence) is performed once. The applied sequence is the same everywhere, so the number of
 * commands performed up to an index is known from the entries alone, and every server must agree with it.
 */

import { entryAt, type LogEntry, SESSION_WINDOW } from "../../../foundation/consensus/index.ts";
import { AppendList } from "../memory/append-list.ts";
import { AppendMap } from "../memory/append-map.ts";
import { raftChecker } from "./raft-checker.ts";

/** Counts the commands to be performed along the applied sequence. */
class Expected {
  /** By index: commands that should have been performed up to there. */
  readonly #counts = new AppendList<number>();
  readonly #seen = new AppendMap<string, true>();
  readonly #newest = new AppendMap<string, number>();
  readonly memory = [this.#counts, this.#seen, this.#newest];

  constructor() {
    this.#counts.push(0);
  }

  get length(): number {
    return this.#counts.length;
  }

  at(index: number): number | undefined {
    return this.#counts.at(index);
  }

  push(entry: LogEntry): void {
    const count = this.#counts.at(this.#counts.length - 1) as number;
    this.#counts.push(
      count + (entry.kind === "command" && this.#isToPerform(entry.session, entry.sequence) ? 1 : 0),
    );
  }

  #isToPerform(session: string, sequence: number): boolean {
    const key = `${session}/${sequence}`;
    const newest = this.#newest.get(session);
    if (this.#seen.has(key) || (newest !== undefined && sequence <= newest - SESSION_WINDOW)) return false;
    this.#seen.set(key, true);
    if (newest === undefined || sequence > newest) this.#newest.set(session, sequence);
    return true;
  }
}

export const exactlyOnce = raftChecker(
  {
    id: "raft_exactly_once",
    title: "A command is performed once, however often it is retried.",
    source: "Raft paper §8, dissertation §6.3",
  },
  () => {
    const expected = new Expected();
    return {
      memory: expected.memory,
      inspect({ node, after, server }) {
        const { index, performed } = server.replicated;
        for (let at = expected.length; at <= index; at++) {
          const entry = entryAt(after.durable.log, at);
          if (entry === undefined) return undefined;
          expected.push(entry);
        }
        const right = expected.at(index);
        if (right === undefined || performed === right) return undefined;
        return `${node.name} performed ${performed} commands up to entry ${index}; ${right} were asked for`;
      },
    };
  },
);
