/** Time under control: play, step, speed, how far to run; and what the run measures of itself. */
import { runStore, SPEEDS, useRun, useRunState } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { formatSpeed, formatTime } from "../widgets/format.ts";
import { Icon } from "../widgets/icon.tsx";
import { InvariantLights } from "./invariant-lights.tsx";
import { RunFigures } from "./run-figures.tsx";
import { RunUntil } from "./run-until.tsx";
import { useSession } from "./session-context.tsx";
import { STEP_US, togglePlay } from "./shortcuts.ts";
import "./transport-bar.css";

export function TransportBar() {
  return (
    <section className="transport" aria-label="Transport">
      <PlayControls />
      <SpeedPicker />
      <VirtualTime />
      <RunUntil />
      <RunFigures />
      <InvariantLights />
    </section>
  );
}

function PlayControls() {
  const session = useSession();
  const isOpen = useRunState((state) => state.connection.kind === "live" && state.assigns.run !== undefined);
  const isPlaying = useRun((run) => run.playing) ?? false;
  return (
    <div className="transport-group">
      <IconButton
        label={isPlaying ? "Pause" : "Play"}
        shortcut="Space"
        icon={<Icon name={isPlaying ? "pause" : "play"} />}
        disabled={!isOpen}
        onPress={() => togglePlay({ session, runStore })}
      />
      <IconButton
        label="One event on"
        shortcut="→"
        icon={<Icon name="stepEvent" />}
        disabled={!isOpen}
        onPress={() => void session.transport({ kind: "step_event" })}
      />
      <IconButton
        label="100 ms on"
        shortcut="Shift →"
        icon={<Icon name="stepTime" />}
        disabled={!isOpen}
        onPress={() => void session.transport({ kind: "step_time", us: STEP_US })}
      />
    </div>
  );
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

function VirtualTime() {
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
