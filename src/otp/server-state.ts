/**
 * What a gen_server process keeps beside its own state, and how observers read it without asking it.
 */

import type { Pid, Process, Ref, Term } from "../kernel/index.ts";

/** Name of the loop all gen_servers run. */
export const GEN_SERVER = "gen_server";

/** State of the loop process: plain data. */
export type ServerState = {
  readonly module: string;
  /** Whose exit signal stops the server; undefined after a start without link. */
  readonly parent: Pid | undefined;
  readonly state: Term;
  /** The running idle timeout, and how long it was set to. */
  readonly idle: { readonly timer: Ref; readonly us: number } | undefined;
};

/** Module and state of a gen_server, or undefined for other processes and for one that is still in `init`. */
export function serverStateOf(
  process: Process,
): { readonly module: string; readonly state: Term } | undefined {
  if (process.loop?.name !== GEN_SERVER) return undefined;
  const { module, state } = process.state as ServerState;
  return { module, state };
}

/** Name of the callback module of a gen_server. */
export function serverModuleOf(process: Process): string | undefined {
  return serverStateOf(process)?.module;
}
