/**
 * Callbacks that fail on purpose: the next n inits, handler calls or terminates of a behaviour's module raise
 * `injected_fault` instead of being called.
 *
 * The node runs a patched copy of that one module from then on, as if its code had been loaded anew, so modules nobody
 * aims at cost nothing. What was raised inside a frame is noted in the frame, because rebuilding it must raise it again.
 */

import type { Code, Module } from "./code.ts";
import type { Node } from "./node.ts";
import { error } from "./raise.ts";

export const FAULT_POINTS = ["init", "handler", "terminate"] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

export interface ArmedFault {
  readonly module: string;
  readonly point: FaultPoint;
  /** Only in the process with this serial; 0: in any of the node. */
  readonly serial: number;
  /** How often it is still going to fail. */
  readonly left: number;
}

/** A fault that was raised in a frame: where, and after how many recorded answers. */
export interface RaisedFault {
  readonly place: string;
  readonly after: number;
}

export const INJECTED = "injected_fault";

/** Arms a fault on this node. False when the module has no callback of that kind. */
export function armFault(node: Node, fault: ArmedFault): boolean {
  const callbacks = node.baseCode.get(fault.module)?.callbacks;
  if (callbacks === undefined || !Object.keys(callbacks).some((name) => pointOf(name) === fault.point))
    return false;
  node.armedFaults = [...node.armedFaults, fault];
  if (!node.patched.includes(fault.module)) patchModules(node, [...node.patched, fault.module].sort());
  return true;
}

/** Makes exactly these modules of the node patched ones. */
export function patchModules(node: Node, modules: readonly string[]): void {
  node.patched = modules;
  if (modules.length === 0) {
    node.code = node.baseCode;
    return;
  }
  const code = new Map(node.baseCode);
  for (const name of modules) {
    const module = code.get(name);
    if (module?.callbacks !== undefined) code.set(name, patched(node, module, module.callbacks));
  }
  node.code = code satisfies Code;
}

type Callback = (...args: unknown[]) => unknown;

function patched(node: Node, module: Module, callbacks: object): Module {
  const guarded: Record<string, unknown> = { ...callbacks };
  for (const [name, callback] of Object.entries(callbacks)) {
    const point = pointOf(name);
    if (point === undefined || typeof callback !== "function") continue;
    guarded[name] = (...args: unknown[]): unknown => {
      failIfArmed(node, module.name, point);
      return (callback as Callback).apply(callbacks, args);
    };
  }
  return { ...module, callbacks: guarded };
}

function pointOf(callback: string): FaultPoint | undefined {
  if (callback === "init" || callback === "terminate") return callback;
  return callback.startsWith("handle") ? "handler" : undefined;
}

function failIfArmed(node: Node, module: string, point: FaultPoint): void {
  const place = `${point} ${module}`;
  const { rebuilding, frame } = node;
  if (rebuilding !== undefined) {
    const after = Math.max(0, node.replayCursor);
    if (rebuilding.raised?.some((fault) => fault.place === place && fault.after === after)) error(INJECTED);
    return;
  }
  const serial = node.current?.pid.serial ?? 0;
  const at = node.armedFaults.findIndex(
    (fault) =>
      fault.module === module && fault.point === point && (fault.serial === 0 || fault.serial === serial),
  );
  const fault = node.armedFaults[at];
  if (fault === undefined) return;
  node.armedFaults =
    fault.left > 1
      ? node.armedFaults.with(at, { ...fault, left: fault.left - 1 })
      : node.armedFaults.toSpliced(at, 1);
  const raised = { place, after: frame?.answers.length ?? 0 };
  if (frame === undefined) node.raisedInTurn = raised;
  else frame.raised = [...(frame.raised ?? []), raised];
  error(INJECTED);
}
