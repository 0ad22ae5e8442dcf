/** What can be done to the whole cluster, and how it is looked at. */
import { useState } from "react";
import type { Action, ConsensusAssigns, Params, VariableRow } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { ProposeForm } from "../variables/propose-form.tsx";
import { ALIGN_TIMERS, NO_ORDERS } from "./orders.ts";

export interface ConsensusToolbarProps {
  readonly assigns: ConsensusAssigns;
  readonly isTable: boolean;
  readonly isFollowing: boolean;
  readonly isProposing: boolean;
  readonly setProposing: (isProposing: boolean) => void;
  readonly push: (change: Params) => void;
  readonly act: (action: Action) => void;
  readonly onRewind: () => void;
}

export function ConsensusToolbar(props: ConsensusToolbarProps) {
  const { assigns, isTable, isFollowing, isProposing, setProposing, push, act, onRewind } = props;
  const { election, canOrder, cuts, variables } = assigns;
  return (
    <header className="consensus-toolbar">
      <Button
        disabled={election === null}
        hint={
          election === null ? "There has been no election yet" : "To just before the last election started"
        }
        shortcut="E"
        onPress={onRewind}
      >
        Rewind to the election
      </Button>
      <Button
        disabled={!canOrder}
        hint={canOrder ? "All followers stand for election at the same moment: votes split" : NO_ORDERS}
        shortcut="A"
        onPress={() => act(ALIGN_TIMERS)}
      >
        Align timers
      </Button>
      <Button
        disabled={cuts.length === 0}
        hint={cuts.length === 0 ? "No link is cut" : "Every cut link carries messages again"}
        shortcut="H"
        onPress={() => act({ kind: "heal_all", target: "network" })}
      >
        Heal all links
      </Button>
      <Button
        disabled={variables.length === 0}
        pressed={isProposing}
        hint={
          variables.length === 0
            ? "This scenario has no variable to propose a value for (or none yet)"
            : "A new value for a variable: it becomes entries of the log"
        }
        shortcut="O"
        onPress={() => setProposing(!isProposing)}
      >
        Propose a value
      </Button>
      <span className="consensus-view-switches">
        <Button pressed={isTable} hint="The same as tables" onPress={() => push({ table: !isTable })}>
          Tables
        </Button>
        <Button
          pressed={isFollowing}
          hint="Keep the newest entries in sight (End)"
          onPress={() => push({ from: isFollowing ? assigns.window.from : 0 })}
        >
          Follow
        </Button>
      </span>
      {isProposing && variables.length > 0 ? (
        <ProposeRow assigns={assigns} act={act} onClose={() => setProposing(false)} />
      ) : null}
    </header>
  );
}

interface ProposeRowProps {
  readonly assigns: ConsensusAssigns;
  readonly act: (action: Action) => void;
  readonly onClose: () => void;
}

function ProposeRow({ assigns: { variables }, act, onClose }: ProposeRowProps) {
  const [name, setName] = useState(variables[0]?.name ?? "");
  const variable = variables.find((entry) => entry.name === name) ?? variables[0];
  if (variable === undefined) return null;
  return (
    <div className="consensus-propose">
      <label>
        Variable{" "}
        <select
          value={variable.name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {variables.map((entry) => (
            <option key={entry.name}>{entry.name}</option>
          ))}
        </select>
      </label>
      <ProposeForm
        key={variable.name}
        variable={variable as VariableRow}
        onPropose={(value) => {
          act({ kind: "propose", target: variable.name, value });
          onClose();
        }}
        onClose={onClose}
      />
    </div>
  );
}
