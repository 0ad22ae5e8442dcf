/**
 * What a worker is told to become: a shard, described by plain data that can be posted. Code cannot; so a scenario is
 * named, and built again where it is needed.
 */

import { err, type Result } from "../../base/index.ts";
import type { InputRecord } from "../input.ts";
import type { Parameters, Resources, Scenario } from "../scenario.ts";
import { consensusFive } from "../scenarios/consensus-five.ts";
import { findScenario } from "../scenarios/index.ts";
import { thousandNodes } from "../scenarios/thousand-nodes.ts";
import { Member, type MemberOptions } from "./member.ts";

/** A whole world and how many shards it is spread over. */
export interface WorldOrder {
  readonly scenario: string;
  /** Number of nodes, for the scenario that comes in every size. */
  readonly nodes?: number;
  readonly seed: number;
  readonly parameters: Parameters;
  readonly resources: Resources;
  readonly defects: readonly string[];
  readonly inputs: readonly InputRecord[];
  readonly shards: number;
}

export interface ShardOrder extends WorldOrder {
  readonly shard: number;
}

const LARGE = thousandNodes();

/** A scenario of the catalogue, or one of those that only measurements and campaigns are for. */
export function findLargeScenario(id: string, nodes?: number): Result<Scenario> {
  if (id === LARGE.id) return { ok: true, value: nodes === undefined ? LARGE : thousandNodes(nodes) };
  if (id === consensusFive.id) return { ok: true, value: consensusFive };
  const found = findScenario(id);
  return found.ok ? found : err(`${found.error}, ${LARGE.id}, ${consensusFive.id}`);
}

/** The member an order describes; the host adds how buffers are carried. */
export function openMember(
  order: ShardOrder,
  wiring: Pick<MemberOptions, "post" | "onReached" | "holding">,
): Result<Member> {
  const scenario = findLargeScenario(order.scenario, order.nodes);
  if (!scenario.ok) return scenario;
  return { ok: true, value: new Member({ ...order, ...wiring, scenario: scenario.value }) };
}
