/** What actions on the network do. */

import type { Affected } from "./apply-input.ts";
import { setCut } from "./connections.ts";
import { type NetworkAction, nodeIndexOf, parseWays, type Quality } from "./faults/index.ts";
import type { LinkQuality } from "./link-weather.ts";

type Way = readonly [from: number, to: number];

const MS = 1_000;
const PPM_OF_PERCENT = 10_000;
/** A clog without a capacity holds whatever comes. */
const ROOMY = Number.MAX_SAFE_INTEGER;

export function applyNetwork(world: Affected, action: NetworkAction, inputSeq: number): void {
  switch (action.kind) {
    case "cut_link":
    case "heal_link":
      for (const way of waysOf(world, action.target))
        setCut(world, way, action.kind === "cut_link", inputSeq);
      return;
    case "cut_links":
    case "heal_links":
      for (const link of action.links) {
        for (const way of waysOf(world, link)) setCut(world, way, action.kind === "cut_links", inputSeq);
      }
      return;
    case "partition":
    case "split":
    case "rejoin":
      for (const way of waysBetween(world, groupsOf(action)))
        setCut(world, way, action.kind !== "rejoin", inputSeq);
      return;
    case "heal_all":
      for (const way of everyWay(world)) {
        setCut(world, way, false, inputSeq);
        world.unclog(way[0], way[1]);
      }
      return;
    case "calm_all":
      world.network.reset();
      return;
    case "flap_link":
      flap(world, action, inputSeq);
      return;
    default:
      applyToWays(world, action);
  }
}

type WayAction = Extract<
  NetworkAction,
  { readonly kind: "loss" | "link_quality" | "calm_link" | "clog_link" | "unclog_link" }
>;

function applyToWays(world: Affected, action: WayAction): void {
  const { network } = world;
  for (const [from, to] of waysOf(world, action.target)) {
    switch (action.kind) {
      case "loss":
        network.setLoss(from, to, Math.round(action.percent * PPM_OF_PERCENT));
        break;
      case "link_quality":
        network.setQuality(from, to, qualityOf(action));
        break;
      case "calm_link":
        network.setQuality(from, to, undefined);
        break;
      case "clog_link":
        network.clog(from, to, action.capacity ?? ROOMY);
        break;
      case "unclog_link":
        world.unclog(from, to);
    }
  }
}

function qualityOf(given: Quality): LinkQuality {
  return {
    delayUs: Math.round((given.delayMs ?? 0) * MS),
    tailUs: Math.round((given.tailMs ?? 0) * MS),
    lossPpm: Math.round((given.lossPercent ?? 0) * PPM_OF_PERCENT),
    burst: given.burst ?? 1,
    duplicatePpm: Math.round((given.duplicatePercent ?? 0) * PPM_OF_PERCENT),
    replayUs: Math.round((given.replayMs ?? 0) * MS),
    reorderUs: Math.round((given.reorderMs ?? 0) * MS),
  };
}

/** Cuts now and heals after half a period, so many times; in the end it is healed. */
function flap(
  world: Affected,
  { target, periodMs, count }: Extract<NetworkAction, { readonly kind: "flap_link" }>,
  inputSeq: number,
): void {
  for (let i = 0; i < count; i++) {
    const cutUs = world.nowUs + Math.round(i * periodMs * MS);
    const healUs = world.nowUs + Math.max(1, Math.round((i + 0.5) * periodMs * MS));
    if (i === 0) for (const way of waysOf(world, target)) setCut(world, way, true, inputSeq);
    else world.controls.schedule(cutUs, { kind: "effect", action: { kind: "cut_link", target }, inputSeq });
    world.controls.schedule(healUs, { kind: "effect", action: { kind: "heal_link", target }, inputSeq });
  }
}

function waysOf(world: Affected, target: string): readonly Way[] {
  return parseWays(target, world.nodes.length) ?? [];
}

/** Pair by pair, both ways together. */
function everyWay({ nodes }: Affected): readonly Way[] {
  return nodes.flatMap((_, a) =>
    nodes.flatMap((_, b): readonly Way[] =>
      a < b
        ? [
            [a, b],
            [b, a],
          ]
        : [],
    ),
  );
}

type GroupAction = Extract<NetworkAction, { readonly kind: "partition" | "split" | "rejoin" }>;

export function groupsOf(action: GroupAction): readonly (readonly string[])[] {
  return action.kind === "partition" ? [action.group] : action.groups;
}

/** The ways between the groups; with one group, between it and the rest. Nodes in no group are left alone otherwise. */
function waysBetween(world: Affected, groups: readonly (readonly string[])[]): readonly Way[] {
  const count = world.nodes.length;
  const groupOf = new Map(
    groups.flatMap((group, number) => group.map((name) => [nodeIndexOf(name, count), number] as const)),
  );
  const isSingle = groups.length === 1;
  return everyWay(world).filter(([a, b]) => {
    const [left, right] = [groupOf.get(a), groupOf.get(b)];
    if (left === right) return false;
    return isSingle || (left !== undefined && right !== undefined);
  });
}
