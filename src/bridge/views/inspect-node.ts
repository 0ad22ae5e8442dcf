/** The inspector's page of a node. */

import { type Node, type Run, readServer } from "../../sim/index.ts";
import type { InspectorAction, InspectorAssigns, InspectorSection } from "../assigns.ts";
import { formatUs } from "../format.ts";
import { type ProcessFacts, processFacts, statusOf } from "./process-facts.ts";

export function inspectNode(run: Run, index: number): InspectorAssigns {
  const node = run.world.nodes[index] as Node;
  const server = readServer(node);
  const state = !node.up ? "down" : node.paused ? "paused" : "up";
  return {
    target: node.name,
    kind: "node",
    title: `Node ${node.name}`,
    subtitle: server === undefined ? state : `${state}, ${server.role} in term ${server.term}`,
    gone: null,
    facts: [
      { name: "State", value: state, target: null },
      { name: "Starts", value: String(node.incarnation), target: null },
      { name: "Processes", value: String(node.processCount), target: null },
      { name: "Connected to", value: connectedTo(node), target: null },
      { name: "Events", value: String(node.trace.seq), target: null },
      { name: "Disk", value: `${node.disk.files.size} keys`, target: null },
      ...(server === undefined
        ? []
        : [
            { name: "Role", value: server.role, target: null },
            { name: "Term", value: String(server.term), target: null },
            leaderFact(server.leader),
            { name: "Committed up to", value: `${server.commitIndex} of ${server.lastIndex}`, target: null },
          ]),
    ],
    sections: [processesOf(node), linksOf(run, node)],
    actions: actionsOf(run, node),
    why: null,
  };
}

function connectedTo(node: Node): string {
  const names = Array.from(node.connected).sort((a, b) => a - b);
  return names.length === 0 ? "nobody" : names.map((peer) => `n${peer + 1}`).join(", ");
}

function leaderFact(leader: number | undefined): InspectorAssigns["facts"][number] {
  return leader === undefined
    ? { name: "Follows", value: "no leader known", target: null }
    : { name: "Follows", value: `n${leader + 1}`, target: `n${leader + 1}` };
}

function processesOf(node: Node): InspectorSection {
  return {
    title: "Processes",
    rows: [...processFacts(node, PROCESSES_MAX).map(processRow), ...furtherRow(node)],
    empty: "None: the node is down. Restart it to bring them back.",
  };
}

/** The inspector is no table: the processes lens lists them all. */
const PROCESSES_MAX = 200;

function processRow({ process, label }: ProcessFacts): InspectorSection["rows"][number] {
  const pid = process.pid.toString();
  const detail = `${statusOf(process)}, mailbox ${process.mailboxLength}`;
  return { text: `${label} ${pid}`, detail, target: pid };
}

function furtherRow(node: Node): InspectorSection["rows"] {
  const more = node.processCount - PROCESSES_MAX;
  return more <= 0
    ? []
    : [{ text: `and ${more} more`, detail: "the processes lens lists them all", target: null }];
}

function linksOf(run: Run, node: Node): InspectorSection {
  const { network } = run.world;
  const others = run.world.nodes.filter((other) => other !== node);
  return {
    title: "Links",
    rows: others.map((other) => {
      const [a, b] = node.index < other.index ? [node, other] : [other, node];
      const cut = network.isCut(a.index, b.index);
      return {
        text: `to ${other.name}`,
        detail: cut ? "cut" : formatUs(network.meanLatencyUs(node.index, other.index)),
        target: `${a.name}-${b.name}`,
      };
    }),
    empty: "This world has a single node.",
  };
}

function actionsOf(run: Run, node: Node): InspectorAction[] {
  const target = node.name;
  if (!node.up)
    return [{ label: "Restart node", key: "X", danger: false, action: { kind: "restart_node", target } }];
  const others = run.world.nodes.filter((other) => other !== node);
  const isolated =
    others.length > 0 && others.every((other) => run.world.network.isCut(node.index, other.index));
  const actions: InspectorAction[] = [
    { label: "Crash node", key: "X", danger: true, action: { kind: "crash_node", target } },
    node.paused
      ? { label: "Resume node", key: "P", danger: false, action: { kind: "resume_node", target } }
      : { label: "Pause node", key: "P", danger: true, action: { kind: "pause_node", target } },
  ];
  if (others.length > 0) {
    actions.push(
      isolated
        ? {
            label: "Heal all links",
            key: "C",
            danger: false,
            action: { kind: "heal_all", target: "network" },
          }
        : {
            label: "Cut off from the rest",
            key: "C",
            danger: true,
            action: { kind: "partition", target: "network", group: [target] },
          },
    );
  }
  const server = readServer(node);
  if (server !== undefined) {
    const pid = server.process.pid.toString();
    const label = server.role === "leader" ? "Kill the leader process" : "Kill the consensus process";
    actions.push({
      label,
      key: "K",
      danger: true,
      action: { kind: "kill_process", target: pid, reason: "kill" },
    });
  }
  return actions;
}
