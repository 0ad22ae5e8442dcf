/**
 * Reads the figures of a run. Counts of what happened come from the domain events, which survive the crash of a node
 * (its own metrics do not); everything else is read from the world as it stands.
 *
 * Invariant: `look` is called at least once for every 4096 domain events, because the log keeps no more.
 */

import { assert } from "../../base/index.ts";
import { readServer } from "../readings/cluster.ts";
import type { Run } from "../run.ts";
import { takeSample } from "../samples.ts";
import type { Figures } from "./figure-list.ts";

const US_PER_MS = 1_000;
/** Accuracy is a share to four decimals: 0.9123 is 91.23 %. */
const SHARE_STEPS = 10_000;

export class FigureReader {
  readonly #run: Run;
  readonly #counts = new Map<string, number>();
  #read = 0;
  #firstLeaderUs: number | null = null;
  #hasLog = false;

  constructor(run: Run) {
    this.#run = run;
    this.look();
  }

  /** Takes in what has happened since the last look. */
  look(): void {
    const { domain, world } = this.#run;
    const fresh = domain.since(this.#read);
    assert(
      fresh.length === domain.count - this.#read,
      "figures are looked at too rarely to count everything",
    );
    this.#read = domain.count;
    for (const { name, atUs } of fresh) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      if (name === "raft.leader_elected") this.#firstLeaderUs ??= atUs;
    }
    this.#hasLog ||= world.nodes.some((node) => readServer(node) !== undefined);
  }

  figures(): Figures {
    this.look();
    const { world, scoreboard } = this.#run;
    const sample = takeSample(world, scoreboard.accuracy());
    const { accuracy } = sample;
    const count = (name: string): number => this.#counts.get(name) ?? 0;
    const ofLog = (value: number): number | null => (this.#hasLog ? value : null);
    const hasAgents = count("agent.started") > 0;
    return {
      accuracy: accuracy === undefined ? null : Math.round(accuracy.mean * SHARE_STEPS) / 100,
      committed: ofLog(sample.committed),
      activated: ofLog(count("variables.activated")),
      first_leader: this.#firstLeaderUs === null ? null : this.#firstLeaderUs / US_PER_MS,
      elections: ofLog(count("raft.election_started")),
      leaders: ofLog(count("raft.leader_elected")),
      restarts: count("otp.child_restarted"),
      tasks: hasAgents ? count("agent.task_finished") : null,
      sent: world.nodes.length > 1 ? sample.messagesSent : null,
      lost: world.nodes.length > 1 ? sample.messagesLost : null,
      waiting: sample.mailboxTotal,
      processes: sample.processes,
      events: sample.events,
    };
  }
}
