/** One server: how it stands, what can be done to it, and its links. */
import type { Action, ConsensusAssigns, ConsensusServer } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { progressLine, roleWord } from "./consensus-words.ts";
import { campaignOrder, linkOf, NO_ORDERS, transferOrder } from "./orders.ts";

export interface ServerPanelProps {
  readonly assigns: ConsensusAssigns;
  readonly server: ConsensusServer;
  /** Whether it is the selected thing: then the page's keys act on it. */
  readonly isSelected: boolean;
  readonly act: (action: Action) => void;
}

export function ServerPanel({ assigns, server, isSelected, act }: ServerPanelProps) {
  const { id, term, lastIndex, commitIndex, appliedIndex, baseIndex, waiting } = server;
  const progress = progressLine(server);
  const follows = server.follows === null ? "" : `, follows ${server.follows}`;
  return (
    <section className="consensus-panel" aria-label={`Server ${id}`}>
      <h3>
        Server <span className="data">{id}</span>
      </h3>
      <p>
        {roleWord(server)} in term {term}
        {follows}
        {server.isFromDisk && lastIndex > 0 ? "; shown is what its disk holds" : ""}
      </p>
      <dl className="server-facts">
        <Fact name="Log" value={baseIndex > 0 ? `${baseIndex + 1} to ${lastIndex}` : `up to ${lastIndex}`} />
        <Fact name="Committed" value={String(commitIndex)} />
        <Fact name="Applied" value={server.isFromDisk ? "–" : String(appliedIndex)} />
        {progress === "" ? null : <Fact name="The leader knows" value={progress} />}
        {waiting > 0 ? <Fact name="Requests waiting" value={String(waiting)} /> : null}
      </dl>
      <ServerActions assigns={assigns} server={server} isSelected={isSelected} act={act} />
      <Links assigns={assigns} id={id} act={act} />
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function ServerActions({ assigns, server, isSelected, act }: ServerPanelProps) {
  const { id, status, role } = server;
  const others = assigns.order.filter((other) => other !== id);
  const isIsolated = others.length > 0 && others.every((other) => assigns.cuts.includes(linkOf(id, other)));
  const isDown = status === "down";
  const key = (name: string) => (isSelected ? name : null);
  const ordered = (isOf: boolean, other: string) => (!assigns.canOrder ? NO_ORDERS : isOf ? "" : other);
  return (
    <div className="consensus-actions">
      {isIsolated ? (
        <Button onPress={() => act({ kind: "rejoin", target: "network", groups: [[id]] })}>
          Join it again
        </Button>
      ) : (
        <Button
          variant="danger"
          shortcut={key("C")}
          disabled={isDown}
          hint={isDown ? "It is down" : "Cuts all its links"}
          onPress={() => act({ kind: "partition", target: "network", group: [id] })}
        >
          Cut off
        </Button>
      )}
      {isDown ? (
        <Button shortcut={key("X")} onPress={() => act({ kind: "restart_node", target: id })}>
          Restart
        </Button>
      ) : (
        <Button variant="danger" shortcut={key("X")} onPress={() => act({ kind: "crash_node", target: id })}>
          Crash
        </Button>
      )}
      <Button
        disabled={isDown}
        shortcut={key("P")}
        hint={isDown ? "It is down" : "Its processes stand still, its links stay"}
        onPress={() => act({ kind: status === "paused" ? "resume_node" : "pause_node", target: id })}
      >
        {status === "paused" ? "Resume" : "Pause"}
      </Button>
      <Button
        shortcut="V"
        disabled={!assigns.canOrder || isDown || role === "leader"}
        hint={ordered(role !== "leader", "It leads already") || "It stands for election now"}
        onPress={() => act(campaignOrder(id))}
      >
        Campaign
      </Button>
      <Button
        shortcut="L"
        disabled={!assigns.canOrder || isDown || assigns.leader === null || assigns.leader === id}
        hint={ordered(assigns.leader !== id, "It leads already") || `The leader hands over to ${id}`}
        onPress={() => act(transferOrder(id))}
      >
        Make it leader
      </Button>
    </div>
  );
}

interface LinksProps {
  readonly assigns: ConsensusAssigns;
  readonly id: string;
  readonly act: (action: Action) => void;
}

function Links({ assigns, id, act }: LinksProps) {
  const others = assigns.order.filter((other) => other !== id);
  if (others.length === 0) return null;
  return (
    <fieldset className="consensus-links">
      <legend>Links: press to cut or heal</legend>
      {others.map((other) => {
        const target = linkOf(id, other);
        const isCut = assigns.cuts.includes(target);
        return (
          <Button
            key={target}
            hint={isCut ? `Heal the link ${target}` : `Cut the link ${target}`}
            onPress={() => act({ kind: isCut ? "heal_link" : "cut_link", target })}
          >
            <span className="data">{target}</span> {isCut ? "✕ cut" : "– open"}
          </Button>
        );
      })}
    </fieldset>
  );
}
