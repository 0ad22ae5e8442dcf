/** Names of servers: a pid, a local name, a name on another node, or a name in a registry. */

import type { Context, Pid, RemoteName, Term } from "../kernel/index.ts";
import { isVia, registerName, unregisterName, type Via, whereisName } from "./registry-names.ts";

export type ServerName = Pid | string | RemoteName | Via;
/** A name a server of this node can take. */
export type OwnName = string | Via;

/** Where to send to now; undefined when nobody has the name. */
export function resolveServer(ctx: Context, server: ServerName): Pid | RemoteName | undefined {
  if (typeof server === "string") return ctx.whereis(server);
  return isVia(server) ? whereisName(ctx, server) : server;
}

export function holderOf(ctx: Context, name: OwnName): Pid | undefined {
  return typeof name === "string" ? ctx.whereis(name) : whereisName(ctx, name);
}

/** The calling process takes the name. False when somebody else has it. */
export function takeName(ctx: Context, name: OwnName): boolean {
  if (holderOf(ctx, name) !== undefined) return false;
  if (typeof name !== "string") return registerName(ctx, name) === "yes";
  ctx.register(name, ctx.self);
  return true;
}

export function giveUpName(ctx: Context, name: OwnName): void {
  if (holderOf(ctx, name) !== ctx.self) return;
  if (typeof name === "string") ctx.unregister(name);
  else unregisterName(ctx, name);
}

/** A server's address as a term of an exit reason. */
export function nameTerm(server: ServerName): Term {
  return typeof server === "object" && "name" in server ? [server.name, `n${server.node + 1}`] : server;
}

/** A name as a person reads it. */
export function nameText(name: OwnName | undefined): string | undefined {
  return isVia(name) ? String(name[2]) : name;
}
