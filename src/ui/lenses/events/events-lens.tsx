/**
 * The log of what happened, newest first, and beside it, for a selected event, why. It follows the run while nobody reads; as soon as the
 * reader scrolls or moves in it, it stands still and counts what is newer.
 */
import { useEffect } from "react";
import { useUi, type WhyAssigns } from "../../../view/index.ts";
import { useThrottled } from "../../charts/use-throttled.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { LensProps } from "../../lens.ts";
import { useSession } from "../../shell/session-context.tsx";
import { isFold } from "../../widgets/why-words.ts";
import { EventFilters } from "./event-filters.tsx";
import { EventLog } from "./event-log.tsx";
import { type EventParams, isEventId, LIMIT_STEP, nextLimit, readEventParams } from "./event-params.ts";
import { useLog } from "./use-log.ts";
import { WhyPanel } from "./why-panel.tsx";
import "./events.css";

const NARROW_PX = 720;
/** The log moves at most this often: a line that is gone before it is read is of no use. */
const READ_INTERVAL_MS = 200;

export function Lens(props: LensProps<"events">) {
  const params = readEventParams(props.params);
  const query = `${params.filter} ${params.node} ${params.kinds.join()}`;
  const assigns = useThrottled(props.assigns, READ_INTERVAL_MS, `${query} ${params.select}`);
  const { ref, width } = useWidth<HTMLElement>();
  const log = useLog(assigns, query);
  const change = (part: Partial<EventParams>) => {
    log.follow();
    props.setParams({ ...props.params, ...part, limit: LIMIT_STEP });
  };
  const session = useSession();
  const ask = (id: string | null) => {
    props.select(id);
    props.setParams({ ...props.params, select: id, unfold: [] });
  };
  const go = (event: string) => {
    props.select(event);
    void session.transport({ kind: "seek_event", event });
  };
  useSelectedEvent(props, params.select);
  useLevel(props);
  const onWindow = (from: number, count: number) => {
    const loaded = {
      loaded: log.rows.length,
      newer: log.newer,
      matching: assigns.matching,
      limit: params.limit,
    };
    const limit = nextLimit(from + count, loaded);
    if (limit !== null) props.setParams({ ...props.params, limit });
  };
  return (
    <section className="events-lens" aria-label="Events" ref={ref}>
      <EventFilters assigns={assigns} params={params} onChange={change} />
      <div className="events-body">
        <EventLog
          log={log}
          query={query}
          narrow={width > 0 && width < NARROW_PX}
          selected={params.select}
          filtered={assigns.total > 0}
          onAsk={ask}
          onWindow={onWindow}
          onClear={() => change({ filter: "", node: "", kinds: [] })}
        />
        {params.select === null ? null : (
          <WhyPanel
            event={params.select}
            why={answerTo(params.select, props.assigns.why)}
            selected={props.selection}
            onGo={go}
            onSeek={(us) => void session.transport({ kind: "seek", us })}
            onUnfold={(fold) => props.setParams({ ...props.params, unfold: [...params.unfold, fold] })}
            onClose={() => ask(null)}
          />
        )}
      </div>
    </section>
  );
}

/**
 * An event selected elsewhere (in the narration, the inspector, the address) is asked about here at once. A step of the
 * chain that is shown is not: who walks along a chain keeps it.
 */
function useSelectedEvent(
  { selection, assigns, params, setParams }: LensProps<"events">,
  asked: string | null,
): void {
  const isStep = assigns.why?.steps.some((step) => !isFold(step) && step.id === selection) === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection asks; closing the chain must not.
  useEffect(() => {
    if (isEventId(selection) && selection !== asked && !(isStep && asked !== null))
      setParams({ ...params, select: selection, unfold: [] });
  }, [selection]);
}

/** The log is told in the words the person has chosen. */
function useLevel({ params, setParams }: LensProps<"events">): void {
  const level = useUi((state) => state.level);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice asks again.
  useEffect(() => {
    if ((params["level"] ?? "operator") !== level) setParams({ ...params, level });
  }, [level]);
}

/** The chain only if it is the one that was asked for: the answer to an older question may still be here. */
function answerTo(asked: string | null, why: WhyAssigns | null): WhyAssigns | null {
  return why?.event === asked ? why : null;
}
