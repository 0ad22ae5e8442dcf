/**
 * How well the agents do: the newest held-out accuracy each has reported, and when the proposals came to what. Fed by
 * domain events, so that it knows times the replicated state rightly does not.
 */

import type { DomainEvent } from "./domain-log.ts";
import { numberOf, textOf } from "./story/facts.ts";

export interface ProposalTimes {
  readonly openedAtUs: number;
  readonly decidedAtUs: number | undefined;
  /** The event that opened it. */
  readonly opened: DomainEvent;
}

export interface Accuracy {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Activation {
  readonly atUs: number;
  readonly variable: string;
  readonly version: number;
}

export class Scoreboard {
  readonly #accuracy = new Map<string, number>();
  readonly proposals = new Map<string, ProposalTimes>();
  readonly activations: Activation[] = [];

  add(event: DomainEvent): void {
    switch (event.name) {
      case "agent.evaluated":
        this.#accuracy.set(textOf(event, "agent"), numberOf(event, "accuracy"));
        return;
      case "variables.proposal_opened":
        this.proposals.set(textOf(event, "proposal"), {
          openedAtUs: event.atUs,
          decidedAtUs: undefined,
          opened: event,
        });
        return;
      case "variables.proposal_decided": {
        const id = textOf(event, "proposal");
        const times = this.proposals.get(id);
        if (times !== undefined && times.decidedAtUs === undefined)
          this.proposals.set(id, { ...times, decidedAtUs: event.atUs });
        return;
      }
      case "variables.activated": {
        const { atUs } = event;
        this.activations.push({
          atUs,
          variable: textOf(event, "variable"),
          version: numberOf(event, "version"),
        });
      }
    }
  }

  accuracyOf(agent: string): number | undefined {
    return this.#accuracy.get(agent);
  }

  /** Over all agents that have reported; undefined before the first report. */
  accuracy(): Accuracy | undefined {
    const values = Array.from(this.#accuracy.values());
    if (values.length === 0) return undefined;
    let sum = 0;
    for (const value of values) sum += value;
    return { mean: sum / values.length, low: Math.min(...values), high: Math.max(...values) };
  }
}
