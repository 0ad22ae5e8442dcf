/** What is kept to go back with, in plain words: nothing is thinned or left out in silence. */
import { type RecordingFacts, useAssigns } from "../../view/index.ts";
import { Icon } from "../widgets/icon.tsx";

const BYTES_PER_MB = 1_048_576;

export function RecordingNote() {
  const recording = useAssigns("timeline", (timeline) => timeline.recording);
  if (recording === null) return null;
  const isWorthALook = recording.off !== null || recording.thinned > 0;
  return (
    <p className="recording-note">
      {isWorthALook ? <Icon name="alert" size={14} /> : null}
      <span className="number">{recordingWords(recording)}</span>
    </p>
  );
}

/** "12 checkpoints, 3.2 MB of 64 MB; 4 thinned: going back there takes longer." */
export function recordingWords({ checkpoints, bytes, budgetBytes, thinned, off }: RecordingFacts): string {
  if (off !== null) return off;
  const size = `${(bytes / BYTES_PER_MB).toFixed(1)}\u00a0MB of ${Math.round(budgetBytes / BYTES_PER_MB)}\u00a0MB`;
  const kept = `${checkpoints} ${checkpoints === 1 ? "checkpoint" : "checkpoints"}, ${size}`;
  return thinned === 0 ? `${kept}.` : `${kept}; ${thinned} thinned: going back there takes longer.`;
}
