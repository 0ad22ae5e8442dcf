/**
 * What supervisors did: for each end of a child the decision that followed, as the domain events tell it.
 *
 * An episode begins with a child that ends by itself and holds everything its supervisor did about it. Which ends were
 * a child's own and which the supervisor's doing is read from the chain of causes in the trace.
 */

import {
  type DomainEvent,
  decideRestart,
  EVENT_KIND,
  eventIdText,
  formatTerm,
  Pid,
  type Run,
  type Term,
  type TraceRecord,
  type TreeRow,
  whyChain,
} from "../../sim/index.ts";
import type { Family } from "./family.ts";
import { Lives } from "./supervision-lives.ts";

export interface Told {
  readonly id: Term;
  readonly pid: Pid | undefined;
  readonly atUs: number;
  readonly event: string;
}

export interface Episode {
  readonly supervisor: Pid;
  readonly child: Told & { readonly reason: Term; readonly restart: RestartType | undefined };
  readonly stopped: Told[];
  readonly started: Told[];
  /** Restarts in the window with this one, of those allowed, within the period in seconds. */
  budget: { readonly used: number; readonly max: number; readonly periodS: number } | undefined;
  outcome: "restart" | "let_go" | "give_up" | "auto_shutdown";
  /** The event of giving up. */
  endEvent: { readonly atUs: number; readonly event: string } | undefined;
  failure: Told | undefined;
  delayUs: number | undefined;
  /** Causes of the child's end, effect first: from the supervisor's hearing of it back. */
  readonly causes: readonly TraceRecord[];
  readonly input: number | undefined;
}

type RestartType = Parameters<typeof decideRestart>[0];
type Data = { readonly [key: string]: Term };

const EPISODES_MAX = 400;

export class SupervisionHistory {
  readonly lives = new Lives();
  /** Oldest first. */
  readonly episodes: Episode[] = [];
  readonly #current = new Map<string, Episode>();
  readonly #types = new Map<string, RestartType>();
  /** Supervisors whose children are found by pid. */
  readonly #ofMany = new Set<string>();
  #read = 0;

  /** Takes in how the children of a tree are specified; to be done before what happened to them is read. */
  learn(rows: readonly TreeRow[], family: Family): void {
    for (const row of rows) this.#learn(row, family);
  }

  /** Takes in what has happened since the last time. */
  read(run: Run): void {
    for (const event of run.domain.since(this.#read)) {
      const data = event.data as Data;
      if (event.name.startsWith("otp.") && data["supervisor"] instanceof Pid)
        this.#take(run, event, { ...data, supervisor: data["supervisor"] });
    }
    this.#read = run.domain.count;
    this.lives.settle(run);
  }

  isOfMany(supervisor: Pid): boolean {
    return this.#ofMany.has(supervisor.toString());
  }

  #learn(row: TreeRow, family: Family): void {
    const pid = row.process?.pid;
    const parent = family.parentOf(row);
    if (parent === undefined && pid !== undefined) this.lives.knowRoot(pid, row.path);
    if (pid !== undefined && row.supervisor !== undefined && findsByPid(row.supervisor))
      this.#ofMany.add(pid.toString());
    const above = parent?.process?.pid;
    if (above === undefined || row.child === undefined) return;
    this.#types.set(typeKey(above.toString(), row.child.id), row.child.restart);
    if (parent !== undefined) this.#types.set(typeKey(parent.path, row.child.id), row.child.restart);
  }

  #take(run: Run, event: DomainEvent, data: Data & { readonly supervisor: Pid }): void {
    const { supervisor, id } = data;
    const pid = data["pid"] instanceof Pid ? data["pid"] : undefined;
    const told = { id, pid, atUs: event.atUs, event: eventIdText(event.node, event.seq) };
    const episode = this.#current.get(supervisor.toString());
    switch (event.name) {
      case "otp.child_started":
        if (pid !== undefined) {
          const facts = { pid, supervisor, bornUs: told.atUs, bornEvent: told.event };
          this.lives.born(run, facts, id, this.isOfMany(supervisor));
        }
        return;
      case "otp.child_terminated":
        this.#terminated(run, { ...told, supervisor, reason: data["reason"] }, episode);
        return;
      case "otp.child_restarted":
        if (pid !== undefined && data["previous"] instanceof Pid && this.isOfMany(supervisor))
          this.lives.succeeded(data["previous"], pid);
        if (episode !== undefined) {
          episode.started.push(told);
          episode.outcome = "restart";
          episode.budget = budgetOf(data, "restartsInWindow");
        }
        return;
      case "otp.child_start_failed":
        if (episode !== undefined) episode.failure = told;
        return;
      case "otp.restart_delayed":
        if (episode !== undefined) episode.delayUs = data["delayUs"] as number;
        return;
      case "otp.restart_intensity_reached":
        if (episode === undefined) return;
        episode.outcome = "give_up";
        episode.budget = budgetOf(data, "restarts");
        return;
      case "otp.auto_shutdown":
        if (episode !== undefined) episode.outcome = "auto_shutdown";
        return;
      case "otp.supervisor_gave_up":
        if (episode !== undefined) episode.endEvent = told;
    }
  }

  #terminated(
    run: Run,
    told: Told & { readonly supervisor: Pid; readonly reason: Term },
    episode: Episode | undefined,
  ): void {
    const { supervisor, pid, reason, atUs } = told;
    if (pid === undefined) return;
    const causes = causesOf(run, told.event);
    const isOwn = isOwnEnd(causes.records, pid, supervisor, reason);
    const isTaken = !isOwn && episode !== undefined && isGoingOn(episode);
    const ended = isOwn ? "itself" : isTaken && episode.outcome === "restart" ? "sibling" : "supervisor";
    this.lives.died(pid, { diedUs: atUs, reason, ended, endEvent: told.event });
    if (isTaken) episode.stopped.push(told);
    if (!isOwn) return;
    // Where the supervisor is gone already, the one that stands in its place was specified alike.
    const restart =
      this.#types.get(typeKey(supervisor.toString(), told.id)) ??
      this.#types.get(typeKey(this.lives.rowOf(supervisor) ?? "", told.id));
    const next: Episode = {
      supervisor,
      child: { ...told, restart },
      stopped: [],
      started: [],
      budget: undefined,
      // A child that is gone from its supervisor's list was a temporary one.
      outcome: decideRestart(restart ?? "temporary", reason),
      endEvent: undefined,
      failure: undefined,
      delayUs: undefined,
      causes: causes.records,
      input: causes.input,
    };
    this.#current.set(supervisor.toString(), next);
    this.episodes.push(next);
    if (this.episodes.length > EPISODES_MAX) this.episodes.shift();
  }
}

/** Whether stopped siblings still belong to it: nothing has been started, and something is to follow. */
function isGoingOn({ outcome, started }: Episode): boolean {
  return started.length === 0 && outcome !== "let_go";
}

function findsByPid({ strategy, module }: NonNullable<TreeRow["supervisor"]>): boolean {
  return strategy === "simple_one_for_one" || module === "dynamic_supervisor" || module === "task_supervisor";
}

function typeKey(supervisor: string, id: Term): string {
  return `${supervisor} ${formatTerm(id)}`;
}

function budgetOf(data: Data, used: string): NonNullable<Episode["budget"]> {
  return { used: data[used] as number, max: data["intensity"] as number, periodS: data["period"] as number };
}

function causesOf(run: Run, event: string) {
  const [node = "", seq = ""] = event.slice(1).split("#");
  const chain = whyChain(run.world.nodes, { node: Number(node) - 1, seq: Number(seq) });
  return {
    records: chain.records.slice(0, 12),
    input: chain.origin.kind === "input" ? chain.origin.number : undefined,
  };
}

/** Whether the child ended without its supervisor's asking; by its reason where the trace no longer tells. */
function isOwnEnd(causes: readonly TraceRecord[], pid: Pid, supervisor: Pid, reason: Term): boolean {
  const at = causes.findIndex(({ kind, actor }) => kind === EVENT_KIND.exited && actor === pid.serial);
  const before = causes[at + 1];
  if (at < 0 || before === undefined) return reason !== "shutdown";
  if (before.kind === EVENT_KIND.exit_signal) return before.peer !== supervisor.serial;
  const body = before.payload;
  const isAsked = Array.isArray(body) && body[0] === "EXIT" && body[1] === supervisor;
  return !(before.kind === EVENT_KIND.message && isAsked);
}
