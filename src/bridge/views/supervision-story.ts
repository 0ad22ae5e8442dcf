/**
 * What happened the last time something ended: the child's exit, the signal its supervisor got, and what that decided
 * and why, in OTP's words, each step with its event. A supervisor that ended goes on in the story of its own.
 */

import {
  describeAction,
  EVENT_KIND,
  eventIdText,
  formatTerm,
  type Pid,
  type Run,
  type Term,
  type TraceRecord,
} from "../../sim/index.ts";
import { formatUs } from "../format.ts";
import type { StoryStep } from "../supervision-assigns.ts";
import { explainReason } from "./exit-reasons.ts";
import type { Episode, SupervisionHistory, Told } from "./supervision-history.ts";
import { listOf, whyLetGo, whyRestart } from "./supervision-preview.ts";

/** The newest story in which the row has a part, from its first cause up to the last supervisor that decided. */
export function lastStory(run: Run, history: SupervisionHistory, row: string): StoryStep[] {
  const { episodes, lives } = history;
  const rowOf = (pid: Told["pid"]) => (pid === undefined ? undefined : lives.rowOf(pid));
  const takesPart = ({ supervisor, child, stopped, started }: Episode): boolean =>
    rowOf(supervisor) === row || [child, ...stopped, ...started].some(({ pid }) => rowOf(pid) === row);
  const found = episodes.findLast(takesPart);
  if (found === undefined) return [];
  const line = [found];
  for (let first: Episode | undefined = found; first !== undefined; ) {
    const pid: Pid | undefined = first.child.pid;
    first = episodes.findLast((one) => one.supervisor === pid && endsItself(one));
    if (first !== undefined) line.unshift(first);
  }
  for (let last: Episode | undefined = found; last !== undefined && endsItself(last); ) {
    const ended: Pid = last.supervisor;
    last = episodes.findLast(({ child }) => child.pid === ended);
    if (last !== undefined) line.push(last);
  }
  return line.flatMap((episode) => stepsOf(run, history, episode));
}

function endsItself({ outcome }: Episode): boolean {
  return outcome === "give_up" || outcome === "auto_shutdown";
}

function stepsOf(run: Run, history: SupervisionHistory, episode: Episode): StoryStep[] {
  const { child, causes, supervisor } = episode;
  const name = nameOf(history, child);
  const chief = nameOf(history, { id: undefined, pid: supervisor });
  const pid = child.pid?.toString() ?? "?";
  const exited = causes.find(({ kind, actor }) => kind === EVENT_KIND.exited && actor === child.pid?.serial);
  const heard = causes.find(({ kind, actor }) => kind === EVENT_KIND.message && actor === supervisor.serial);
  const reason = formatTerm(child.reason, 80);
  return [
    step(exited?.timeUs ?? child.atUs, eventOf(exited) ?? child.event, {
      text: `${name} ${pid} exited with reason ${reason}`,
      detail: `${youDid(run, episode)}${explainReason(child.reason)}`,
    }),
    step(heard?.timeUs ?? child.atUs, eventOf(heard) ?? child.event, {
      text: `${chief} ${supervisor.toString()} got {'EXIT', ${pid}, ${reason}}`,
      detail: "A supervisor traps exits: the exit signal of its child comes as a message.",
    }),
    decisionStep(episode, chief),
    ...deedSteps(history, episode, chief),
  ];
}

function decisionStep(episode: Episode, chief: string): StoryStep {
  const { child, outcome, budget } = episode;
  const type = child.restart;
  const isLetGo = outcome === "let_go" || outcome === "auto_shutdown";
  const unknown = isLetGo ? "it is not restarted" : "it is to be restarted";
  const known = isLetGo ? whyLetGo : whyRestart;
  const why = type === undefined ? unknown : known(type, child.reason);
  const counted =
    budget === undefined ? null : `Restart ${budget.used} in ${budget.periodS} s, ${budget.max} allowed.`;
  const verdict =
    outcome === "give_up"
      ? "but not that often"
      : outcome === "auto_shutdown"
        ? "but it was significant"
        : null;
  return step(child.atUs, child.event, {
    text: `${chief} decided: ${why}${verdict === null ? "" : `, ${verdict}`}`,
    detail: counted,
  });
}

function deedSteps(history: SupervisionHistory, episode: Episode, chief: string): StoryStep[] {
  const { stopped, started, outcome, endEvent, failure, delayUs, child } = episode;
  const steps: StoryStep[] = [];
  const names = (told: readonly Told[]) => listOf(told.map((one) => nameOf(history, one)));
  const end = () => {
    if (endEvent === undefined) return;
    const text =
      outcome === "give_up"
        ? `${chief} reached its restart intensity and gave up: it exits with reason shutdown`
        : `${chief} shuts down automatically: it exits with reason shutdown`;
    steps.push(step(endEvent.atUs, endEvent.event, { text, detail: null }));
  };
  end();
  const first = stopped[0];
  if (first !== undefined)
    steps.push(
      step(first.atUs, first.event, {
        text: `${names(stopped)} ${stopped.length === 1 ? "was" : "were"} stopped`,
        detail:
          outcome === "restart"
            ? "The strategy takes siblings along, last started first."
            : "With their supervisor, last started first.",
      }),
    );
  if (delayUs !== undefined)
    steps.push(
      step(child.atUs, child.event, {
        text: `${chief} waits ${formatUs(delayUs)} before the restart`,
        detail: null,
      }),
    );
  if (failure !== undefined && started.length === 0)
    steps.push(
      step(failure.atUs, failure.event, {
        text: `${nameOf(history, failure)} could not be started; ${chief} tries again`,
        detail: "Each try counts as a restart.",
      }),
    );
  const born = started[0];
  if (born !== undefined) {
    const pids = started.map(({ pid }) => pid?.toString() ?? "").join(", ");
    steps.push(
      step(born.atUs, born.event, {
        text: `${names(started)} ${started.length === 1 ? "was" : "were"} started`,
        detail: `As ${pids}.`,
      }),
    );
  }
  return steps;
}

/** "You: kill <n1.5>. " where an input is among the near causes. */
function youDid(run: Run, { input, causes, child }: Episode): string {
  const isNear = causes.some(({ kind, actor }) => kind === EVENT_KIND.input && actor === child.pid?.serial);
  const record = input === undefined || !isNear ? undefined : run.world.inputs[input - 1];
  return record === undefined ? "" : `You: ${describeAction(record.action)}. `;
}

function nameOf(history: SupervisionHistory, { id, pid }: Pick<Told, "id" | "pid">): string {
  const row = pid === undefined ? undefined : history.lives.rowOf(pid);
  return row?.split("/").at(-1) ?? formatTerm(id ?? (pid as Term), 40);
}

function eventOf(record: TraceRecord | undefined): string | undefined {
  return record === undefined ? undefined : eventIdText(record.node, record.seq);
}

function step(atUs: number, event: string, words: Pick<StoryStep, "text" | "detail">): StoryStep {
  return { id: `${event} ${words.text}`, atUs, event, ...words };
}
