/**
 * The context of the running process: system calls carried out by its node.
 *
 * While a frame is being recorded, what a call answers is appended to the frame; while one is rebuilt, answers come
 * from the frame and calls that only act do nothing (see `frame.ts`).
 */

import { ensure } from "../base/index.ts";
import type { Code, Mfa } from "./code.ts";
import type { Context, SpawnOptions, TableOptions } from "./context.ts";
import { writeOrRaise } from "./disk-calls.ts";
import { type Frame, RaisedAnswer } from "./frame.ts";
import { spawnProcess } from "./lifecycle.ts";
import * as links from "./link-calls.ts";
import type { Node } from "./node.ts";
import type { AliasMode, Process } from "./process.ts";
import { error, Raise } from "./raise.ts";
import { SIGNAL } from "./signal.ts";
import * as tables from "./table-calls.ts";
import type { Address, Pid, Ref, RemoteName, Term } from "./term.ts";
import * as timers from "./timer-calls.ts";
import { EVENT_KIND } from "./trace.ts";
import type { TableKey } from "./tuple-keys.ts";

export class NodeContext implements Context {
  readonly #node: Node;

  constructor(node: Node) {
    this.#node = node;
  }

  get self(): Pid {
    return this.#process.pid;
  }
  get node(): number {
    return this.#node.index;
  }
  get nodeName(): string {
    return this.#node.name;
  }
  get nodeIncarnation(): number {
    return this.#node.incarnation;
  }
  get code(): Code {
    return this.#node.code;
  }
  get #process(): Process {
    return ensure(this.#node.current, "a context may only be used by the process that is running");
  }

  /** A call that answers and may raise: from the record while a frame is rebuilt, else by `call`. */
  #answered<T>(call: () => T): T {
    const node = this.#node;
    const { frame } = node;
    if (frame === undefined) return call();
    if (node.replayCursor >= 0) return this.#replay(frame) as T;
    try {
      const value = call();
      frame.answer(value);
      return value;
    } catch (raised) {
      if (raised instanceof Raise) frame.answer(new RaisedAnswer(raised.class, raised.reason));
      throw raised;
    }
  }

  /** The next recorded answer. */
  #replay(frame: Frame): unknown {
    const answer = frame.answers[this.#node.replayCursor++];
    if (answer instanceof RaisedAnswer) throw new Raise(answer.class, answer.reason);
    return answer;
  }

  /** True when an acting call has to be skipped. */
  get #replaying(): boolean {
    return this.#node.replayCursor >= 0;
  }

  now(): number {
    const node = this.#node;
    const { frame } = node;
    if (frame === undefined) return node.localUs(node.spentUs);
    if (node.replayCursor >= 0) return this.#replay(frame) as number;
    const nowUs = node.localUs(node.spentUs);
    frame.answer(nowUs);
    return nowUs;
  }

  systemTimeUs(): number {
    return this.#answered(() => this.#node.localUs(this.#node.spentUs) + (this.#node.clock?.offsetUs ?? 0));
  }

  hasDefect(name: string): boolean {
    return this.#node.defects.has(name);
  }

  send(to: Address, message: Term): void {
    const node = this.#node;
    if (typeof to === "string") this.#answered(() => this.#sendToName(to, message));
    else if (node.replayCursor < 0) node.emit(SIGNAL.message, to, message);
  }

  #sendToName(name: string, message: Term): void {
    this.#node.emit(SIGNAL.message, this.#node.names.get(name) ?? error("badarg"), message);
  }

  cast(to: Pid | RemoteName, request: Term): void {
    const node = this.#node;
    if (node.replayCursor < 0) node.emit(SIGNAL.cast, to, request);
  }

  request(to: Pid | RemoteName, tag: string, request: Term): Ref {
    const node = this.#node;
    const { frame } = node;
    if (frame === undefined) return links.request(node, this.#process, to, tag, request);
    if (node.replayCursor >= 0) return this.#replay(frame) as Ref;
    const ref = links.request(node, this.#process, to, tag, request);
    frame.answer(ref);
    return ref;
  }

  exit(to: Pid, reason: Term): void {
    if (this.#node.frame === undefined) links.exitTo(this.#node, this.#process, to, reason);
    else this.#answered(() => links.exitTo(this.#node, this.#process, to, reason));
  }
  link(to: Pid): void {
    if (this.#node.frame === undefined) links.link(this.#node, this.#process, to);
    else this.#answered(() => links.link(this.#node, this.#process, to));
  }
  unlink(to: Pid): void {
    if (this.#replaying) return;
    links.unlink(this.#node, this.#process, to);
  }
  monitor(to: Pid | string | RemoteName, options?: { readonly alias?: AliasMode }): Ref {
    const node = this.#node;
    const { frame } = node;
    if (frame !== undefined && node.replayCursor >= 0) return this.#replay(frame) as Ref;
    const ref = links.monitor(node, this.#process, to, options?.alias);
    frame?.answer(ref);
    return ref;
  }
  demonitor(ref: Ref, options?: { readonly flush?: boolean }): boolean {
    return this.#answered(() => links.demonitor(this.#node, this.#process, ref, options?.flush === true));
  }
  trapExit(value: boolean): boolean {
    return this.#answered(() => {
      const before = this.#process.trapExit;
      this.#process.trapExit = value;
      return before;
    });
  }

  spawn(mfa: Mfa, options?: SpawnOptions): Pid {
    const node = this.#node;
    const { frame } = node;
    if (frame === undefined) return spawnProcess(node, mfa, options).pid;
    if (node.replayCursor >= 0) return this.#replay(frame) as Pid;
    const { pid } = spawnProcess(node, mfa, options);
    frame.answer(pid);
    return pid;
  }
  spawnMonitor(mfa: Mfa, options?: SpawnOptions): readonly [Pid, Ref] {
    return this.#answered(() => {
      const node = this.#node;
      const process = spawnProcess(node, mfa, options);
      return [process.pid, links.watchDirectly(node, this.#process, process)] as const;
    });
  }
  isAlive(pid: Pid): boolean {
    if (this.#node.frame === undefined) return links.isAlive(this.#node, this.#process, pid);
    return this.#answered(() => links.isAlive(this.#node, this.#process, pid));
  }
  setLabel(label: string): void {
    this.#process.label = label;
  }
  parent(): Pid | undefined {
    return this.#process.parent;
  }

  register(name: string, pid: Pid): void {
    this.#answered(() => links.register(this.#node, name, pid));
  }
  unregister(name: string): void {
    this.#answered(() => links.unregister(this.#node, name));
  }
  whereis(name: string): Pid | undefined {
    if (this.#node.frame === undefined) return this.#node.names.get(name);
    return this.#answered(() => this.#node.names.get(name));
  }

  makeRef(): Ref {
    if (this.#node.frame === undefined) return this.#node.newRef();
    return this.#answered(() => this.#node.newRef());
  }
  alias(options?: { readonly reply?: boolean }): Ref {
    const mode = options?.reply === true ? "reply" : "explicit_unalias";
    return this.#answered(() => links.openAlias(this.#node, this.#process, mode));
  }
  unalias(ref: Ref): boolean {
    return this.#answered(() => links.unalias(this.#node, this.#process, ref));
  }

  sendAfter(us: number, to: Address, message: Term): Ref {
    if (this.#node.frame === undefined) return timers.sendAfter(this.#node, us, to, message);
    return this.#answered(() => timers.sendAfter(this.#node, us, to, message));
  }
  startTimer(us: number, to: Address, message: Term): Ref {
    return this.#answered(() => timers.startTimer(this.#node, us, to, message));
  }
  cancelTimer(ref: Ref): number | false {
    if (this.#node.frame === undefined) return timers.cancelTimer(this.#node, ref);
    return this.#answered(() => timers.cancelTimer(this.#node, ref));
  }
  readTimer(ref: Ref): number | false {
    return this.#answered(() => timers.readTimer(this.#node, ref));
  }

  draw(purpose: string): number {
    return this.#answered(() => this.#node.streams.get(purpose, this.#node.incarnation).nextUint32());
  }
  drawBetween(purpose: string, low: number, high: number): number {
    return this.#answered(
      () => low + this.#node.streams.get(purpose, this.#node.incarnation).nextBelow(high - low + 1),
    );
  }

  spend(us: number): void {
    if (this.#replaying) return;
    this.#node.spentUs += us;
  }

  tableNew(name: string, options: TableOptions = {}): boolean {
    return this.#answered(() => tables.create(this.#node, this.#process, name, options));
  }
  tableGet(name: string, key: TableKey): Term {
    if (this.#node.frame === undefined) return tables.readable(this.#node, name).get(key);
    return this.#answered(() => tables.readable(this.#node, name).get(key));
  }
  tableHas(name: string, key: TableKey): boolean {
    if (this.#node.frame === undefined) return tables.readable(this.#node, name).has(key);
    return this.#answered(() => tables.readable(this.#node, name).has(key));
  }
  tablePut(name: string, key: TableKey, value: Term): void {
    const node = this.#node;
    if (node.frame === undefined) tables.writable(node, this.#process, name).put(key, value);
    else this.#answered(() => tables.writable(this.#node, this.#process, name).put(key, value));
  }
  tablePutNew(name: string, key: TableKey, value: Term): boolean {
    return this.#answered(() => tables.putNew(this.#node, this.#process, name, [key, value]));
  }
  tableDelete(name: string, key: TableKey): boolean {
    const node = this.#node;
    if (node.frame === undefined) return tables.writable(node, this.#process, name).delete(key);
    return this.#answered(() => tables.writable(this.#node, this.#process, name).delete(key));
  }
  tableEntries(name: string): readonly (readonly [TableKey, Term])[] {
    return this.#answered(() => Array.from(tables.readable(this.#node, name).rows));
  }
  tableUnder(name: string, first: TableKey): readonly (readonly [readonly TableKey[], Term])[] {
    return this.#answered(() => tables.readable(this.#node, name).under(first));
  }
  tableSize(name: string): number {
    return this.#answered(() => tables.readable(this.#node, name).rows.size);
  }
  tableExists(name: string): boolean {
    if (this.#node.frame === undefined) return this.#node.tables.has(name);
    return this.#answered(() => this.#node.tables.has(name));
  }

  diskGet(key: string): Term {
    return this.#answered(() => this.#node.disk.get(key));
  }
  diskPut(key: string, value: Term): void {
    writeOrRaise(this.#node, key, value, false);
  }
  diskDelete(key: string): void {
    writeOrRaise(this.#node, key, undefined, true);
  }

  emit(event: string, data: Term): void {
    if (this.#replaying) return;
    const node = this.#node;
    node.record(EVENT_KIND.emitted, this.#process, undefined, node.index, node.currentSeq, [event, data]);
    node.onEmit?.(event, data, node.trace.seq);
  }
  connectedNodes(): readonly number[] {
    return this.#answered(() => Array.from(this.#node.connected).sort((a, b) => a - b));
  }
  monitorNodes(on: boolean): void {
    if (this.#replaying) return;
    if (on) this.#node.nodeWatchers.add(this.self);
    else this.#node.nodeWatchers.delete(this.self);
  }
}
