/** The line above the stage: what there is to see in one sentence, and the switches of the view. */
import type { Action, StageAssigns } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { actionsFor } from "./stage-actions.ts";
import { stageSummary } from "./stage-words.ts";

export interface StageBarProps {
  readonly stage: StageAssigns;
  readonly isList: boolean;
  readonly isKeyOpen: boolean;
  readonly toggleList: () => void;
  readonly toggleKey: () => void;
  readonly act: (action: Action) => void;
}

export function StageBar({ stage, isList, isKeyOpen, toggleList, toggleKey, act }: StageBarProps) {
  const healAll = actionsFor(null, stage, null)[0];
  return (
    <header className="stage-bar">
      <p className="stage-summary">{stageSummary(stage)}</p>
      {healAll === undefined ? null : <Button onPress={() => act(healAll.action)}>{healAll.label}</Button>}
      {isList ? null : (
        <Button pressed={isKeyOpen} onPress={toggleKey}>
          Key
        </Button>
      )}
      <Button pressed={isList} onPress={toggleList}>
        List
      </Button>
    </header>
  );
}
