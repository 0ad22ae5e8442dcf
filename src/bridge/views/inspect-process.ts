/** The inspector's page of a process: what it runs, holds, waits for, and why it last did something. */

import {
  formatTerm,
  type Process,
  parsePid,
  type Run,
  serverStateOf,
  type Term,
  type TraceRecord,
} from "../../sim/index.ts";
import type { InspectorAction, InspectorAssigns, InspectorSection } from "../assigns.ts";
import { formatAt, formatUs } from "../format.ts";
import { levelOf, namesOf } from "./names.ts";
import { factsOf, findBySerial, statusOf } from "./process-facts.ts";
import { toldRow } from "./told-rows.ts";
import { type WhyContext, whyOf } from "./why-rows.ts";

const LAST_EVENTS = 12;
const SEARCHED_EVENTS = 3_000;
const STATE_TEXT = 600;

export function inspectProcess(context: WhyContext, target: string): InspectorAssigns {
  const { run } = context;
  const id = parsePid(target);
  const node = id === undefined ? undefined : run.world.nodes[id.node];
  const process = id === undefined || node === undefined ? undefined : findBySerial(node, id.serial);
  const recent = id === undefined || node === undefined ? [] : recentEvents(run, id.node, id.serial);
  const last = recent[0];
  const why = last === undefined ? null : whyOf(context, last);
  if (process === undefined || node === undefined) return gone(context, target, recent, why);
  const facts = factsOf(node, process);
  return {
    target,
    kind: "process",
    title: facts.label,
    subtitle: `${facts.kind} ${target} on ${node.name}, ${statusOf(process)}`,
    gone: null,
    facts: [
      { name: "Node", value: node.name, target: node.name },
      { name: "Status", value: statusText(process), target: null },
      { name: "Behaviour", value: behaviourOf(process), target: null },
      { name: "Registered as", value: process.name ?? "no name", target: null },
      { name: "Mailbox", value: `${process.mailboxLength} waiting`, target: null },
      { name: "Handled", value: `${process.handled} messages`, target: null },
      { name: "Busy for", value: formatUs(process.busyUs), target: null },
      { name: "Alive since", value: formatAt(process.spawnedAtUs), target: null },
      { name: "Restarts of this child", value: String(facts.restarts), target: null },
      { name: "Traps exits", value: process.trapExit ? "yes" : "no", target: null },
      ...(process.parent === undefined
        ? []
        : [{ name: "Started by", value: process.parent.toString(), target: process.parent.toString() }]),
    ],
    sections: [stateOf(process), mailboxOf(process), linksOf(process), eventsOf(context, recent)],
    actions: actionsOf(process, target),
    why,
  };
}

function gone(
  context: WhyContext,
  target: string,
  recent: readonly TraceRecord[],
  why: InspectorAssigns["why"],
): InspectorAssigns {
  const next = successorOf(context.run, target);
  return {
    target,
    kind: "process",
    title: `Process ${target}`,
    subtitle: "not alive",
    gone:
      next === undefined
        ? "This process is dead. A supervised child comes back under a new pid: see the supervision lens."
        : "This process is dead. Its supervisor has started the child again, under a new pid.",
    facts: next === undefined ? [] : [{ name: "Restarted as", value: next, target: next }],
    sections: [eventsOf(context, recent)],
    actions: [],
    why,
  };
}

/** The newest process that was started in place of this one, as far as the kept domain events tell. */
function successorOf(run: Run, target: string): string | undefined {
  let current = target;
  for (const { name, data } of run.domain.since(0)) {
    if (name !== "otp.child_restarted") continue;
    const { previous, pid } = data as { readonly previous?: Term; readonly pid?: Term };
    if (formatTerm(previous ?? null) === current) current = formatTerm(pid ?? null);
  }
  return current === target ? undefined : current;
}

function statusText(process: Process): string {
  const status = statusOf(process);
  if (status !== "blocked") return status;
  return process.isHandling ? "blocked inside a handler" : "blocked, waiting for a message";
}

function behaviourOf(process: Process): string {
  const server = serverStateOf(process);
  if (server !== undefined) return `gen_server, module ${server.module}`;
  const [module, fn] = process.initialCall;
  return process.loop?.name ?? `${module}:${fn}`;
}

function stateOf(process: Process): InspectorSection {
  const state = serverStateOf(process)?.state ?? process.state;
  const isRecord =
    typeof state === "object" && state !== null && !Array.isArray(state) && !ArrayBuffer.isView(state);
  const entries = isRecord ? Object.entries(state as { readonly [key: string]: Term }) : [];
  return {
    title: "State",
    rows: isRecord
      ? entries.map(([key, value]) => ({ text: key, detail: formatTerm(value, STATE_TEXT), target: null }))
      : [{ text: formatTerm(state, STATE_TEXT), detail: null, target: null }],
    empty: "No state.",
  };
}

function mailboxOf(process: Process): InspectorSection {
  return {
    title: "Mailbox",
    rows: process.mail().map(({ from, body, atUs }) => ({
      text: formatTerm(body),
      detail: `${from === undefined ? "" : `from ${from.toString()}, `}arrived ${formatAt(atUs)}`,
      target: from?.toString() ?? null,
    })),
    empty: "Empty: everything that arrived has been handled.",
  };
}

function linksOf(process: Process): InspectorSection {
  const links = process.linkedPids().map((pid) => ({
    text: `linked to ${pid.toString()}`,
    detail: null,
    target: pid.toString(),
  }));
  const monitors = process.monitored().map((object) => {
    const text = formatTerm(object as Term);
    return { text: `monitors ${text}`, detail: null, target: text.startsWith("<") ? text : null };
  });
  return { title: "Links and monitors", rows: [...links, ...monitors], empty: "None." };
}

function eventsOf({ run, params }: WhyContext, recent: readonly TraceRecord[]): InspectorSection {
  const { nameOf } = namesOf(run);
  return {
    title: "Last events",
    rows: recent.slice(0, LAST_EVENTS).map((record) => {
      const row = toldRow(run, record, levelOf(params["level"]), nameOf);
      return { text: row.text, detail: `${row.kind}, ${formatAt(row.atUs)}`, target: row.id };
    }),
    empty: "None in the part of the trace that is kept.",
  };
}

function recentEvents(run: Run, nodeIndex: number, serial: number): TraceRecord[] {
  const trace = run.world.nodes[nodeIndex]?.trace;
  const found: TraceRecord[] = [];
  if (trace === undefined) return found;
  const oldest = Math.max(trace.oldest(), trace.seq - SEARCHED_EVENTS);
  for (let seq = trace.seq; seq >= oldest && found.length < LAST_EVENTS; seq--) {
    const record = trace.read(seq);
    if (record?.actor === serial) found.push(record);
  }
  return found;
}

function actionsOf(process: Process, target: string): InspectorAction[] {
  return [
    { label: "Kill", key: "K", danger: true, action: { kind: "kill_process", target, reason: "kill" } },
    { label: "Crash", key: "X", danger: true, action: { kind: "kill_process", target, reason: "crash" } },
    process.suspensions > 0
      ? { label: "Resume", key: "P", danger: false, action: { kind: "resume_process", target } }
      : { label: "Suspend", key: "P", danger: true, action: { kind: "suspend_process", target } },
  ];
}
