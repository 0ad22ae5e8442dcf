/**
 * The state machine of placements: every decision of distributed supervision is made here, by the log, the same on all
 * servers. A node only carries out what it finds.
 *
 * Commands are tagged `["placement", verb, …]` and notices `["placement", …]`, so that a machine that carries others as
 * well can pass them on.
 *
 * | command | does |
 * |---|---|
 * | start_child, spec | describes a child and places it |
 * | stop_child, id | lets its node stop it; then it is gone |
 * | node_up, node, token | begins a session; places what has no place, and calls children that prefer the node |
 * | renew, node, session | counts a renewal of the lease; `fenced` when the session is over |
 * | node_down, node, session, renewals | ends the session, if nothing was renewed since; places its children anew |
 * | released, id, epoch | the copy of a moving or stopping child is gone |
 * | failed, id, epoch | a copy has used up its budget: another node, or given up |
 * | done, id, epoch | a copy has ended and is not to be started again |
 */

import { isTagged, type Term } from "../../kernel/index.ts";
import type { Applied, AppliedEntry, StateMachine } from "../consensus/index.ts";
import { type ClusterChild, childRefusal } from "./cluster-child.ts";
import {
  childOf,
  MOVES_MAX,
  NO_PLACEMENTS,
  nodeOf,
  type Placement,
  type PlacementState,
  placed,
  withChild,
  withNode,
} from "./placement.ts";
import { preferredNode } from "./rendezvous.ts";

/** Tag of commands and notices, and name of the module. */
export const PLACEMENT = "placement";

/** A state being changed, and the notices of it. */
interface Turn {
  state: PlacementState;
  readonly index: number;
  readonly notices: Term[];
}

type Answer = readonly ["ok", Term] | readonly ["error", Term];

export const PLACEMENT_MACHINE: StateMachine<PlacementState> = {
  name: PLACEMENT,
  initial: NO_PLACEMENTS,
  apply(state, { index, command }: AppliedEntry): Applied<PlacementState> {
    const turn: Turn = { state, index, notices: [] };
    const answer = isTagged(command, PLACEMENT) ? perform(turn, command) : refused("bad_command");
    return { state: turn.state, answer, notices: turn.notices };
  },
};

function refused(reason: Term): Answer {
  return ["error", reason];
}

function perform(turn: Turn, [, verb, subject, second, third]: readonly Term[]): Answer {
  switch (verb) {
    case "start_child":
      return startChild(turn, subject);
    case "stop_child":
      return stopChild(turn, subject as string);
    case "node_up":
      return nodeUp(turn, subject as number, String(second));
    case "renew":
      return renew(turn, subject as number, second);
    case "node_down":
      return nodeDown(turn, [subject as number, second, third]);
    case "released":
    case "failed":
    case "done":
      return ended(turn, verb, [subject as string, second]);
    default:
      return refused("bad_command");
  }
}

function put(turn: Turn, id: string, child: Placement | null): void {
  turn.state = withChild(turn.state, id, child);
  turn.notices.push([PLACEMENT, "child", id, child]);
}

function startChild(turn: Turn, spec: Term): Answer {
  const refusal = childRefusal(spec);
  if (refusal !== undefined) return refused(["bad_spec", refusal]);
  const { id } = spec as ClusterChild;
  if (childOf(turn.state, id) !== undefined) return refused("already_present");
  const child = {
    id,
    spec: spec as ClusterChild,
    status: "unplaced",
    node: null,
    session: 0,
    epoch: 0,
    moves: 0,
  } as const;
  put(turn, id, placed(turn.state, child, turn.index));
  return ["ok", id];
}

function stopChild(turn: Turn, id: string): Answer {
  const child = childOf(turn.state, id);
  if (child === undefined) return refused("not_found");
  put(turn, id, child.node === null ? null : { ...child, status: "stopping" });
  return ["ok", id];
}

function nodeUp(turn: Turn, node: number, token: string): Answer {
  const known = nodeOf(turn.state, node);
  if (known?.isUp === true && known.token === token) return ["ok", known.session];
  const record = { node, token, session: turn.index, renewals: 0, isUp: true };
  turn.state = withNode(turn.state, record);
  turn.notices.push([PLACEMENT, "node", record]);
  vacate(turn, node);
  const up = turn.state.nodes.filter(({ isUp }) => isUp).map((one) => one.node);
  for (const child of turn.state.children) {
    if (child.status === "unplaced") put(turn, child.id, placed(turn.state, child, turn.index));
    else if (child.status === "placed" && child.node !== node && preferredNode(child.id, up) === node)
      put(turn, child.id, { ...child, status: "moving" });
  }
  return ["ok", turn.index];
}

/** The copies that a node ran in an earlier session are gone. */
function vacate(turn: Turn, node: number): void {
  const session = nodeOf(turn.state, node);
  for (const child of turn.state.children) {
    if (child.node !== node || (session?.isUp === true && child.session === session.session)) continue;
    const isOver = child.status === "stopping" || child.spec.restart === "temporary";
    put(turn, child.id, isOver ? null : placed(turn.state, child, turn.index));
  }
}

function renew(turn: Turn, node: number, session: Term): Answer {
  const known = nodeOf(turn.state, node);
  if (known === undefined || !known.isUp || known.session !== session) return refused("fenced");
  const record = { ...known, renewals: known.renewals + 1 };
  turn.state = withNode(turn.state, record);
  turn.notices.push([PLACEMENT, "node", record]);
  return ["ok", record.renewals];
}

function nodeDown(turn: Turn, [node, session, renewals]: readonly [number, Term, Term]): Answer {
  const known = nodeOf(turn.state, node);
  const isCurrent = known?.isUp === true && known.session === session && known.renewals === renewals;
  if (known === undefined || !isCurrent) return refused("renewed");
  const record = { ...known, isUp: false };
  turn.state = withNode(turn.state, record);
  turn.notices.push([PLACEMENT, "node", record]);
  vacate(turn, node);
  return ["ok", node];
}

function ended(
  turn: Turn,
  verb: "released" | "failed" | "done",
  [id, epoch]: readonly [string, Term],
): Answer {
  const child = childOf(turn.state, id);
  if (child === undefined || child.node === null || child.epoch !== epoch) return refused("stale_epoch");
  if (child.status === "stopping" || verb === "done") put(turn, id, null);
  else if (verb === "released") {
    if (child.status !== "moving") return refused("not_moving");
    put(turn, id, placed(turn.state, child, turn.index));
  } else if (child.moves >= MOVES_MAX) put(turn, id, { ...child, status: "given_up", node: null });
  else put(turn, id, placed(turn.state, { ...child, moves: child.moves + 1 }, turn.index, child.node));
  return ["ok", id];
}
