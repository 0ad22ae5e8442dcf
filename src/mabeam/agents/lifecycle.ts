/**
 * The life of an agent as a table: which status an event leads to, and which moves are refused.
 *
 *   registered ─start─▶ starting ─started─▶ running ─stop─▶ stopping ─ended─▶ stopped
 *                          │                 │  ▲ │ ▲
 *                     start_failed     suspend resume migrate migrated
 *                          ▼                 ▼  │ ▼ │
 *                        failed ◀─crashed─ suspended  migrating
 *
 * Invariant: a status is only ever the result of an event that a supervisor, a monitor or the agent itself has caused;
 * nobody sets it (trap T46).
 */

import { err, ok, type Result } from "../../base/index.ts";

export type AgentStatus =
  | "registered"
  | "starting"
  | "running"
  | "stopping"
  | "stopped"
  | "failed"
  | "suspended"
  | "migrating"
  | "retiring";

/** `ended` is an orderly end (normal, shutdown), `crashed` any other; `retire` is the wish to be unregistered. */
export type AgentEvent =
  | "start"
  | "started"
  | "start_failed"
  | "stop"
  | "ended"
  | "crashed"
  | "suspend"
  | "resume"
  | "migrate"
  | "migrated"
  | "migration_failed"
  | "retire";

type Moves = Partial<Record<AgentEvent, AgentStatus>>;

const DEAD: Moves = { start: "starting", retire: "retiring" };

const MOVES: Readonly<Record<AgentStatus, Moves>> = {
  registered: DEAD,
  starting: {
    started: "running",
    start_failed: "failed",
    crashed: "failed",
    ended: "stopped",
    stop: "stopping",
  },
  running: {
    stop: "stopping",
    ended: "stopped",
    crashed: "failed",
    suspend: "suspended",
    migrate: "migrating",
    retire: "retiring",
  },
  // A stop that had to be forced has stopped the agent all the same.
  stopping: { ended: "stopped", crashed: "stopped" },
  stopped: DEAD,
  failed: DEAD,
  suspended: { resume: "running", stop: "stopping", ended: "stopped", crashed: "failed", retire: "retiring" },
  migrating: { migrated: "running", migration_failed: "failed", ended: "stopped", crashed: "failed" },
  retiring: { ended: "stopped", crashed: "stopped" },
};

/** The status after the event, or a sentence that says why it cannot happen now. */
export function nextStatus(status: AgentStatus, event: AgentEvent): Result<AgentStatus> {
  const next = MOVES[status][event];
  if (next !== undefined) return ok(next);
  const possible = Object.keys(MOVES[status]).join(", ");
  return err(`an agent that is ${status} cannot ${VERBS[event]}; possible: ${possible}`);
}

/** True while a process of the agent is or may be there. */
export function hasProcess(status: AgentStatus): boolean {
  return status !== "registered" && status !== "stopped" && status !== "failed";
}

const VERBS: Readonly<Record<AgentEvent, string>> = {
  start: "start",
  started: "have started",
  start_failed: "fail to start",
  stop: "stop",
  ended: "end",
  crashed: "crash",
  suspend: "be suspended",
  resume: "resume",
  migrate: "migrate",
  migrated: "have migrated",
  migration_failed: "fail to migrate",
  retire: "retire",
};
