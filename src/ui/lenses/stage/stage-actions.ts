/**
 * What can be done to a node, a process, a link or the network: the entries of the stage's menus and their keys.
 *
 * Only what fits the present state is offered: a node that is down can be restarted and nothing else.
 * Invariant: within one menu no two entries share a key; every entry is one Action, hence one journal entry.
 */
import type {
  Action,
  Invitation,
  StageAssigns,
  StageLink,
  StageNode,
  StageProcess,
} from "../../../view/index.ts";

export interface StageAction {
  readonly label: string;
  /** Single key that does the same while the thing has the focus. */
  readonly key: string | null;
  readonly danger: boolean;
  readonly action: Action;
}

type Stage = Pick<StageAssigns, "order" | "nodes" | "links">;

/** Entries for the thing with this id, or for the empty stage (null). */
export function actionsFor(
  id: string | null,
  stage: Stage,
  invitation: Invitation | null,
): readonly StageAction[] {
  if (id === null) return healAll(stage);
  const node = stage.nodes[id];
  if (node !== undefined) return [...invited(id, invitation), ...nodeActions(node, stage), ...healAll(stage)];
  const link = stage.links[id];
  if (link !== undefined) return [...linkActions(link), ...healAll(stage)];
  const process = findProcess(id, stage);
  return process === null ? [] : [...invited(id, invitation), ...processActions(process)];
}

/** The process with this pid among those that were sent, or null. */
export function findProcess(pid: string, stage: Stage): StageProcess | null {
  for (const id of stage.order) {
    const process = stage.nodes[id]?.processes.find((candidate) => candidate.pid === pid);
    if (process !== undefined) return process;
  }
  return null;
}

/** The node to which an entity belongs: itself, or the node of a process ("<n3.17>" lives on n3). */
export function nodeOf(id: string | null, stage: Stage): string | null {
  if (id === null) return null;
  if (stage.nodes[id] !== undefined) return id;
  const owner = stage.order.find((node) =>
    stage.nodes[node]?.processes.some((process) => process.pid === id),
  );
  if (owner !== undefined) return owner;
  const named = /^<([^.]+)\./.exec(id)?.[1];
  return named !== undefined && stage.nodes[named] !== undefined ? named : null;
}

/** The action an invitation stands for; null when it names something that cannot be done from the stage. */
export function invitedAction(invitation: Invitation): Action | null {
  const { kind, target } = invitation.action;
  switch (kind) {
    case "kill_process":
      return { kind, target, reason: "kill" };
    case "partition":
      return { kind, target, group: [target] };
    case "heal_all":
      return { kind, target: "network" };
    case "suspend_process":
    case "resume_process":
    case "crash_node":
    case "restart_node":
    case "pause_node":
    case "resume_node":
    case "cut_link":
    case "heal_link":
      return { kind, target };
    default:
      return null;
  }
}

function nodeActions(node: StageNode, stage: Stage): readonly StageAction[] {
  const target = node.id;
  if (node.status === "down") {
    return [{ label: "Restart node", key: "X", danger: false, action: { kind: "restart_node", target } }];
  }
  const pause: StageAction =
    node.status === "paused"
      ? { label: "Resume node", key: "P", danger: false, action: { kind: "resume_node", target } }
      : { label: "Pause node", key: "P", danger: false, action: { kind: "pause_node", target } };
  const reachable = Object.values(stage.links).some(
    (link) => !link.cut && (link.from === target || link.to === target),
  );
  const crash: StageAction = {
    label: node.role === "leader" ? "Crash the leader" : "Crash node",
    key: "X",
    danger: true,
    action: { kind: "crash_node", target },
  };
  const isolate: StageAction = {
    label: "Cut off from the others",
    key: "C",
    danger: true,
    action: { kind: "partition", target, group: [target] },
  };
  return reachable ? [crash, pause, isolate] : [crash, pause];
}

function processActions(process: StageProcess): readonly StageAction[] {
  // A table is data with an owner: only its owner can end it.
  if (process.kind === "table") return [];
  const target = process.pid;
  const suspend: StageAction =
    process.status === "suspended"
      ? { label: "Resume process", key: "P", danger: false, action: { kind: "resume_process", target } }
      : { label: "Suspend process", key: "P", danger: false, action: { kind: "suspend_process", target } };
  return [
    {
      label: "Kill process",
      key: "K",
      danger: true,
      action: { kind: "kill_process", target, reason: "kill" },
    },
    {
      label: "Make it crash",
      key: "X",
      danger: true,
      action: { kind: "kill_process", target, reason: "crash" },
    },
    suspend,
  ];
}

function linkActions(link: StageLink): readonly StageAction[] {
  const target = link.id;
  return link.cut
    ? [{ label: "Heal link", key: "C", danger: false, action: { kind: "heal_link", target } }]
    : [{ label: "Cut link", key: "C", danger: true, action: { kind: "cut_link", target } }];
}

function healAll(stage: Stage): readonly StageAction[] {
  return Object.values(stage.links).some((link) => link.cut)
    ? [{ label: "Heal all links", key: "H", danger: false, action: { kind: "heal_all", target: "network" } }]
    : [];
}

/** The invitation's action, unless the menu offers the same thing anyway. */
function invited(id: string, invitation: Invitation | null): readonly StageAction[] {
  if (invitation === null || invitation.target !== id) return [];
  const action = invitedAction(invitation);
  if (action === null || action.target === id) return [];
  return [{ label: invitation.label, key: null, danger: true, action }];
}
