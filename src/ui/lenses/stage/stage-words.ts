/**
 * The stage in words: accessible names, hover texts and the cells of the list twin.
 *
 * Why one file: the picture and its twin must tell the same facts; here each fact is worded once.
 */
import type { NodeStatus, StageAssigns, StageLink, StageNode, StageProcess } from "../../../view/index.ts";
import { formatCount, formatNumber } from "../../widgets/format.ts";

/** One sentence fragment for the whole stage: "4 of 5 nodes up · leader n1 · term 4 · 1 link cut". */
export function stageSummary(stage: StageAssigns): string {
  const nodes = stage.order.flatMap((id) => stage.nodes[id] ?? []);
  const up = nodes.filter((node) => node.status === "up").length;
  const leaders = nodes.filter((node) => node.role === "leader" && node.status !== "down");
  const term = nodes.reduce((highest, node) => Math.max(highest, node.term), 0);
  const processes = nodes.reduce((sum, node) => sum + node.processCount, 0);
  const cut = Object.values(stage.links).filter((link) => link.cut).length;
  return [
    up === nodes.length ? `${plural(up, "node")} up` : `${up} of ${nodes.length} nodes up`,
    ...(stage.hasConsensus
      ? [leaderWords(leaders.map((node) => node.id)), `term ${formatCount(term)}`]
      : [plural(processes, "process", "processes")]),
    ...(cut > 0 ? [`${plural(cut, "link")} cut`] : []),
  ].join(" · ");
}

/** First word beside a node's name: what it is, or why it is nothing; empty where nobody elects a leader. */
export function roleWord(node: Pick<StageNode, "status" | "role">, hasConsensus: boolean): string {
  if (node.status === "down") return "down";
  if (!hasConsensus) return node.status === "paused" ? "paused" : "";
  if (node.status === "paused") return node.role === "leader" ? "leader, paused" : "paused";
  return node.role === "unknown" ? "no role yet" : node.role;
}

/** Second line under a node's name. */
export function progressWords(
  node: Pick<StageNode, "status" | "term" | "commitIndex" | "processCount">,
  hasConsensus: boolean,
): string {
  // A node that is down has no term to tell; what it wrote waits on its disk.
  if (node.status === "down") return "its disk is kept";
  if (!hasConsensus) return plural(node.processCount, "process", "processes");
  return `term ${formatCount(node.term)} · commit ${formatCount(node.commitIndex)}`;
}

/**
 * Accessible name of a node. It begins with the text that stands beside the node, so that a person who speaks what
 * they see is understood (WCAG 2.5.3); then status, load and island.
 */
export function nodeWords(node: StageNode, island: string | null, hasConsensus: boolean): string {
  const parts = [
    `${node.id} ${roleWord(node, hasConsensus)}`.trimEnd(),
    progressWords(node, hasConsensus),
    STATUS_WORDS[node.status],
  ];
  if (hasConsensus && node.status !== "down") parts.push(`log length ${formatCount(node.logLength)}`);
  if (node.status !== "down") {
    if (hasConsensus) parts.push(plural(node.processCount, "process", "processes"));
    parts.push(`${plural(node.mailboxTotal, "message")} waiting`);
  }
  if (island !== null) parts.push(`island ${island}`);
  return parts.join(", ");
}

/** Accessible name of a process: what it is, how it is, what waits for it. */
export function processWords(process: Omit<StageProcess, "supervisor">, node: string): string {
  const parts = [
    `${process.label} ${process.pid}`,
    process.kind,
    process.status,
    `mailbox ${formatCount(process.mailbox)}`,
  ];
  if (process.restarts > 0) parts.push(plural(process.restarts, "restart"));
  parts.push(`on ${node}`);
  return parts.join(", ");
}

/** Accessible name and hover text of a link: whether messages pass, how late and how surely. */
export function linkWords(link: StageLink): string {
  const name = `link ${link.from} – ${link.to}`;
  if (link.cut) return `${name}: cut, no message passes`;
  const loss = link.lossPercent > 0 ? `loses ${formatNumber(link.lossPercent, "%")}` : "loses nothing";
  return `${name}: open, ${formatNumber(link.latencyMs, "ms")} one way, ${loss}`;
}

const STATUS_WORDS: Readonly<Record<NodeStatus, string>> = {
  up: "node up",
  paused: "node paused",
  down: "node down",
};

/** "1 node", "2 nodes", "3 processes". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A share as whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function leaderWords(leaders: readonly string[]): string {
  if (leaders.length === 0) return "no leader";
  return leaders.length === 1 ? `leader ${leaders[0]}` : `leaders ${leaders.join(" and ")}`;
}
