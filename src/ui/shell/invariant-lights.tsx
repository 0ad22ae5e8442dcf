/**
 * The invariants, checked on every step: one light for all, and the list behind it.
 *
 * Green: all checked and holding. Amber: some not checked yet. Red: a violation, with the moment and the event.
 */
import { type InvariantLight, useRun } from "../../view/index.ts";
import { formatCount, formatTime } from "../widgets/format.ts";
import { Icon, type IconName } from "../widgets/icon.tsx";
import { Popover } from "../widgets/popover.tsx";
import { EventLink } from "./narration-line.tsx";
import { RunFigures } from "./run-figures.tsx";
import { RunUntil } from "./run-until.tsx";
import "./invariant-lights.css";

type Light = "holding" | "unchecked" | "violated";

const ICONS: Readonly<Record<Light, IconName>> = { holding: "check", unchecked: "clock", violated: "alert" };

/** What needs a look stands first. */
const URGENCY: Readonly<Record<Light, number>> = { violated: 0, unchecked: 1, holding: 2 };

export function InvariantLights() {
  // Strings, because the counts behind them change with every step.
  const overall = useRun((run) => overallLight(Object.values(run.invariants))) ?? "unchecked";
  const text = useRun((run) => summary(Object.values(run.invariants))) ?? "–";
  // On the button only the figure and a word, so that it keeps its width; a phone shows the figure alone.
  const [figure = "–", word = ""] = text.split(/[ ,]+/);
  return (
    <div className="invariants">
      <Popover
        label={`Invariants: ${text}`}
        side="above"
        align="end"
        buttonClass={`button invariants-button invariants-${overall}`}
        face={
          <>
            <Icon name={ICONS[overall]} size={16} />
            <span>{figure}</span> <span className="invariants-word">{word}</span>
          </>
        }
      >
        {() => <InvariantPanel />}
      </Popover>
    </div>
  );
}

function InvariantPanel() {
  const lights = useRun((run) => run.invariants) ?? {};
  const entries = Object.entries(lights).sort(([, a], [, b]) => URGENCY[lightOf(a)] - URGENCY[lightOf(b)]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, so the keyboard must reach it. */}
      <ul className="invariants-list" tabIndex={0} aria-label="Invariants">
        {entries.map(([id, light]) => (
          <InvariantRow key={id} light={light} />
        ))}
        {entries.length === 0 ? <li>This scenario checks no invariant.</li> : null}
      </ul>
      <div className="invariants-figures">
        <RunUntil />
        <RunFigures />
      </div>
    </>
  );
}

function InvariantRow({ light }: { readonly light: InvariantLight }) {
  const state = lightOf(light);
  const { violation } = light;
  return (
    <li className={`invariants-row invariants-${state}`}>
      <Icon name={ICONS[state]} size={16} />
      <span>
        {light.title}
        <span className="invariants-detail">
          {violation !== null ? `${formatTime(violation.atUs)}: ${violation.text} ` : null}
          {state === "holding" ? `checked ${formatCount(light.checked)} times` : null}
          {state === "unchecked" ? "not checked yet" : null}
          {violation?.event ? <EventLink event={violation.event} /> : null}
        </span>
      </span>
    </li>
  );
}

function lightOf(light: InvariantLight): Light {
  if (light.violation !== null) return "violated";
  return light.checked === 0 ? "unchecked" : "holding";
}

/** The worst of all lights. */
export function overallLight(lights: readonly InvariantLight[]): Light {
  const states = lights.map(lightOf);
  if (states.includes("violated")) return "violated";
  return states.length === 0 || states.includes("unchecked") ? "unchecked" : "holding";
}

/** "6/6 hold", "5/6 hold, 1 unchecked" or "1 violated". */
function summary(lights: readonly InvariantLight[]): string {
  const violated = countOf(lights, "violated");
  if (violated > 0) return `${violated} violated`;
  const unchecked = countOf(lights, "unchecked");
  const holding = `${countOf(lights, "holding")}/${lights.length} hold`;
  return unchecked === 0 ? holding : `${holding}, ${unchecked} unchecked`;
}

function countOf(lights: readonly InvariantLight[], wanted: Light): number {
  return lights.filter((light) => lightOf(light) === wanted).length;
}
