/**
 * Actions: everything that can be done to a world from outside, as plain data with a kind and a target.
 *
 * Targets: node `n3`; link `n1-n2`, or one way `n1>n2`; process `<n3.17>` or by registered name `n3:consensus`;
 * module `job_worker` on every node, or `n3/job_worker` on one; otherwise `network`, or the name of a variable.
 *
 * Whatever lasts is a pair of actions, one that begins and one that ends it (`action-specs.ts` says which ends which).
 */

import type { DiskMode, FaultPoint, StorageFate } from "../../kernel/index.ts";

type To<K extends string> = K extends string ? { readonly kind: K; readonly target: string } : never;

export type NetworkAction =
  | To<"cut_link" | "heal_link" | "calm_link" | "unclog_link" | "heal_all" | "calm_all">
  /** Between the group and the rest nothing gets through. */
  | (To<"partition"> & { readonly group: readonly string[] })
  /** Between the groups nothing gets through. */
  | (To<"split"> & Groups)
  /** Heals what lies between the groups; a single one is joined with the rest. */
  | (To<"rejoin"> & Groups)
  | (To<"cut_links" | "heal_links"> & { readonly links: readonly string[] })
  | (To<"loss"> & { readonly percent: number })
  | (To<"link_quality"> & Quality)
  /** Cut and healed in turn: `count` times, a half of `periodMs` each. */
  | (To<"flap_link"> & { readonly periodMs: number; readonly count: number })
  | (To<"clog_link"> & { readonly capacity?: number });

interface Groups {
  readonly groups: readonly (readonly string[])[];
}

export interface Quality {
  /** Added to every delay. */
  readonly delayMs?: number;
  /** Mean of a heavy tail that is added to every delay. */
  readonly tailMs?: number;
  readonly lossPercent?: number;
  /** Mean number of signals lost in a row. */
  readonly burst?: number;
  readonly duplicatePercent?: number;
  /** How long after the original a copy may come. */
  readonly replayMs?: number;
  /** Late by up to so much, each by itself, so that messages overtake each other. */
  readonly reorderMs?: number;
}

export type NodeAction =
  | To<"pause_node" | "resume_node">
  /** `storage`: what the crash leaves of the disk; otherwise the restart says so, and without a word unsynced writes are lost. */
  | (To<"crash_node" | "restart_node"> & { readonly storage?: StorageFate })
  | (To<"clock"> & { readonly offsetMs?: number; readonly driftPpm?: number })
  | (To<"slow_node"> & { readonly factor: number });

export type ProcessAction =
  | (To<"kill_process"> & { readonly reason: "kill" | "crash" })
  /** The process ends by itself with this reason, as OTP writes it: `normal`, `shutdown`, `{shutdown, done}`, `oops`. */
  | (To<"exit_process"> & { readonly reason: string })
  | To<"suspend_process" | "resume_process" | "hang_process" | "unlimit_process">
  | (To<"flood_process"> & { readonly count: number })
  | (To<"limit_process"> & {
      readonly mailbox?: number;
      readonly memoryBytes?: number;
      readonly policy?: "drop" | "reject" | "kill" | "back_pressure";
    })
  | (To<"send_message"> & { readonly message: "unknown" | "malformed" })
  | (To<"double_messages"> & { readonly count: number })
  /** No callback is going to fail any more, on any node. */
  | To<"disarm_all">
  | (To<"fail_next"> & { readonly where: FaultPoint; readonly count: number });

/** `slow`: a write takes `syncMs` to become durable. `ok` without `syncMs`: as the scenario has it. */
export type StorageAction = To<"storage"> & { readonly state: DiskMode | "slow"; readonly syncMs?: number };

export type ProposalValue = number | string | boolean;

/** The target is the variable. */
export type LoadAction =
  | (To<"propose"> & { readonly value: ProposalValue })
  | (To<"burst"> & { readonly value: ProposalValue; readonly count: number; readonly overMs: number })
  /** Every node at once. */
  | (To<"herd"> & { readonly value: ProposalValue; readonly count: number });

export type Action = NetworkAction | NodeAction | ProcessAction | StorageAction | LoadAction;
export type ActionKind = Action["kind"];

export interface InputRecord {
  readonly atUs: number;
  readonly action: Action;
}
