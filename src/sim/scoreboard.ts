/**
 * How well the agents do: the newest held-out accuracy each has reported, and when the proposals came to what. Fed by
 * domain events, so that it knows times the replicated state rightly does not.
 *
 * Invariant: what it holds is replaced, never changed, so that a capture is a handful of references.
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

export interface ScoreboardCapture {
  readonly accuracy: ReadonlyMap<string, number>;
  readonly proposals: ReadonlyMap<string, ProposalTimes>;
  readonly activations: readonly Activation[];
}

export class Scoreboard {
  #accuracy: ReadonlyMap<string, number> = new Map();
  #proposals: ReadonlyMap<string, ProposalTimes> = new Map();
  #activations: readonly Activation[] = [];

  get proposals(): ReadonlyMap<string, ProposalTimes> {
    return this.#proposals;
  }

  get activations(): readonly Activation[] {
    return this.#activations;
  }

  capture(): ScoreboardCapture {
    return { accuracy: this.#accuracy, proposals: this.#proposals, activations: this.#activations };
  }

  restore({ accuracy, proposals, activations }: ScoreboardCapture): void {
    this.#accuracy = accuracy;
    this.#proposals = proposals;
    this.#activations = activations;
  }

  add(event: DomainEvent): void {
    switch (event.name) {
      case "agent.evaluated":
        this.#accuracy = new Map(this.#accuracy).set(textOf(event, "agent"), numberOf(event, "accuracy"));
        return;
      case "variables.proposal_opened":
        this.#setProposal(textOf(event, "proposal"), {
          openedAtUs: event.atUs,
          decidedAtUs: undefined,
          opened: event,
        });
        return;
      case "variables.proposal_decided": {
        const id = textOf(event, "proposal");
        const times = this.#proposals.get(id);
        if (times !== undefined && times.decidedAtUs === undefined)
          this.#setProposal(id, { ...times, decidedAtUs: event.atUs });
        return;
      }
      case "variables.activated": {
        const { atUs } = event;
        const variable = textOf(event, "variable");
        this.#activations = [...this.#activations, { atUs, variable, version: numberOf(event, "version") }];
      }
    }
  }

  #setProposal(id: string, times: ProposalTimes): void {
    this.#proposals = new Map(this.#proposals).set(id, times);
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
