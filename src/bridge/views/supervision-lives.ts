/**
 * The lives of supervised processes: who was started as which child, and how each incarnation ended.
 *
 * Read from the domain events of the run, which tell of the newest few thousand; what had happened before is not
 * known here, and a row then shows fewer incarnations than there were. A life is kept under its row, so that the
 * children of a supervisor that was itself restarted keep their history.
 *
 * Invariants: reading touches nothing in the run; of each row the newest `LIVES_MAX` lives are kept, all are counted.
 */

import { EVENT_KIND, eventIdText, formatTerm, type Pid, type Run, type Term } from "../../sim/index.ts";

export interface Life {
  readonly pid: Pid;
  readonly supervisor: Pid;
  /** The child's id, with a number where many children share one. */
  name: string;
  readonly incarnation: number;
  readonly bornUs: number;
  readonly bornEvent: string;
  row: string | undefined;
  diedUs: number | undefined;
  reason: Term;
  ended: "itself" | "sibling" | "supervisor" | "node" | undefined;
  endEvent: string | undefined;
}

export interface RowLives {
  count: number;
  /** Oldest first. */
  readonly kept: Life[];
}

const LIVES_MAX = 40;

export class Lives {
  readonly #byPid = new Map<string, Life>();
  readonly #byRow = new Map<string, RowLives>();
  readonly #roots = new Map<string, string>();
  readonly #numbered = new Map<string, number>();
  #unplaced: Life[] = [];
  #living = new Set<Life>();

  of(row: string): RowLives | undefined {
    return this.#byRow.get(row);
  }

  byPid(pid: Pid): Life | undefined {
    return this.#byPid.get(pid.toString());
  }

  /** The row in which the process stands or stood. */
  rowOf(pid: Pid): string | undefined {
    const key = pid.toString();
    const root = this.#roots.get(key);
    if (root !== undefined) return root;
    const life = this.#byPid.get(key);
    if (life === undefined) return undefined;
    if (life.row !== undefined) return life.row;
    const above = this.rowOf(life.supervisor);
    return above === undefined ? undefined : `${above}/${life.name}`;
  }

  /** A process without a supervisor that stands at the top of a tree. */
  knowRoot(pid: Pid, row: string): void {
    this.#roots.set(pid.toString(), row);
  }

  born(
    run: Run,
    facts: Pick<Life, "pid" | "supervisor" | "bornUs" | "bornEvent">,
    id: Term,
    isOfMany: boolean,
  ) {
    const incarnation = run.world.nodes[facts.pid.node]?.incarnation ?? 0;
    const name = isOfMany ? this.#number(facts.supervisor, id) : formatTerm(id, 40);
    const end = {
      row: undefined,
      diedUs: undefined,
      reason: undefined,
      ended: undefined,
      endEvent: undefined,
    };
    const life: Life = { ...facts, name, incarnation, ...end };
    this.#byPid.set(facts.pid.toString(), life);
    this.#unplaced.push(life);
    this.#living.add(life);
  }

  /** A child found by pid has been restarted: it keeps the number of the one before. */
  succeeded(previous: Pid, next: Pid): void {
    const before = this.byPid(previous);
    const life = this.byPid(next);
    if (before === undefined || life === undefined || before.name === life.name) return;
    const key = before.supervisor.toString();
    this.#numbered.set(key, (this.#numbered.get(key) ?? 1) - 1);
    life.name = before.name;
  }

  died(
    pid: Pid,
    end: { diedUs: number; reason: Term; ended: Life["ended"]; endEvent: string | undefined },
  ): void {
    const life = this.byPid(pid);
    if (life === undefined) return;
    Object.assign(life, end);
    this.#living.delete(life);
  }

  /** Gives every new life its row, and notices those that ended without anybody left to tell. */
  settle(run: Run): void {
    const waiting: Life[] = [];
    for (const life of this.#unplaced) if (!this.#place(life)) waiting.push(life);
    this.#unplaced = waiting;
    for (const life of this.#living) {
      const node = run.world.nodes[life.pid.node];
      if (node === undefined || node.find(life.pid) !== undefined) continue;
      if (!node.up || node.incarnation !== life.incarnation)
        this.died(life.pid, {
          diedUs: run.world.nowUs,
          reason: undefined,
          ended: "node",
          endEvent: undefined,
        });
      else if (node.find(life.supervisor) === undefined) this.died(life.pid, foundDead(run, life));
    }
  }

  #place(life: Life): boolean {
    const row = this.rowOf(life.pid);
    if (row === undefined) return false;
    life.row = row;
    const lives = this.#byRow.get(row) ?? { count: 0, kept: [] };
    lives.count++;
    lives.kept.push(life);
    this.#byRow.set(row, lives);
    const gone = lives.kept.length > LIVES_MAX ? lives.kept.shift() : undefined;
    if (gone !== undefined) this.#byPid.delete(gone.pid.toString());
    return true;
  }

  #number(supervisor: Pid, id: Term): string {
    const key = supervisor.toString();
    const number = (this.#numbered.get(key) ?? 0) + 1;
    this.#numbered.set(key, number);
    return `${formatTerm(id, 40)} ${number}`;
  }
}

const SEARCHED = 4_000;

/** Its supervisor died before it could tell: the trace may still know why this one ended. */
function foundDead(run: Run, { pid }: Life) {
  const trace = run.world.nodes[pid.node]?.trace;
  const lost = {
    diedUs: run.world.nowUs,
    reason: undefined,
    ended: "supervisor" as const,
    endEvent: undefined,
  };
  if (trace === undefined) return lost;
  for (let seq = trace.seq; seq > Math.max(0, trace.seq - SEARCHED); seq--) {
    const record = trace.read(seq);
    if (record === undefined) break;
    if (record.kind !== EVENT_KIND.exited || record.actor !== pid.serial) continue;
    return { ...lost, diedUs: record.timeUs, reason: record.payload, endEvent: eventIdText(pid.node, seq) };
  }
  return lost;
}
