/**
 * A session that keeps what the link of the run locks: whatever key, button or command asks for it, it is refused in
 * words.
 */

import type { Transport } from "../bridge/index.ts";
import type { Lock } from "./display.ts";
import type { Session } from "./session.ts";
import { isLocked, type UiStore } from "./ui-store.ts";

/** Playing and pausing is nobody's to lock. */
const LOCK_OF: { readonly [K in Transport["kind"]]?: Lock } = {
  speed: "speed",
  step_event: "time",
  step_event_back: "time",
  step_time: "time",
  seek: "time",
  seek_event: "time",
  seek_mark: "time",
  branch: "time",
  fork: "time",
  run_until: "time",
  undo: "faults",
  redo: "faults",
};

export function withLocks(session: Session, uiStore: UiStore): Session {
  const isFree = (lock: Lock | undefined): boolean => lock === undefined || !isLocked(uiStore, lock);
  return {
    ...session,
    act: async (action, forUs) => isFree("faults") && session.act(action, forUs),
    plan: async (coming) => isFree("faults") && session.plan(coming),
    actFromInspector: async (entry) => isFree("faults") && session.actFromInspector(entry),
    async transport(command) {
      if (isFree(LOCK_OF[command.kind])) await session.transport(command);
    },
    async openRun(run) {
      const isMeant =
        (run.scenario === undefined || isFree("scenario")) && (run.seed === undefined || isFree("seed"));
      if (isMeant) await session.openRun(run);
    },
    async importJournal(text) {
      if (isFree("scenario")) await session.importJournal(text);
    },
  };
}
