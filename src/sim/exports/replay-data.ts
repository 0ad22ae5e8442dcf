/** What the one-file replay of a run holds: its story, its states and curves over time, and the journal to run it again. */

import type { Pid } from "../../kernel/index.ts";
import { describeAction } from "../input.ts";
import { type Journal, journalOf } from "../journal.ts";
import type { Run } from "../run.ts";
import { narrate } from "../story/narrate.ts";
import { eventIdText } from "../story/why.ts";
import { nodePhases, type PhaseStart } from "./node-phases.ts";
import { processNames } from "./trace-window.ts";

/** A list much longer than this is no story any more. The newest are kept. */
const MOMENTS_MAX = 1_500;

export interface Moment {
  readonly atUs: number;
  readonly kind: "input" | "event" | "violation";
  readonly importance: number;
  readonly text: string;
  /** The event in the trace, or the place in the journal. */
  readonly id: string;
}

export interface ReplayCurve {
  readonly title: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
}

export interface ReplayData {
  readonly scenario: { readonly id: string; readonly title: string; readonly summary: string };
  readonly nodes: readonly { readonly name: string; readonly phases: readonly PhaseStart[] }[];
  readonly moments: readonly Moment[];
  /** Older moments that are not in the list. */
  readonly momentsLeftOut: number;
  readonly sampleTimesUs: readonly number[];
  readonly curves: readonly ReplayCurve[];
  readonly invariants: readonly { readonly title: string; readonly broken: string | null }[];
  readonly journal: Journal;
}

export function replayData(run: Run): ReplayData {
  const { world } = run;
  const { id, title, summary } = world.scenario;
  const moments = momentsOf(run);
  const phases = nodePhases(run);
  return {
    scenario: { id, title, summary },
    nodes: world.nodes.map(({ name, index }) => ({ name, phases: phases[index] ?? [] })),
    moments: moments.slice(-MOMENTS_MAX),
    momentsLeftOut: Math.max(0, moments.length - MOMENTS_MAX),
    sampleTimesUs: run.samples.map(({ atUs }) => atUs),
    curves: curvesOf(run),
    invariants: run.checks
      .states()
      .map(({ title: name, violation }) => ({ title: name, broken: violation?.text ?? null })),
    journal: journalOf(world),
  };
}

function momentsOf(run: Run): Moment[] {
  const { world } = run;
  const names = processNames(world, []);
  const nameOf = (pid: Pid): string => names(pid.node, pid.serial);
  const moments: Moment[] = world.inputs.flatMap(({ atUs, action }, index) => {
    if (atUs > world.nowUs) return [];
    const isScripted = index < (world.scenario.script?.length ?? 0);
    const text = `${isScripted ? "The script" : "Input"}: ${describeAction(action)}.`;
    return [{ atUs, kind: "input", importance: 3, text, id: `input ${index + 1}` }];
  });
  for (const event of run.domain.since(0)) {
    const told = narrate(event, nameOf);
    if (told === undefined || told.importance < 2) continue;
    const { text, importance } = told;
    moments.push({
      atUs: event.atUs,
      kind: "event",
      importance,
      text,
      id: eventIdText(event.node, event.seq),
    });
  }
  const { firstViolation } = run.checks;
  if (firstViolation !== undefined) {
    const { text, atUs } = firstViolation;
    moments.push({ atUs, kind: "violation", importance: 3, text: `Invariant broken: ${text}`, id: "" });
  }
  return moments.sort((a, b) => a.atUs - b.atUs);
}

function curvesOf({ samples, world }: Run): ReplayCurve[] {
  const values = (read: (sample: (typeof samples)[number]) => number | undefined): (number | null)[] =>
    samples.map((sample) => read(sample) ?? null);
  const all: ReplayCurve[] = [
    { title: "Held-out accuracy", unit: "%", values: values(({ accuracy }) => percentOf(accuracy?.mean)) },
    { title: "Commit index", unit: "entries", values: values(({ committed }) => committed) },
    { title: "Messages waiting", unit: "messages", values: values(({ mailboxTotal }) => mailboxTotal) },
    { title: "Processes", unit: "processes", values: values(({ processes }) => processes) },
    { title: "Messages between nodes", unit: "messages", values: values(({ messagesSent }) => messagesSent) },
    { title: "Messages lost", unit: "messages", values: values(({ messagesLost }) => messagesLost) },
    { title: "Events", unit: "events", values: values(({ events }) => events) },
  ];
  const isOneNode = world.nodes.length === 1;
  return all.filter(({ title, values: curve }) => {
    if (isOneNode && /between|lost/.test(title)) return false;
    return curve.some((value) => value !== null && value !== 0);
  });
}

function percentOf(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Math.round(share * 10_000) / 100;
}
