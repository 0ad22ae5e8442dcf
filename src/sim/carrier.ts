/**
 * Carries signals from node to node in a world of one piece: what the network decides for each is carried out here.
 *
 * Invariant: a signal that arrives has a sequence of its own per sending node, in the order in which they were put on
 * their way.
 */

import type { RemoteSignal } from "../kernel/index.ts";
import type { Stuck } from "./link-weather.ts";
import type { Link } from "./network.ts";
import type { World } from "./world.ts";

/** What it carries for. */
type Carrying = Pick<World, "nodes" | "network" | "flights" | "nowUs" | "refresh">;

export class Carrier {
  /** Last sequence of each sending node. */
  crossSeq: number[];
  readonly #world: Carrying;

  constructor(world: Carrying, nodes: number) {
    this.#world = world;
    this.crossSeq = new Array<number>(nodes).fill(0);
  }

  /** A node sends a signal. */
  transmit(from: number, to: number, signal: RemoteSignal): void {
    const { network } = this.#world;
    const link = network.link(from, to);
    const delayUs = network.draw(link, signal.kind);
    if (delayUs === undefined) {
      this.#show(link, undefined, signal);
      return;
    }
    const { copyUs, isFree } = network;
    this.#put(link, { delayUs, isFree, signal });
    if (copyUs >= 0) this.#put(link, { delayUs: copyUs, isFree: true, signal });
  }

  /** What a clogged link held goes on. */
  unclog(from: number, to: number): void {
    const { network } = this.#world;
    const link = network.link(from, to);
    for (const stuck of network.unclog(from, to)) this.#forward(link, stuck);
  }

  #put(link: Link, stuck: Stuck): void {
    if (link.clog === undefined) this.#forward(link, stuck);
    else this.#world.network.hold(link, stuck);
  }

  #forward(link: Link, { delayUs, isFree, signal }: Stuck): void {
    const { nodes, network, nowUs } = this.#world;
    const target = nodes[link.to];
    if (target?.up !== true) {
      link.lost++;
      this.#show(link, undefined, signal);
      return;
    }
    const aloneUs = nowUs + delayUs;
    const arriveUs = isFree ? aloneUs : network.arrive(link, aloneUs);
    this.#show(link, arriveUs, signal);
    const seq = (this.crossSeq[link.from] as number) + 1;
    this.crossSeq[link.from] = seq;
    target.arrive(arriveUs, link.from, seq, signal);
    this.#world.refresh(target);
  }

  #show({ from, to }: Link, arriveUs: number | undefined, signal: RemoteSignal): void {
    const { flights, network, nowUs } = this.#world;
    if (!flights.recording) return;
    const shownUs = arriveUs ?? nowUs + network.meanLatencyUs(from, to);
    flights.add({ from, to, sentUs: nowUs, arriveUs: shownUs, lost: arriveUs === undefined, signal });
  }
}
