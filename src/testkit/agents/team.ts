/**
 * A team of learning agents for tests: nodes with consensus and the agent layer, and a network between them that
 * delays a little and can be cut. A function of its options.
 */

import { readFileSync } from "node:fs";
import { createLanes, createPrng, ensure, lanesToHex, type Prng } from "../../base/index.ts";
import {
  type Code,
  crashNode,
  createCode,
  exitFromOutside,
  isTagged,
  type Module,
  mixNode,
  Node,
  type NodeSnapshot,
  type Process,
  peerDown,
  peerUp,
  type RemoteSignal,
  receive,
  restoreSnapshot,
  sendFromOutside,
  type Term,
  takeSnapshot,
} from "../../kernel/index.ts";
import {
  AGENT_MODULES,
  type AgentNodeConfig,
  type AgentSpec,
  type AgentView,
  agentNodeChildren,
  createDatasetModule,
  createShardModules,
  LEARNER_PACE,
  type LearnerConfig,
  readAgent,
} from "../../mabeam/agents/index.ts";
import { readVariables, type VariablesView } from "../../mabeam/coordination/index.ts";
import { DIGITS_SHAPE, decodeDigits, splitDigits } from "../../mabeam/learning/index.ts";
import type { VariableSpec } from "../../mabeam/variables/index.ts";
import { type ChildSpec, defineSupervisor, OTP_MODULES, supervisor } from "../../otp/index.ts";

export interface TeamOptions {
  readonly seed: number;
  readonly nodes?: number;
  readonly agentsPerNode?: number;
  readonly initialRate?: number;
  readonly defects?: readonly string[];
  readonly learner?: Partial<LearnerConfig>;
  readonly restart?: AgentSpec["restart"];
  readonly extra?: readonly Module[];
  /** Children of every node beside the usual ones. */
  readonly children?: readonly ChildSpec[];
  /** State machine to replicate instead of the one of the defects. */
  readonly machine?: string;
}

export const RATE_SPEC: VariableSpec = {
  name: "learning_rate",
  type: "float",
  min: 1e-5,
  max: 1,
  scale: "log",
  initial: 0.002,
  skippable: true,
};

const LATENCY_MIN_US = 2_000;
const LATENCY_SPREAD_US = 6_000;

const TEAM_ROOT = defineSupervisor(
  "team_root",
  (_ctx, { config, children }: { config: AgentNodeConfig; children: readonly ChildSpec[] }) => [
    "ok",
    [{ strategy: "one_for_one", intensity: 20, period: 10 }, [...agentNodeChildren(config), ...children]],
  ],
);

const TEAM_BOOT: Module = {
  name: "team_boot",
  functions: {
    *start(ctx, args: Term) {
      ctx.trapExit(true);
      yield* supervisor.startLink(ctx, "team_root", args, { name: "root" });
      yield* receive((message) => isTagged(message, "EXIT"));
    },
  },
};

function digits() {
  const decoded = decodeDigits(
    new Uint8Array(readFileSync(new URL("../../mabeam/learning/data/digits.bin", import.meta.url))),
  );
  if (!decoded.ok) throw new Error(decoded.error.kind);
  return splitDigits(decoded.value);
}

export interface TeamEvent {
  readonly atUs: number;
  readonly node: number;
  readonly name: string;
  readonly data: { readonly [field: string]: Term };
}

export class Team {
  readonly nodes: readonly Node[];
  readonly code: Code;
  readonly events: TeamEvent[] = [];
  observer: ((node: Node) => void) | undefined = undefined;
  nowUs = 0;
  steps = 0;
  readonly #options: TeamOptions;
  #prng: Prng;
  #sent = 0;
  readonly #cuts = new Set<string>();

  constructor(options: TeamOptions) {
    this.#options = options;
    const { seed, nodes = 5, agentsPerNode = 2, defects = [], extra = [] } = options;
    const { train, heldOut } = digits();
    this.#prng = createPrng(seed, "team network");
    this.code = createCode([
      ...OTP_MODULES,
      ...AGENT_MODULES,
      ...createShardModules("digits", train, nodes * agentsPerNode),
      createDatasetModule("digits/held-out", heldOut),
      TEAM_ROOT,
      TEAM_BOOT,
      ...extra,
    ]);
    this.nodes = Array.from({ length: nodes }, (_, index) => {
      const transmit = (to: number, signal: RemoteSignal): void => this.#transmit(index, to, signal);
      const node = new Node({
        index,
        seed,
        code: this.code,
        schedulers: 4,
        defects: new Set(defects),
        transmit,
        traceCapacity: 0x400,
      });
      node.onEmit = (name, data) => {
        this.events.push({ atUs: this.nowUs, node: index, name, data: data as TeamEvent["data"] });
      };
      return node;
    });
    for (const node of this.nodes) this.boot(node);
  }

  boot(node: Node): void {
    node.idleUntil(this.nowUs);
    for (const other of this.nodes) {
      if (other === node || this.#cuts.has(linkOf(node.index, other.index))) continue;
      node.connected.add(other.index);
      if (other.up) peerUp(other, node.index, 0, 0);
    }
    const args = { config: this.configOf(node.index), children: this.#options.children ?? [] };
    node.boot(["team_boot", "start", [args as unknown as Term]], 0);
  }

  configOf(index: number): AgentNodeConfig {
    const { agentsPerNode = 2, initialRate = 0.002, nodes = 5, machine } = this.#options;
    const agents = Array.from({ length: agentsPerNode }, (_, i) => this.#specOf(index * agentsPerNode + i));
    const members = Array.from({ length: nodes }, (_, member) => member);
    return {
      consensus: machine === undefined ? { members } : { members, machine },
      variables: { specs: [{ ...RATE_SPEC, initial: initialRate }] },
      agents,
    };
  }

  #specOf(number: number): AgentSpec {
    return {
      id: `agent-${number + 1}`,
      module: "learner",
      config: {
        dataset: `digits/${number}`,
        heldOut: "digits/held-out",
        shape: { ...DIGITS_SHAPE },
        modelName: "digits",
        ...LEARNER_PACE,
        ...this.#options.learner,
      },
      capabilities: ["model_training"],
      weight: 1,
      restart: this.#options.restart ?? "permanent",
    };
  }

  run(untilUs: number): void {
    while (this.step(untilUs));
  }

  /** Runs until the condition holds, or fails. */
  runUntil(condition: () => boolean, limitUs: number): void {
    while (!condition()) {
      if (!this.step(limitUs)) throw new Error(`not reached within ${limitUs / 1e6} s`);
    }
  }

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
    this.steps++;
    this.observer?.(first);
    return true;
  }

  hash(): string {
    const lanes = createLanes();
    for (const node of this.nodes) mixNode(lanes, node);
    return lanesToHex(lanes);
  }

  snapshot() {
    const nodes = this.nodes.map(takeSnapshot);
    return { nowUs: this.nowUs, sent: this.#sent, drawn: this.#prng.state(), nodes };
  }

  restore(
    { nowUs, sent, nodes }: { nowUs: number; sent: number; nodes: readonly NodeSnapshot[] },
    prng: Prng,
  ): void {
    this.nowUs = nowUs;
    this.#sent = sent;
    this.#prng = prng;
    for (const [i, snapshot] of nodes.entries()) restoreSnapshot(this.nodes[i] as Node, snapshot);
  }

  /** Splits the nodes into the group and the rest, noticed at once. */
  partition(group: readonly number[]): void {
    for (const a of this.nodes) {
      for (const b of this.nodes) {
        if (a.index >= b.index || group.includes(a.index) === group.includes(b.index)) continue;
        this.#cuts.add(linkOf(a.index, b.index));
        this.#bothNotice(a, b, peerDown);
      }
    }
  }

  heal(): void {
    this.#cuts.clear();
    for (const a of this.nodes) {
      for (const b of this.nodes) if (a.index < b.index) this.#bothNotice(a, b, peerUp);
    }
  }

  crash(index: number): void {
    const node = this.nodes[index] as Node;
    node.idleUntil(this.nowUs);
    crashNode(node, 0);
    for (const other of this.nodes) if (other !== node && other.up) this.#notice(other, index, peerDown);
  }

  kill(index: number, name: string): void {
    const node = this.nodes[index] as Node;
    node.idleUntil(this.nowUs);
    exitFromOutside(node, ensure(node.names.get(name), `${name} runs on n${index + 1}`), "kill", 0);
  }

  propose(index: number, variable: string, value: Term): void {
    this.tell(index, "variables", ["propose", variable, value]);
  }

  tell(index: number, name: string, message: Term): void {
    const node = this.nodes[index] as Node;
    node.idleUntil(this.nowUs);
    sendFromOutside(node, name, message, 0);
  }

  process(index: number, name: string): Process | undefined {
    const node = this.nodes[index] as Node;
    const pid = node.names.get(name);
    return pid === undefined ? undefined : node.find(pid);
  }

  /** Views of all agents that run, in order of nodes. */
  agents(): AgentView[] {
    return this.nodes.flatMap((node) =>
      node.up ? node.processes().flatMap((one) => readAgent(one) ?? []) : [],
    );
  }

  variables(index: number): VariablesView | undefined {
    const process = this.process(index, "variables");
    return process === undefined ? undefined : readVariables(process);
  }

  named(name: string): TeamEvent[] {
    return this.events.filter((event) => event.name === name);
  }

  #bothNotice(a: Node, b: Node, notice: typeof peerUp): void {
    if (!a.up || !b.up) return;
    this.#notice(a, b.index, notice);
    this.#notice(b, a.index, notice);
  }

  #notice(node: Node, peer: number, notice: typeof peerUp): void {
    node.idleUntil(this.nowUs);
    notice(node, peer, 0, 0);
  }

  #transmit(from: number, to: number, signal: RemoteSignal): void {
    const target = this.nodes[to];
    const delayUs = LATENCY_MIN_US + this.#prng.nextBelow(LATENCY_SPREAD_US);
    if (target === undefined || !target.up || this.#cuts.has(linkOf(from, to))) return;
    target.arrive(this.nowUs + delayUs, from, ++this.#sent, signal);
  }
}

function linkOf(a: number, b: number): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}
