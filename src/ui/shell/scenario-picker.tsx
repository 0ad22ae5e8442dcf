/** Picks the scenario: title on the button, one line about each in the panel. */
import { useRun, useRunState } from "../../view/index.ts";
import { Icon } from "../widgets/icon.tsx";
import { Popover } from "../widgets/popover.tsx";
import { useSession } from "./session-context.tsx";
import "./scenario-picker.css";

export function ScenarioPicker() {
  const session = useSession();
  const scenarios = useRunState((state) => state.scenarios);
  const current = useRun((run) => run.scenario);
  const title = useRun((run) => run.scenarioTitle) ?? "Learning cluster";
  return (
    <Popover
      label={`Scenario: ${title}`}
      buttonClass="button scenario-button"
      face={
        <>
          <span className="scenario-title">{title}</span>
          <Icon name="chevronDown" size={14} />
        </>
      }
    >
      {(close) => (
        <ul className="scenario-list">
          {scenarios.map(({ id, title: name, summary }) => (
            <li key={id}>
              <button
                type="button"
                className="scenario-choice"
                aria-current={id === current}
                onClick={() => {
                  close();
                  void session.openRun({ scenario: id });
                }}
              >
                <span className="scenario-name">{name}</span>
                <span className="scenario-summary">{summary}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
