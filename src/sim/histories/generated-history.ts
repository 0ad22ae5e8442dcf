/**
 * Histories that are linearizable by construction: clients that ask one atomic service, with the instants at which
 * calls, effects and answers happen drawn at random. For tests of the deciders and for measuring them.
 */

import type { Prng } from "../../base/index.ts";
import type { Json, Operation } from "./operation.ts";

/** What is asked. */
export type Asked = Pick<Operation, "op" | "key" | "value">;

export interface Service {
  /** What a client asks next; `number` is unique in the history. */
  readonly ask: (client: string, number: number) => Asked;
  /** Carries it out at once; the answer. */
  readonly answer: (client: string, asked: Asked) => Json;
}

export interface GenerationPlan {
  readonly prng: Prng;
  readonly clients: number;
  readonly operations: number;
  /** Answers that get lost, per thousand: the outcome is unknown, whether there was an effect or not. */
  readonly lostPerMille: number;
}

interface Pending {
  readonly asked: Asked;
  readonly call: number;
  /** The answer, once it has taken effect. */
  readonly result: Json | undefined;
}

/** Draws a history, in the order of calls. */
export function generateHistory(service: Service, plan: GenerationPlan): readonly Operation[] {
  const { prng, clients, operations, lostPerMille } = plan;
  const pending: (Pending | undefined)[] = Array.from({ length: clients }, () => undefined);
  const lives: number[] = pending.map(() => 1);
  const history: Operation[] = [];
  let asked = 0;
  for (let now = 1; asked < operations || pending.some((other) => other !== undefined); now++) {
    const i = prng.nextBelow(clients);
    const client = `c${i + 1}${lives[i] === 1 ? "" : `.${lives[i]}`}`;
    const mine = pending[i];
    if (mine === undefined) {
      if (asked < operations)
        pending[i] = { asked: service.ask(client, ++asked), call: now, result: undefined };
    } else if (prng.nextBelow(1_000) < lostPerMille) {
      // Whoever does not know an outcome goes on as a new session.
      history.push({ client, ...mine.asked, result: null, call: mine.call });
      lives[i] = (lives[i] as number) + 1;
      pending[i] = undefined;
    } else if (mine.result === undefined) {
      pending[i] = { ...mine, result: service.answer(client, mine.asked) };
    } else {
      history.push({ client, ...mine.asked, result: mine.result, call: mine.call, return: now });
      pending[i] = undefined;
    }
  }
  return history.sort((a, b) => a.call - b.call);
}
