/**
 * What a person sees when the run has stopped or the worker is gone: the cause in a sentence, the seed and time to
 * find it again, the last events, and one button that leads on.
 */
import { type Connection, runStore, useRun } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { formatTime } from "../widgets/format.ts";
import { useSession } from "./session-context.tsx";
import "./trouble.css";

type Trouble = Exclude<Connection, { readonly kind: "connecting" | "live" }>;

const TITLES = {
  halted: "The run stopped: an assertion of the engine does not hold",
  unresponsive: "The worker does not answer",
  lost: "The worker is gone",
} as const;

const ADVICE = {
  halted: "This is a fault of the engine, not of the system it simulates; the report reproduces it.",
  unresponsive: "It may only be busy: this note goes away by itself when it answers.",
  lost: "The same scenario, seed and interventions are replayed in a new worker, up to this moment.",
} as const;

export function TroublePanel({ trouble }: { readonly trouble: Trouble }) {
  const session = useSession();
  const hasRun = useRun(() => true) ?? false;
  const title = hasRun ? TITLES[trouble.kind] : "The cluster could not start";
  const { cause, lastEvents } = explain(trouble);
  return (
    <section className="trouble trouble-cover" role="alert" aria-label={title}>
      <h2>{title}</h2>
      <p className="data">{cause}</p>
      {hasRun ? <Whereabouts trouble={trouble} /> : null}
      <div className="trouble-buttons">
        <Button variant="primary" onPress={() => void session.reopen(momentBefore(trouble))}>
          {hasRun ? REOPEN[trouble.kind] : "Try again"}
        </Button>
        <Button onPress={() => void navigator.clipboard.writeText(report(trouble, session.linkHash()))}>
          Copy report
        </Button>
      </div>
      {lastEvents.length === 0 ? null : <LastEvents lines={lastEvents} />}
    </section>
  );
}

const REOPEN = {
  halted: "Reopen at the moment before",
  unresponsive: "Reopen the run where it was",
  lost: "Reopen the run where it was",
} as const;

function Whereabouts({ trouble }: { readonly trouble: Trouble }) {
  const seed = useRun((run) => run.seed);
  const nowUs = useRun((run) => run.nowUs);
  const { halt } = explain(trouble);
  return (
    <p className="trouble-quiet">
      Seed <span className="data">{halt?.seed ?? seed}</span>, at{" "}
      <span className="data">{formatTime(halt?.atUs ?? nowUs)}</span>. {ADVICE[trouble.kind]}
    </p>
  );
}

function LastEvents({ lines }: { readonly lines: readonly string[] }) {
  return (
    <>
      <h3>Last events</h3>
      <ol className="trouble-events data">
        {lines.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of lines that may repeat
          <li key={index}>{text}</li>
        ))}
      </ol>
    </>
  );
}

/** Cause and last events of any trouble in one shape. */
function explain(trouble: Trouble) {
  if (trouble.kind === "halted")
    return { cause: trouble.halt.message, lastEvents: trouble.halt.lastEvents, halt: trouble.halt };
  return { cause: trouble.cause, lastEvents: trouble.lastEvents, halt: null };
}

/** The last microsecond before a halt; undefined means: where the run was. */
function momentBefore(trouble: Trouble): number | undefined {
  return trouble.kind === "halted" ? trouble.halt.atUs - 1 : undefined;
}

function report(trouble: Trouble, hash: string): string {
  const { run } = runStore.getState().assigns;
  const { cause, lastEvents, halt } = explain(trouble);
  const lines = [
    TITLES[trouble.kind],
    cause,
    `scenario ${run?.scenario ?? "unknown"}, seed ${halt?.seed ?? run?.seed ?? "unknown"}`,
    `time ${halt?.atUs ?? run?.nowUs ?? 0} µs, state hash ${run?.hash ?? "unknown"} at ${run?.hashAtUs ?? 0} µs`,
    `link ${hash}`,
    `browser ${navigator.userAgent}`,
    "last events:",
    ...lastEvents,
  ];
  return `${lines.join("\n")}\n`;
}
