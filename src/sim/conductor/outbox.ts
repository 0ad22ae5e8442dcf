/**
 * The signals a shard has sent to other nodes in one round, until it is known which of them arrive.
 *
 * A link draws its delay and its loss when a signal is sent. Whether the receiving node was up at that instant may be
 * known only at the end of the round, because nodes of other shards may have stopped by themselves meanwhile. So signals
 * are settled then: first as if nobody had stopped, and once more, after taking that back, if somebody had.
 *
 * Invariants
 * - Signals are settled in the order in which each node sent them; that alone decides arrivals and sequences.
 * - `takeBack` leaves links and sequences exactly as they were before `settle`.
 */

import { assert } from "../../base/index.ts";
import type { RemoteSignal } from "../../kernel/index.ts";
import type { Stuck } from "../link-weather.ts";
import type { Link, Network } from "../network.ts";

/** A node that stopped by itself. */
export interface Down {
  readonly atUs: number;
  readonly node: number;
  /** Its place among the events of that instant: its index, or -1 when an input did it. */
  readonly order: number;
}

/** Order in which one worker would have seen them stop. */
export function compareDowns(a: Down, b: Down): number {
  return a.atUs - b.atUs || a.order - b.order || a.node - b.node;
}

/** A signal that will arrive. */
export interface Letter {
  readonly to: number;
  readonly arriveUs: number;
  readonly from: number;
  readonly seq: number;
  readonly signal: RemoteSignal;
}

interface Sent extends Stuck {
  readonly sentUs: number;
  readonly link: Link;
}

export class Outbox {
  readonly #network: Network;
  readonly #sent: Sent[] = [];
  /** `lastArrivalUs` of the link before each settled signal; -1 for one that was lost. */
  readonly #before: number[] = [];
  /** Last sequence of each sending node. */
  readonly #crossSeq: number[];

  constructor(network: Network, nodes: number) {
    this.#network = network;
    this.#crossSeq = new Array<number>(nodes).fill(0);
  }

  /** `isUp`: whether the receiving node was up when the round began. */
  send(link: Link, sentUs: number, isUp: boolean, signal: RemoteSignal): void {
    const delayUs = this.#network.draw(link, signal.kind);
    if (delayUs === undefined) return;
    const { copyUs, isFree } = this.#network;
    this.#put(link, sentUs, isUp, { delayUs, isFree, signal });
    if (copyUs >= 0) this.#put(link, sentUs, isUp, { delayUs: copyUs, isFree: true, signal });
  }

  /** A signal whose delay is known goes on its way. */
  post(link: Link, sentUs: number, isUp: boolean, { delayUs, isFree, signal }: Stuck): void {
    if (isUp) this.#sent.push({ sentUs, link, delayUs, isFree, signal });
    else link.lost++;
  }

  #put(link: Link, sentUs: number, isUp: boolean, stuck: Stuck): void {
    if (link.clog === undefined) this.post(link, sentUs, isUp, stuck);
    else this.#network.hold(link, stuck);
  }

  /** Decides what arrives, given who has stopped; hands each letter to `post`. */
  settle(downs: readonly Down[], post: (letter: Letter) => void): void {
    assert(this.#before.length === 0, "signals are settled once, or taken back first");
    for (const { sentUs, link, delayUs, isFree, signal } of this.#sent) {
      if (downs.length > 0 && isLate(downs, sentUs, link)) {
        link.lost++;
        this.#before.push(-1);
        continue;
      }
      this.#before.push(link.lastArrivalUs);
      const { from, to } = link;
      const aloneUs = sentUs + delayUs;
      const arriveUs = isFree ? aloneUs : this.#network.arrive(link, aloneUs);
      const seq = (this.#crossSeq[from] as number) + 1;
      this.#crossSeq[from] = seq;
      post({ to, arriveUs, from, seq, signal });
    }
  }

  takeBack(): void {
    for (let i = this.#before.length - 1; i >= 0; i--) {
      const { link } = this.#sent[i] as Sent;
      const before = this.#before[i] as number;
      if (before < 0) link.lost--;
      else {
        link.lastArrivalUs = before;
        this.#crossSeq[link.from] = (this.#crossSeq[link.from] as number) - 1;
      }
    }
    this.#before.length = 0;
  }

  /** The round is over. */
  clear(): void {
    this.#sent.length = 0;
    this.#before.length = 0;
  }
}

/** Whether the receiver had stopped when the signal was sent. */
function isLate(downs: readonly Down[], sentUs: number, { from, to }: Link): boolean {
  return downs.some(
    ({ atUs, node, order }) => node === to && (sentUs > atUs || (sentUs === atUs && from > order)),
  );
}
