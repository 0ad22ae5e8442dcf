/** What came of the runs in each engine, compared and put into words. */

import type { RunAnswer } from "./perform.ts";
import type { EngineName } from "./places.ts";
import type { EngineRun } from "./run-list.ts";

export interface EngineOutcome {
  readonly name: EngineName;
  readonly title: string;
  /** By the number of the run. */
  readonly answers: ReadonlyMap<number, RunAnswer>;
  readonly wallMs: number;
  /** Why it ended early. */
  readonly failure?: string;
}

export interface Comparison {
  readonly runs: readonly EngineRun[];
  readonly outcomes: readonly EngineOutcome[];
  readonly missing: readonly EngineName[];
  /** Runs whose answers differ, or that one engine gave no answer to. */
  readonly differing: readonly EngineRun[];
  /** A moment that was come back to had another hash, or an invariant broke: wrong in itself. */
  readonly wrong: readonly EngineRun[];
}

export function compare(
  runs: readonly EngineRun[],
  outcomes: readonly EngineOutcome[],
  missing: readonly EngineName[],
): Comparison {
  const textsOf = (run: EngineRun): readonly string[] =>
    outcomes.map(({ answers }) => JSON.stringify(answers.get(run.number) ?? null));
  const differing = runs.filter((run) => new Set([...textsOf(run), ...nothing(outcomes, run)]).size > 1);
  const wrong = runs.filter((run) =>
    outcomes.some(({ answers }) => (answers.get(run.number)?.problems.length ?? 0) > 0),
  );
  return { runs, outcomes, missing, differing, wrong };
}

/** Engines that all say nothing are not equal. */
function nothing(outcomes: readonly EngineOutcome[], run: EngineRun): readonly string[] {
  return outcomes.some(({ answers }) => answers.has(run.number)) ? [] : ["", "no answer"];
}

const TOLD_MAX = 5;

const HINTS: Readonly<Record<EngineName, string>> = {
  node: "it is what runs this",
  chromium: "install Chromium, or set CHROMIUM_PATH",
  firefox: "install firefox or firefox-esr, or set FIREFOX_PATH",
  webkit: "install WebKitGTK's MiniBrowser (Debian: libwebkit2gtk-4.1-0) and xvfb, or set WEBKIT_PATH",
};

/** One line per run, one per engine, and what to make of it. */
export function renderComparison(comparison: Comparison): string {
  const { runs, outcomes, missing, differing, wrong } = comparison;
  const titles = outcomes.map(({ title }) => title).join(", ");
  const equal = runs.length - differing.length;
  const closing =
    outcomes.length < 2
      ? `${runs.length} runs in one engine only, ${titles}: nothing to compare with`
      : `${equal} of ${runs.length} equal: ${titles}`;
  return [
    "run  scenario                way      seed  virtual s   events  hash",
    ...runs.map((run) => rowOf(run, comparison)),
    "",
    ...outcomes.map(engineLine),
    ...missing.map((name) => `${name} was not found: ${HINTS[name]}`),
    ...wrong.slice(0, TOLD_MAX).flatMap((run) => problemsOf(run, outcomes)),
    ...differing.slice(0, TOLD_MAX).flatMap((run) => differenceOf(run, outcomes)),
    ...(differing.length > TOLD_MAX ? [`and ${differing.length - TOLD_MAX} more`] : []),
    closing,
    "",
  ].join("\n");
}

function rowOf(run: EngineRun, { outcomes, differing }: Comparison): string {
  const answer = outcomes[0]?.answers.get(run.number);
  return [
    String(run.number).padStart(3),
    ` ${run.scenario.padEnd(22)}`,
    ` ${run.way.padEnd(7)}`,
    String(run.seed).padStart(5),
    (run.untilUs / 1e6).toFixed(3).padStart(10),
    String(answer?.events ?? "").padStart(8),
    ` ${differing.includes(run) ? "DIFFERENT" : (answer?.hashes.at(-1) ?? "")}`,
  ].join(" ");
}

function engineLine({ title, answers, wallMs, failure }: EngineOutcome): string {
  const ended = failure === undefined ? "" : `; it ended early: ${failure}`;
  return `${title}: ${answers.size} runs in ${(wallMs / 1e3).toFixed(1)} s${ended}`;
}

function problemsOf(run: EngineRun, outcomes: readonly EngineOutcome[]): readonly string[] {
  return outcomes.flatMap(({ title, answers }) =>
    (answers.get(run.number)?.problems ?? []).map((text) => `run ${run.number} in ${title}: ${text}`),
  );
}

/** The first moment at which they part, and the command that shows it again. */
function differenceOf(run: EngineRun, outcomes: readonly EngineOutcome[]): readonly string[] {
  const all = outcomes.map(({ answers }) => answers.get(run.number));
  const moments = Math.max(...all.map((answer) => answer?.hashes.length ?? 0));
  let parting = 0;
  while (parting < moments - 1 && new Set(all.map((answer) => answer?.hashes[parting])).size === 1) parting++;
  const names = outcomes.map(({ name }) => name).join(",");
  return [
    `run ${run.number} (${run.scenario}, ${run.way}, seed ${run.seed}) differs from look ${parting + 1} of ${moments} on:`,
    ...outcomes.map(({ title }, i) => {
      const answer = all[i];
      return answer === undefined
        ? `  ${title}: no answer`
        : `  ${title}: hash ${answer.hashes[parting] ?? "none"}, ${answer.events} events at the end`;
    }),
    `  again: npm run -s cli -- engines --only ${run.number} --engine ${names}`,
  ];
}
