/**
 * Consensus: the logs of all servers as lanes over one axis, who may decide, who led when, and how the last election
 * went. The worker reads the servers and finds the words; the page draws and reports what was done.
 */
import { type KeyboardEvent, useCallback, useInsertionEffect, useRef, useState } from "react";
import { type Action, type Params, useUi } from "../../../view/index.ts";
import { useThrottled } from "../../charts/use-throttled.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { LensProps } from "../../lens.ts";
import { useSession } from "../../shell/session-context.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { formatTime } from "../../widgets/format.ts";
import { ConsensusTables } from "./consensus-tables.tsx";
import { ConsensusToolbar } from "./consensus-toolbar.tsx";
import { nodeIn } from "./consensus-words.ts";
import { cellAt } from "./lane-cells.ts";
import { LaneKey } from "./lane-key.tsx";
import type { Place } from "./lane-layout.ts";
import { Lanes } from "./lanes.tsx";
import { ALIGN_TIMERS, campaignOrder, transferOrder } from "./orders.ts";
import { ElectionPanel, EntryPanel, SidesPanel } from "./panels.tsx";
import { ServerPanel } from "./server-panel.tsx";
import { TermStrip } from "./term-strip.tsx";
import "./consensus.css";
import "./consensus-parts.css";

/** Words change at most this often; the picture does not wait for it. */
const READ_INTERVAL_MS = 200;
const SCENARIO_WITH_CONSENSUS = "#/run/learning-cluster?lens=consensus";

export function Lens(props: LensProps<"consensus">) {
  const { assigns, params, selection, act } = props;
  const session = useSession();
  const push = usePush(props);
  const { ref, width } = useWidth<HTMLDivElement>();
  const [isProposing, setProposing] = useState(false);
  const { entry: detail, leader, term, cuts } = assigns;
  const isTable = params["table"] === true;
  const urgent = `${detail?.index}.${detail?.term} ${isTable} ${assigns.rows === null} ${cuts.length} ${leader} ${term}`;
  const read = useThrottled(assigns, READ_INTERVAL_MS, urgent);
  const entry = typeof params["entry"] === "string" ? params["entry"] : "";
  const selected = nodeIn(selection);
  const server = read.servers[selected ?? ""] ?? read.servers[read.leader ?? read.order[0] ?? ""];
  const go = (us: number) => void session.transport({ kind: "seek", us: Math.max(0, us) });
  const rewind = () => {
    if (assigns.election !== null) go(assigns.election.startedUs - 1);
  };
  const onKeyDown = useOrderKeys({ props, server: server?.id ?? null, rewind, setProposing });
  if (!assigns.hasConsensus || assigns.order.length === 0)
    return <NoConsensus mayCome={assigns.hasConsensus} />;
  const { onEntry, onServer } = choosing(props, push);
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: the keys of the buttons work wherever the focus is in here.
    <section className="consensus-lens" aria-label="Consensus" onKeyDown={onKeyDown}>
      <ConsensusToolbar
        assigns={read}
        isTable={isTable}
        isFollowing={!(Number(params["from"]) >= 1)}
        isProposing={isProposing}
        setProposing={setProposing}
        push={push}
        act={act}
        onRewind={rewind}
      />
      <Story assigns={read} />
      <TermStrip assigns={read} onGo={go} />
      <div className="consensus-picture" ref={ref}>
        <Lanes
          assigns={assigns}
          width={width}
          theme={props.theme}
          selected={server?.id ?? null}
          entry={entry}
          drawTimeUs={props.drawTimeUs}
          push={push}
          onServer={onServer}
          onEntry={onEntry}
        />
      </div>
      <LaneKey />
      {isTable ? (
        <ConsensusTables assigns={read} onServer={onServer} onEntry={(wanted) => push({ entry: wanted })} />
      ) : null}
      <div className="consensus-panels">
        <SidesPanel assigns={read} />
        <ElectionPanel assigns={read} />
        <Detail
          assigns={read}
          server={server}
          isSelected={selected === server?.id}
          act={act}
          onClose={() => push({ entry: "" })}
        />
      </div>
    </section>
  );
}

type Assigns = LensProps<"consensus">["assigns"];

/** What a click on an entry or a server selects. */
function choosing({ assigns, select }: LensProps<"consensus">, push: (change: Params) => void) {
  return {
    onEntry({ lane, index }: Place) {
      const owner = assigns.servers[assigns.order[lane] ?? ""];
      if (owner === undefined) return;
      const cell = cellAt(owner, index);
      select(owner.id);
      push({ entry: cell === undefined ? "" : `${index}.${cell.term}` });
    },
    onServer(id: string) {
      push({ entry: "" });
      select(id);
    },
  };
}

/** How things stand, or why nothing can be committed; and what happened last. */
function Story({ assigns: { why, standing, news } }: { readonly assigns: Assigns }) {
  return (
    <div className="consensus-story" aria-live="polite">
      {why === null ? (
        <p className="consensus-standing">{standing}</p>
      ) : (
        <p className="consensus-why">{why}</p>
      )}
      {news === null ? null : (
        <p className="consensus-news">
          <span className="number">{formatTime(news.atUs)}</span> {news.text}
        </p>
      )}
    </div>
  );
}

interface DetailProps extends Pick<LensProps<"consensus">, "assigns" | "act"> {
  readonly server: Assigns["servers"][string] | undefined;
  readonly isSelected: boolean;
  readonly onClose: () => void;
}

/** The selected entry, else the server that is looked at. */
function Detail({ assigns, server, isSelected, act, onClose }: DetailProps) {
  if (assigns.entry !== null) return <EntryPanel entry={assigns.entry} onClose={onClose} />;
  if (server === undefined) return null;
  return <ServerPanel assigns={assigns} server={server} isSelected={isSelected} act={act} />;
}

function NoConsensus({ mayCome }: { readonly mayCome: boolean }) {
  const open = () => {
    location.hash = SCENARIO_WITH_CONSENSUS;
  };
  return (
    <section className="consensus-lens" aria-label="Consensus">
      {mayCome ? (
        <EmptyState
          title="No server of the replicated log yet"
          reason="The nodes are still starting; their logs appear here in a moment."
        />
      ) : (
        <EmptyState
          title="This scenario has no replicated log"
          reason="Its processes agree on nothing, so there is no leader, no term and no log. In the learning cluster five servers keep one."
          action={{ label: "Open the learning cluster", onPress: open }}
        />
      )}
    </section>
  );
}

interface OrderKeys {
  readonly props: LensProps<"consensus">;
  readonly server: string | null;
  readonly rewind: () => void;
  readonly setProposing: (isProposing: boolean) => void;
}

/** The single keys of this lens; they work while the focus is in it, and can be switched off with the others. */
function useOrderKeys({ props, server, rewind, setProposing }: OrderKeys) {
  const isEnabled = useUi((state) => state.keyboardEnabled);
  const { assigns, act } = props;
  const order = (action: Action | null) => {
    if (assigns.canOrder && action !== null) act(action);
  };
  const keys: Readonly<Record<string, () => void>> = {
    e: rewind,
    a: () => order(ALIGN_TIMERS),
    h: () => {
      if (assigns.cuts.length > 0) act({ kind: "heal_all", target: "network" });
    },
    o: () => setProposing(assigns.variables.length > 0),
    v: () => order(server === null || server === assigns.leader ? null : campaignOrder(server)),
    l: () => order(server === null || server === assigns.leader ? null : transferOrder(server)),
  };
  return (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof HTMLElement && event.target.closest("input, select, textarea") !== null;
    if (!isEnabled || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const press = Object.hasOwn(keys, event.key.toLowerCase()) ? keys[event.key.toLowerCase()] : undefined;
    if (press === undefined) return;
    press();
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Changes some parameters of the view and keeps the others, however quickly one change follows the other. */
function usePush(props: LensProps<"consensus">): (change: Params) => void {
  const latest = useRef(props);
  const params = useRef<Params>(props.params);
  useInsertionEffect(() => {
    if (latest.current.params !== props.params) params.current = props.params;
    latest.current = props;
  });
  return useCallback((change) => {
    const isNews = Object.entries(change).some(([key, value]) => params.current[key] !== value);
    if (!isNews) return;
    params.current = { ...params.current, ...change };
    latest.current.setParams(params.current);
  }, []);
}
