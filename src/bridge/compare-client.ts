/**
 * The page's end of comparing: a worker of its own, started with the first request and ended with the comparison.
 *
 * Invariant: every request ends in a `Reply`; a worker that dies or does not start answers with a sentence.
 */

import { type Endpoint, type Remote, releaseProxy, wrap } from "comlink";
import type { CompareApi } from "./compare-protocol.ts";
import type { Reply } from "./protocol.ts";

/** A `Worker`, or in tests a message port that can be ended. */
export interface CompareWorker extends Endpoint {
  terminate(): void;
}

export interface CompareClient extends CompareApi {
  end(): void;
}

const DEADLINE_MS = 30_000;

export function createCompareClient(
  startWorker: () => CompareWorker,
  deadlineMs = DEADLINE_MS,
): CompareClient {
  const worker = startWorker();
  const api = wrap<CompareApi>(worker);
  const pending = new Set<(error: string) => void>();
  let ended: string | null = null;
  const end = (cause: string): void => {
    if (ended !== null) return;
    ended = cause;
    api[releaseProxy]();
    worker.terminate();
    for (const settle of [...pending]) settle(cause);
  };
  worker.addEventListener("error", () =>
    end("The worker that compares has failed; start the comparison again."),
  );

  const ask = <T>(call: (remote: Remote<CompareApi>) => Promise<Reply<T>>): Promise<Reply<T>> =>
    new Promise((resolve) => {
      if (ended !== null) return resolve({ ok: false, error: ended });
      const late = `The worker that compares did not answer within ${deadlineMs / 1000} s.`;
      const timer = setTimeout(() => end(late), deadlineMs);
      const finish = (reply: Reply<T>): void => {
        clearTimeout(timer);
        pending.delete(settle);
        resolve(reply);
      };
      const settle = (error: string): void => finish({ ok: false, error });
      pending.add(settle);
      call(api).then(finish, (error: unknown) => settle(`This could not be compared: ${String(error)}`));
    });

  return {
    variations: (scenario) => ask((remote) => remote.variations(scenario)),
    open: (a, b) => ask((remote) => remote.open(a, b)),
    advance: (untilUs) => ask((remote) => remote.advance(untilUs)),
    facts: () => ask((remote) => remote.facts()),
    look: (request) => ask((remote) => remote.look(request)),
    end: () => end("The comparison was closed."),
  };
}
