/**
 * Why an event happened, for the page: the chain of causes in words, folded, with what it began with at its end.
 *
 * Causes the traces no longer hold are looked for a slice at each render. While that goes on the answer changes with
 * every frame (`searched` grows), and the page's receipt of a frame brings the next one: so the search needs nobody to
 * drive it, and stops with the last view that asks.
 */

import {
  CauseFinder,
  type EventId,
  eventIdText,
  type FoundChain,
  foldChain,
  foldOf,
  type Run,
  type Timeline,
  type TraceRecord,
  tellDeed,
  whyChain,
} from "../../sim/index.ts";
import type { EventRow, WhyAssigns } from "../assigns.ts";
import type { Driving, ViewParams } from "../live-view.ts";
import { levelOf, namesOf } from "./names.ts";
import { toldRow } from "./told-rows.ts";

/** Everything a view knows when it is asked why. */
export interface WhyContext {
  readonly run: Run;
  readonly timeline: Timeline | undefined;
  readonly driving: Driving;
  readonly params: ViewParams;
}

/** Time a frame gives to the search: little while the run plays, more while it rests. */
const PLAYING_MS = 8;
const RESTING_MS = 40;
const EVENTS_PER_SLICE = 200;

const finders = new WeakMap<Timeline, CauseFinder>();

function finderOf(timeline: Timeline): CauseFinder {
  const known = finders.get(timeline) ?? new CauseFinder(timeline);
  finders.set(timeline, known);
  return known;
}

/** The record of an event also when the traces no longer hold it; undefined while it is looked for. */
export function recordOf({ run, timeline }: WhyContext, event: EventId): TraceRecord | undefined {
  const shown = run.world.nodes[event.node]?.trace.read(event.seq);
  if (shown !== undefined || timeline === undefined) return shown;
  return finderOf(timeline).record(event);
}

export function whyOf(context: WhyContext, event: EventId): WhyAssigns {
  const { run, timeline, params } = context;
  const level = levelOf(params["level"]);
  const finder = timeline === undefined ? undefined : finderOf(timeline);
  const chain = finder === undefined ? glance(run, event) : searched(finder, event, context.driving);
  const { nameOf } = namesOf(run);
  const unfold = Array.isArray(params["unfold"]) ? params["unfold"] : [];
  const steps = foldChain(chain.records, unfold).map((part) =>
    "hidden" in part ? foldOf(part.hidden, level) : toldRow(run, part.record, level, nameOf),
  );
  const origin = chain.records.length === 0 ? undefined : originRow(run, chain);
  const isSearching = chain.origin.kind === "beyond" && chain.lost === undefined && finder !== undefined;
  return {
    event: eventIdText(event.node, event.seq),
    level,
    steps: origin === undefined ? steps : [...steps, origin],
    count: chain.records.length,
    end: isSearching ? "searching" : chain.origin.kind === "beyond" ? "unknown" : chain.origin.kind,
    endText: origin?.text ?? chain.lost ?? "",
    searched: isSearching ? finder.searched : null,
  };
}

function glance(run: Run, event: EventId): FoundChain {
  const chain = whyChain(run.world.nodes, event);
  const lost = chain.origin.kind === "beyond" ? "Earlier causes are no longer kept." : undefined;
  return { ...chain, lost };
}

/** The chain after a slice of work on what it lacks. */
function searched(finder: CauseFinder, event: EventId, driving: Driving): FoundChain {
  const known = finder.chain(event);
  if (known.origin.kind !== "beyond" || known.lost !== undefined) return known;
  const endMs = performance.now() + (driving.playing ? PLAYING_MS : RESTING_MS);
  while (finder.work(EVENTS_PER_SLICE) && performance.now() < endMs);
  return finder.chain(event);
}

/** The input or the start a chain ends with: no event of a node, so its id ("input 3", "start") selects nothing. */
function originRow(run: Run, { origin }: FoundChain): EventRow | undefined {
  const { world } = run;
  const { title, script = [] } = world.scenario;
  const row = { node: "", actor: null, peer: null, cause: null };
  if (origin.kind === "start")
    return { ...row, id: "start", atUs: 0, kind: "start", text: `${title} starts` };
  if (origin.kind !== "input") return undefined;
  const input = world.inputs[origin.number - 1];
  if (input === undefined) return undefined;
  const who = origin.number <= script.length ? "The script" : "You";
  const text = tellDeed(input.action, who, namesOf(run).withName);
  return { ...row, id: `input ${origin.number}`, atUs: input.atUs, kind: "input", text };
}
