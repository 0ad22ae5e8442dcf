/**
 * What a scenario knows about its processes: labels, reference labels, incarnations, and the trace being written.
 *
 * It lives beside the simulated node: the fixtures write into it, no simulated process learns anything from it that
 * the scenario does not say.
 */

import type { Node, Pid, Ref, Term } from "../../kernel/index.ts";
import type { From, Task } from "../../otp/index.ts";
import type { Json, StepTrace, TraceEvent } from "./json.ts";
import { decodeTerm, encodeTerm, type Naming } from "./terms.ts";

/** Where a process's events go: a list of its own, or the common list of supervised processes. */
type Lane =
  | { readonly label: string }
  | { readonly path: string; readonly incarnation: number; start: "pending" | "ok" | "failed" };

export class World implements Naming {
  node: Node | undefined = undefined;
  readonly pids = new Map<string, Pid>();
  readonly lanes = new Map<Pid, Lane>();
  /** Processes that are supervisors of the scenario. */
  readonly supervisors = new Set<Pid>();
  readonly refs = new Map<string, Ref>();
  readonly refLabels = new Map<Ref, string>();
  readonly tasks = new Map<string, Task>();
  readonly froms = new Map<string, From>();
  readonly lastFroms = new Map<Pid, From>();
  readonly #incarnations = new Map<string, number>();
  readonly #starts = new Map<string, Extract<Lane, { path: string }>>();
  #step: StepTrace = {};

  nextIncarnation(path: string): number {
    const next = (this.#incarnations.get(path) ?? 0) + 1;
    this.#incarnations.set(path, next);
    return next;
  }

  nameProcess(label: string, pid: Pid): void {
    this.pids.set(label, pid);
    this.lanes.set(pid, { label });
  }

  nameSupervised(path: string, incarnation: number, pid: Pid): void {
    if (this.lanes.has(pid)) return;
    this.pids.set(path, pid);
    this.pids.set(`${path}#${incarnation}`, pid);
    const lane = { path, incarnation, start: "pending" as const };
    this.lanes.set(pid, lane);
    this.#starts.set(`${path}#${incarnation}`, lane);
  }

  nameRef(label: string | undefined, ref: Ref): void {
    if (label === undefined) return;
    this.refs.set(label, ref);
    this.refLabels.set(ref, label);
  }

  /** An event of this process, without the head that the common list needs. */
  log(pid: Pid, event: TraceEvent): void {
    const lane = this.lanes.get(pid);
    if (lane === undefined) return;
    if ("path" in lane)
      this.logSupervised([event[0] as Json, lane.path, lane.incarnation, ...event.slice(1)]);
    else {
      this.#step.p ??= {};
      this.#step.p[lane.label] ??= [];
      this.#step.p[lane.label]?.push(event);
    }
  }

  /** A finished operation: supervised processes log it under `op`. */
  logOperation(pid: Pid, op: string, result: Json): void {
    const lane = this.lanes.get(pid);
    this.log(pid, lane !== undefined && "path" in lane ? ["op", op, result] : [op, result]);
  }

  logSupervised(event: TraceEvent): void {
    this.#step.ev ??= [];
    this.#step.ev.push(event);
  }

  /** The start function of a supervised process returns. An exit counts only when the start succeeded. */
  logStart(path: string, incarnation: number, result: Json, isOk: boolean): void {
    const lane = this.#starts.get(`${path}#${incarnation}`);
    if (lane !== undefined) lane.start = isOk ? "ok" : "failed";
    this.logSupervised(["start", path, incarnation, result]);
  }

  logExit(pid: Pid, reason: Term): void {
    const lane = this.lanes.get(pid);
    if (lane !== undefined && "path" in lane && lane.start === "failed") return;
    this.log(pid, ["exit", this.encode(reason)]);
  }

  pidOfSerial(serial: number): Pid | undefined {
    for (const pid of this.lanes.keys()) if (pid.serial === serial) return pid;
    return undefined;
  }

  /** Takes out the exits of incarnations whose start failed, or was never finished because its supervisor was killed. */
  withoutFailedStarts(steps: readonly StepTrace[]): readonly StepTrace[] {
    const isShown = (event: TraceEvent) =>
      event[0] !== "exit" || this.#starts.get(`${event[1]}#${event[2]}`)?.start === "ok";
    return steps.map((step) => {
      const events = step.ev?.filter(isShown) ?? [];
      const { ev: _all, ...rest } = step;
      return events.length === 0 ? rest : { ...rest, ev: events };
    });
  }

  takeStep(): StepTrace {
    const step = this.#step;
    this.#step = {};
    return step;
  }

  decode(json: Json | undefined): Term {
    return decodeTerm(json, this);
  }

  encode(term: Term): Json {
    return encodeTerm(term, this);
  }

  pidLabel(pid: Pid): string {
    const lane = this.lanes.get(pid);
    if (lane === undefined) return "?";
    return "path" in lane ? `${lane.path}#${lane.incarnation}` : lane.label;
  }

  refLabel(ref: Ref): string {
    return this.refLabels.get(ref) ?? "?";
  }
}

/** Raised by an operation that mentions a label nobody has: the result is the word, nothing else happens. */
export class Unlabelled {
  readonly word: "$nolabel" | "$noref" | "$duplabel";

  constructor(word: "$nolabel" | "$noref" | "$duplabel") {
    this.word = word;
  }
}
