/**
 * Checking child specifications: OTP's defaults and OTP's refusals (supervisor.erl: check_childspec).
 *
 * Specifications come as terms from callbacks and callers, so nothing about them is believed before it is checked.
 */

import type { Mfa, Term } from "../kernel/index.ts";
import {
  AUTO_SHUTDOWNS,
  type AutoShutdown,
  type Child,
  type Modules,
  type RestartType,
  type Shutdown,
} from "./child-spec.ts";
import { isRestartDelay } from "./restart-delay.ts";

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Term };

type Fields = { readonly [key: string]: Term };

/** The child a specification describes, or why it is refused. */
export function checkChildSpec(given: Term, autoShutdown: AutoShutdown | undefined): Checked<Child> {
  const spec = asFields(given);
  if (!isFields(spec)) return refused(["invalid_child_spec", spec]);
  const restart = spec["restart"] ?? "permanent";
  const type = spec["type"] ?? "worker";
  const significant = spec["significant"] ?? false;
  const shutdown = spec["shutdown"] ?? (type === "supervisor" ? "infinity" : 5000);
  const { id, start } = spec;
  if (id === undefined) return refused("missing_id");
  if (start === undefined) return refused("missing_start");
  if (!isMfa(start)) return refused(["invalid_mfa", start]);
  if (restart !== "permanent" && restart !== "transient" && restart !== "temporary") {
    return refused(["invalid_restart_type", restart]);
  }
  const misfit = significantMisfit(significant, restart, autoShutdown);
  if (misfit !== undefined) return refused(misfit);
  if (type !== "worker" && type !== "supervisor") return refused(["invalid_child_type", type]);
  if (!isShutdown(shutdown)) return refused(["invalid_shutdown", shutdown]);
  const modules = spec["modules"] ?? [start[0]];
  const misnamed = wrongModules(modules);
  if (misnamed !== undefined) return refused(misnamed);
  const { restartDelay } = spec;
  if (!isRestartDelay(restartDelay)) return refused(["invalid_restart_delay", restartDelay]);
  return {
    ok: true,
    value: {
      id,
      start,
      restart,
      shutdown,
      type,
      significant: significant === true,
      modules: modules as Modules,
      pid: undefined,
      restarting: false,
      restarts: 0,
      lastExit: undefined,
      ...(restartDelay === undefined ? {} : { restartDelay }),
    },
  };
}

/** The old form of a specification, a tuple of all six, as the map that has taken its place. */
function asFields(spec: Term): Term {
  if (!Array.isArray(spec) || spec.length !== 6) return spec;
  const [id, start, restart, shutdown, type, modules] = spec as readonly Term[];
  return { id, start, restart, shutdown, type, modules };
}

/** All children of a list of specifications, in order; two of one id are refused. */
export function checkChildSpecs(
  specs: Term,
  autoShutdown: AutoShutdown | undefined,
): Checked<readonly Child[]> {
  if (!Array.isArray(specs)) return refused(["invalid_child_spec", specs]);
  const children: Child[] = [];
  const ids = new Set<Term>();
  for (const spec of specs as readonly Term[]) {
    const checked = checkChildSpec(spec, autoShutdown);
    if (!checked.ok) return checked;
    if (ids.has(checked.value.id)) return refused(["duplicate_child_name", checked.value.id]);
    ids.add(checked.value.id);
    children.push(checked.value);
  }
  return { ok: true, value: children };
}

/** supervisor:check_childspecs: as a supervisor with this `autoShutdown` would see them; any, when it is undefined. */
export function checkSpecs(specs: Term, autoShutdown?: AutoShutdown): Checked<readonly Child[]> {
  const isKnown = autoShutdown === undefined || AUTO_SHUTDOWNS.includes(autoShutdown);
  return isKnown ? checkChildSpecs(specs, autoShutdown) : refused(["badarg", autoShutdown]);
}

function significantMisfit(
  significant: Term,
  restart: RestartType,
  autoShutdown: AutoShutdown | undefined,
): Term {
  if (typeof significant !== "boolean") return ["invalid_significant", significant];
  if (!significant) return undefined;
  const clash = autoShutdown === "never" ? ["auto_shutdown", "never"] : ["restart", restart];
  const isFine = autoShutdown !== "never" && restart !== "permanent";
  return isFine ? undefined : ["bad_combination", [clash, ["significant", true]]];
}

function wrongModules(modules: Term): Term {
  if (modules === "dynamic") return undefined;
  if (!Array.isArray(modules)) return ["invalid_modules", modules];
  const wrong = (modules as readonly Term[]).find((one) => typeof one !== "string");
  return wrong === undefined ? undefined : ["invalid_module", wrong];
}

function isShutdown(value: Term): value is Shutdown {
  if (value === "brutal_kill" || value === "infinity") return true;
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isMfa(value: Term): value is Mfa {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    typeof value[0] === "string" &&
    typeof value[1] === "string" &&
    Array.isArray(value[2])
  );
}

export function isFields(value: Term): value is Fields {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

export function refused(error: Term): { readonly ok: false; readonly error: Term } {
  return { ok: false, error };
}
