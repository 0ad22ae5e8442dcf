/** Time under control: play, step and go back, speed, how far to run, branches; and what the run measures of itself. */
import type { Transport } from "../../view/index.ts";
import { runStore, SPEEDS, useAssigns, useRun, useRunState } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { formatSpeed, formatTime } from "../widgets/format.ts";
import { Icon, type IconName } from "../widgets/icon.tsx";
import { PHONE, useMedia } from "../widgets/use-media.ts";
import { BranchMenu } from "./branch-menu.tsx";
import { InvariantLights } from "./invariant-lights.tsx";
import { Moments, OverviewStrip } from "./overview-strip.tsx";
import { PastNote } from "./past-note.tsx";
import { RunFigures } from "./run-figures.tsx";
import { RunUntil } from "./run-until.tsx";
import { useSession } from "./session-context.tsx";
import { STEP_US, togglePlay } from "./shortcuts.ts";
import "./transport-bar.css";

/** Two rows; on a phone their parts are placed anew by the style sheet. */
export function TransportBar() {
  const isPhone = useMedia(PHONE);
  return (
    <section className="transport" aria-label="Transport">
      <div className="transport-row transport-row-strip">
        <BranchMenu />
        <OverviewStrip />
        <Moments />
      </div>
      <div className="transport-row">
        <div className="transport-controls">
          <PlayControls />
          <SpeedPicker />
          <UndoControls />
        </div>
        <div className="transport-moment">
          <VirtualTime />
          {isPhone ? <PastNote isNarrow={true} /> : null}
        </div>
        <RunUntil />
        <RunFigures />
        <InvariantLights />
      </div>
    </section>
  );
}

interface Step {
  readonly label: string;
  readonly shortcut: string;
  readonly icon: IconName;
  readonly command: Transport;
}

const STEPS_BACK: readonly Step[] = [
  {
    label: "100 ms back",
    shortcut: "Shift ←",
    icon: "stepTimeBack",
    command: { kind: "step_time", us: -STEP_US },
  },
  { label: "One event back", shortcut: "←", icon: "stepEventBack", command: { kind: "step_event_back" } },
];
const STEPS_ON: readonly Step[] = [
  { label: "One event on", shortcut: "→", icon: "stepEvent", command: { kind: "step_event" } },
  { label: "100 ms on", shortcut: "Shift →", icon: "stepTime", command: { kind: "step_time", us: STEP_US } },
];

export function PlayControls() {
  const session = useSession();
  const isOpen = useIsOpen();
  const isAtStart = useRun((run) => run.nowUs === 0) ?? true;
  const isPlaying = useRun((run) => run.playing) ?? false;
  return (
    <div className="transport-group">
      <StepButtons steps={STEPS_BACK} disabled={!isOpen || isAtStart} />
      <IconButton
        label={isPlaying ? "Pause" : "Play"}
        shortcut="Space"
        icon={<Icon name={isPlaying ? "pause" : "play"} />}
        disabled={!isOpen}
        onPress={() => togglePlay({ session, runStore })}
      />
      <StepButtons steps={STEPS_ON} disabled={!isOpen} />
    </div>
  );
}

function StepButtons({ steps, disabled }: { readonly steps: readonly Step[]; readonly disabled: boolean }) {
  const session = useSession();
  return steps.map(({ label, shortcut, icon, command }) => (
    <IconButton
      key={label}
      label={label}
      shortcut={shortcut}
      icon={<Icon name={icon} />}
      disabled={disabled}
      onPress={() => void session.transport(command)}
    />
  ));
}

/** Interventions taken back and brought back; the button says which one. */
function UndoControls() {
  const session = useSession();
  const isOpen = useIsOpen();
  const undo = useAssigns("timeline", (timeline) => timeline.undo);
  const redo = useAssigns("timeline", (timeline) => timeline.redo);
  return (
    <div className="transport-group">
      <IconButton
        label={undo === null ? "No intervention to undo" : `Undo: ${undo}`}
        shortcut="Ctrl/⌘ Z"
        icon={<Icon name="undo" />}
        disabled={!isOpen || undo === null}
        onPress={() => void session.transport({ kind: "undo" })}
      />
      <IconButton
        label={redo === null ? "No intervention to redo" : `Redo: ${redo}`}
        shortcut="Ctrl/⌘ Shift Z"
        icon={<Icon name="redo" />}
        disabled={!isOpen || redo === null}
        onPress={() => void session.transport({ kind: "redo" })}
      />
    </div>
  );
}

function useIsOpen(): boolean {
  return useRunState((state) => state.connection.kind === "live" && state.assigns.run !== undefined);
}

function SpeedPicker() {
  const session = useSession();
  const speed = useRun((run) => run.speed);
  const options =
    speed === null || SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  return (
    <select
      className="transport-speed data"
      aria-label="Speed, virtual seconds per second"
      aria-keyshortcuts="[ ]"
      title="Speed ([ slower, ] faster)"
      disabled={speed === null}
      value={String(speed ?? 1)}
      onChange={(event) =>
        void session.transport({ kind: "speed", speed: Number(event.currentTarget.value) })
      }
    >
      {options.map((option) => (
        <option key={option} value={String(option)}>
          {formatSpeed(option)}
        </option>
      ))}
    </select>
  );
}

export function VirtualTime() {
  const nowUs = useRun((run) => run.nowUs);
  const seekPercent = useRun((run) => run.seekPercent);
  return (
    <output className="transport-time data" aria-live="off" aria-label="Virtual time">
      {formatTime(nowUs)}
      {seekPercent === null ? null : (
        <span className="transport-seek"> replaying {Math.round(seekPercent)} %</span>
      )}
    </output>
  );
}
