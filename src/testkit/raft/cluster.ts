/**
 * A small cluster of kernel nodes for tests: each runs a consensus server and, if wanted, a client; the network
 * between them delays, loses, duplicates and reorders, more wildly than the world's links do.
 *
 * A function of its options: the same seed gives the same run.
 */

import { createLanes, createPrng, lanesToHex, type Prng } from "../../base/index.ts";
import { CONSENSUS, type ConsensusArgs, consensusModule } from "../../foundation/consensus/index.ts";
import {
  become,
  crashNode,
  createCode,
  isTagged,
  type Module,
  mixNode,
  Node,
  type RemoteSignal,
  receive,
  SIGNAL,
  type Term,
} from "../../kernel/index.ts";
import { OTP_MODULES, startLink } from "../../otp/index.ts";
import { clientModule } from "./client.ts";
import { listMachine } from "./list-machine.ts";

export interface NetworkProfile {
  readonly minUs: number;
  readonly maxUs: number;
  /** Of a thousand signals: lost, delivered twice, delayed a hundredfold. */
  readonly lossPpt: number;
  readonly duplicatePpt: number;
  readonly tailPpt: number;
}

export const CALM_NETWORK: NetworkProfile = {
  minUs: 500,
  maxUs: 2_000,
  lossPpt: 0,
  duplicatePpt: 0,
  tailPpt: 0,
};

export interface ClusterOptions {
  readonly seed: number;
  readonly size?: number;
  readonly defects?: readonly string[];
  readonly network?: NetworkProfile;
  readonly timing?: Omit<ConsensusArgs, "machine" | "members">;
  /** Nodes that run a client, and its pause between commands. */
  readonly clients?: readonly number[];
  readonly clientPauseUs?: number;
  readonly modules?: readonly Module[];
}

type SpawnMessage = readonly ["spawn", module: string, fn: string, args: readonly Term[]];

const CLUSTER_BOOT: Module = {
  name: "cluster_boot",
  functions: {
    *start(ctx, args: ConsensusArgs, clientPauseUs: number) {
      yield* startLink(ctx, CONSENSUS, args, { name: CONSENSUS });
      if (clientPauseUs > 0) {
        const session = `c${ctx.node}-${ctx.nodeIncarnation}`;
        ctx.spawn(["test_client", "run", [session, 1, clientPauseUs]], { label: "client" });
      }
      ctx.register("spawner", ctx.self);
      return become("cluster_boot", "serve", []);
    },
    /** Spawns what a test asks for, for as long as the node is up. */
    *serve(ctx) {
      const [, module, fn, args] = (yield* receive((message) => isTagged(message, "spawn"))) as SpawnMessage;
      ctx.spawn([module, fn, args]);
      return become("cluster_boot", "serve", []);
    },
  },
};

export class Cluster {
  readonly nodes: readonly Node[];
  network: NetworkProfile;
  nowUs = 0;
  events = 0;
  observer: ((node: Node) => void) | undefined = undefined;
  readonly #options: ClusterOptions;
  readonly #prng: Prng;
  readonly #cuts = new Set<number>();
  #sent = 0;

  constructor(options: ClusterOptions) {
    const { seed, size = 5, defects = [], network = CALM_NETWORK, modules = [] } = options;
    this.#options = options;
    this.network = network;
    this.#prng = createPrng(seed, "test network");
    const code = createCode([
      ...OTP_MODULES,
      consensusModule,
      listMachine,
      clientModule,
      CLUSTER_BOOT,
      ...modules,
    ]);
    this.nodes = Array.from({ length: size }, (_, index) => {
      const transmit = (to: number, signal: RemoteSignal): void => this.#transmit(index, to, signal);
      return new Node({ index, seed, code, defects: new Set(defects), transmit, traceCapacity: 0x400 });
    });
    for (const node of this.nodes) this.boot(node);
  }

  boot(node: Node): void {
    node.idleUntil(this.nowUs);
    const members = this.nodes.map(({ index }) => index);
    const args: ConsensusArgs = { machine: "list_machine", members, ...this.#options.timing };
    const hasClient = this.#options.clients?.includes(node.index) === true;
    node.boot(["cluster_boot", "start", [args, hasClient ? (this.#options.clientPauseUs ?? 50_000) : 0]], 0);
    this.observer?.(node);
  }

  crash(node: Node): void {
    node.idleUntil(this.nowUs);
    crashNode(node, 0);
    this.observer?.(node);
  }

  /** Cuts or heals one direction. */
  setCut(from: number, to: number, isCut: boolean): void {
    const key = from * this.nodes.length + to;
    if (isCut) this.#cuts.add(key);
    else this.#cuts.delete(key);
  }

  heal(): void {
    this.#cuts.clear();
  }

  /** Ends all trouble: every node up, nothing cut, a network that loses nothing. */
  calm(): void {
    this.heal();
    this.network = CALM_NETWORK;
    for (const node of this.nodes) if (!node.up) this.boot(node);
  }

  /** One event of the earliest node, or false when there is none up to `untilUs`. */
  step(untilUs: number): boolean {
    let first: Node | undefined;
    let atUs = untilUs + 1;
    for (const node of this.nodes) {
      const dueUs = node.up ? node.nextTimeUs() : Number.POSITIVE_INFINITY;
      if (dueUs < atUs) {
        first = node;
        atUs = dueUs;
      }
    }
    if (first === undefined) {
      this.nowUs = untilUs;
      return false;
    }
    this.nowUs = atUs;
    first.step();
    this.events++;
    this.observer?.(first);
    return true;
  }

  run(untilUs: number): void {
    while (this.step(untilUs));
  }

  hash(): string {
    const lanes = createLanes();
    for (const node of this.nodes) mixNode(lanes, node);
    return lanesToHex(lanes);
  }

  #transmit(from: number, to: number, signal: RemoteSignal): void {
    const { minUs, maxUs, lossPpt, duplicatePpt, tailPpt } = this.network;
    const target = this.nodes[to];
    const isLost = this.#prng.nextBelow(1000) < lossPpt || this.#cuts.has(from * this.nodes.length + to);
    if (target?.up !== true || isLost) return;
    const isCopied = signal.kind === SIGNAL.message && this.#prng.nextBelow(1000) < duplicatePpt;
    for (let copy = 0; copy < (isCopied ? 2 : 1); copy++) {
      const factor = this.#prng.nextBelow(1000) < tailPpt ? 100 : 1;
      const delayUs = (minUs + this.#prng.nextBelow(maxUs - minUs + 1)) * factor;
      target.arrive(this.nowUs + delayUs, from, ++this.#sent, signal);
    }
  }
}
