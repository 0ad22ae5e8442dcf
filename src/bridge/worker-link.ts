/**
 * One worker and everything that dies with it: its remote interface, its frame port, the requests it still owes an
 * answer to, and the heartbeat that notices when it hangs.
 *
 * Why not bare comlink: it has no deadlines and leaves every call pending for ever when the worker dies.
 *
 * Invariants
 * - `ask` never rejects and never stays pending beyond the deadline.
 * - After `end` nothing of this worker is heard any more.
 * - A check that comes late (sleeping machine, throttled tab) proves nothing about the worker and starts a new wait.
 */

import { type Endpoint, type Remote, releaseProxy, transfer, wrap } from "comlink";
import type { PortMessage, Reply, WorkerApi } from "./protocol.ts";

/** A `Worker`, or in tests a message port that can be ended. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

export interface LinkOptions {
  readonly worker: WorkerLike;
  readonly deadlineMs: number;
  readonly onMessage: (message: PortMessage) => void;
  /** True while the run is playing: then silence is suspicious even without an open request. */
  readonly isPlaying: () => boolean;
  readonly onSilence: (silentMs: number) => void;
  readonly onSoundAgain: () => void;
  readonly onDeath: (cause: string) => void;
}

export type Call<T> = (api: Remote<WorkerApi>) => Promise<Reply<T>>;

export interface Patience<T> {
  /** Receives an answer that came after its deadline. */
  readonly onLate?: (reply: Reply<T>) => void;
  /** Longer than usual, for what has to fetch something first. */
  readonly deadlineMs?: number;
}

export interface WorkerLink {
  ask<T>(call: Call<T>, patience?: Patience<T>): Promise<Reply<T>>;
  acknowledge(frameId: number): void;
  end(cause: string): void;
}

export const PING_EVERY_MS = 2_000;
/** Silence after which a worker that owes something counts as unresponsive: three missed pings. */
export const SILENCE_MAX_MS = 6_000;

export function createLink(options: LinkOptions): WorkerLink {
  const { worker } = options;
  const api = wrap<WorkerApi>(worker);
  const { port1: port, port2: farPort } = new MessageChannel();
  const pending = new Set<(error: string) => void>();
  const watch = createSilenceWatch(options, () => pending.size > 0 || options.isPlaying());
  let ended = false;

  function ask<T>(call: Call<T>, { onLate, deadlineMs }: Patience<T> = {}): Promise<Reply<T>> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const finish = (reply: Reply<T>): void => {
        clearTimeout(timer);
        if (pending.delete(settle)) resolve(reply);
        else if (!ended && reply.ok) onLate?.(reply);
      };
      const settle = (error: string): void => finish({ ok: false, error });
      pending.add(settle);
      if (ended) return settle("The worker is not running any more.");
      const waitMs = Math.max(deadlineMs ?? 0, options.deadlineMs);
      timer = setTimeout(() => settle(`The worker did not answer within ${waitMs / 1000} s.`), waitMs);
      call(api).then(
        (reply) => {
          watch.heard();
          finish(reply);
        },
        (error: unknown) => settle(`The worker could not carry this out: ${messageOf(error)}`),
      );
    });
  }

  const beat = setInterval(() => {
    watch.check();
    void ask((remote) => remote.ping());
  }, PING_EVERY_MS);
  port.onmessage = (event: MessageEvent<PortMessage>) => {
    watch.heard();
    options.onMessage(event.data);
  };
  worker.addEventListener("error", (event) => {
    if (!ended) options.onDeath(`The worker failed: ${messageOf(event)}`);
  });
  worker.addEventListener("messageerror", () => {
    if (!ended) options.onDeath("A message of the worker could not be read.");
  });
  void ask((remote) => remote.connect(transfer(farPort, [farPort])));

  return {
    ask,
    acknowledge: (frameId) => port.postMessage({ ack: frameId }),
    end(cause) {
      ended = true;
      clearInterval(beat);
      watch.stop();
      port.onmessage = null;
      port.close();
      api[releaseProxy]();
      worker.terminate();
      for (const settle of [...pending]) settle(cause);
    },
  };
}

/** Notices silence and the end of silence; `owes` says whether the worker has something to say at all. */
function createSilenceWatch(options: LinkOptions, owes: () => boolean) {
  let heardAtMs = Date.now();
  let checkedAtMs = heardAtMs;
  let silent = false;
  let stopped = false;
  return {
    heard(): void {
      heardAtMs = Date.now();
      if (!silent || stopped) return;
      silent = false;
      options.onSoundAgain();
    },
    check(): void {
      const nowMs = Date.now();
      const isLate = nowMs - checkedAtMs > 2 * PING_EVERY_MS;
      checkedAtMs = nowMs;
      if (isLate) heardAtMs = nowMs;
      const silentMs = nowMs - heardAtMs;
      if (silent || !owes() || silentMs < SILENCE_MAX_MS) return;
      silent = true;
      options.onSilence(silentMs);
    },
    stop(): void {
      stopped = true;
    },
  };
}

/** The sentence inside an error, an error event or anything else that was thrown. */
function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) {
    const { message } = error as { readonly message: unknown };
    if (typeof message === "string" && message !== "") return message;
  }
  return "no reason given; the file may be missing, or the page may need a reload.";
}
