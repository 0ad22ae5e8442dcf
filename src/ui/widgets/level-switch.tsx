/** In which words events are told: one choice for the narration, the log, the causes and the screen reader. */
import { type Level, uiStore, useUi } from "../../view/index.ts";
import "./level-switch.css";

const LEVELS: readonly (readonly [Level, string])[] = [
  ["novice", "Plain words"],
  ["operator", "Operator"],
  ["raw", "Raw"],
];

export function LevelSwitch() {
  const level = useUi((state) => state.level);
  return (
    <select
      className="level-switch"
      aria-label="Words"
      title="In which words events are told"
      value={level}
      onChange={(event) => uiStore.setState({ level: event.target.value as Level })}
    >
      {LEVELS.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
