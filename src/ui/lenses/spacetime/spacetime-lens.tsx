/**
 * Space-time: who did what when, and what could have known of it. Lines of nodes or processes, the messages between
 * them, the cones of the selected event and the relation of two.
 *
 * The worker reads the traces and knows the clocks; the page draws what it was given wherever the camera is.
 */
import { useCallback, useEffect, useInsertionEffect, useRef, useState } from "react";
import type { Params } from "../../../view/index.ts";
import { useThrottled } from "../../charts/use-throttled.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { LensProps } from "../../lens.ts";
import { useSession } from "../../shell/session-context.tsx";
import type { Axis } from "./camera.ts";
import { Easel } from "./easel.ts";
import { FocusPanel } from "./focus-panel.tsx";
import { SpacetimeCanvas } from "./spacetime-canvas.tsx";
import { SpacetimeTable } from "./spacetime-table.tsx";
import { SpacetimeToolbar } from "./spacetime-toolbar.tsx";
import "./spacetime.css";
import "./spacetime-parts.css";

/** Words and numbers change at most this often; the picture does not wait for it. */
const READ_INTERVAL_MS = 200;
const NARROW_PX = 720;

export function Lens(props: LensProps<"spacetime">) {
  const { assigns, params, select, selection } = props;
  const session = useSession();
  const push = usePush(props);
  const axis = params["axis"] === "order" ? "order" : "time";
  const { easel, isFollowing } = useEasel(props, push, axis);
  const { ref, width } = useWidth<HTMLElement>();
  const { answers, held, mode } = assigns;
  const urgent = `${answers.focus?.id} ${answers.other?.id} ${answers.missing} ${answers.table?.from} ${mode} ${held}`;
  const read = useThrottled(assigns, READ_INTERVAL_MS, urgent);
  useSelection(props, easel, push);
  const pick = (id: string, isSecond: boolean) => {
    if (isSecond && answers.focus !== null) push({ other: id });
    else {
      push({ other: "" });
      select(id);
    }
  };
  const isNarrow = width > 0 && width < NARROW_PX;
  const isTable = params["table"] === true;
  const onWindow = useCallback(
    (from: number, count: number) => push({ tableFrom: from, tableCount: count }),
    [push],
  );
  return (
    <section className="spacetime-lens" aria-label="Space-time" ref={ref}>
      <SpacetimeToolbar
        assigns={read}
        easel={easel}
        axis={axis}
        isFolded={params["fold"] !== false}
        isTable={isTable}
        isFollowing={isFollowing}
        push={push}
      />
      <SpacetimeCanvas
        easel={easel}
        assigns={assigns}
        theme={props.theme}
        onPick={pick}
        onName={select}
        onEscape={() => {
          if (answers.other === null) return false;
          push({ other: "" });
          return true;
        }}
      />
      {isTable ? (
        <SpacetimeTable
          assigns={read}
          isNarrow={isNarrow}
          onWindow={onWindow}
          onRead={() => easel.stay()}
          onPick={(id) => pick(id, false)}
        />
      ) : null}
      <FocusPanel
        assigns={read}
        isNarrow={isNarrow}
        onLine={select}
        onShow={(ordinal) => easel.showOrdinal(ordinal)}
        onGo={(event) => void session.transport({ kind: "seek_event", event })}
        onClear={() => {
          push({ other: "" });
          if (selection?.includes("#") === true) select(null);
        }}
      />
    </section>
  );
}

/** The easel of this lens; it follows a run that begins to play. */
function useEasel(props: LensProps<"spacetime">, push: (change: Params) => void, axis: Axis) {
  const [easel] = useState(() => new Easel(props.assigns, push));
  const [isFollowing, setFollowing] = useState(true);
  useEffect(() => {
    easel.onFollowing = setFollowing;
    push({ hold: false, other: "", point: "" });
  }, [easel, push]);
  useEffect(() => {
    easel.isPlaying = props.playing;
    if (props.playing && !easel.isFollowing) easel.follow();
  }, [easel, props.playing]);
  useEffect(() => easel.setAxis(axis), [easel, axis]);
  return { easel, isFollowing };
}

/** What is selected anywhere is asked about, and an event is brought into sight when the worker has found it. */
function useSelection(
  { selection, assigns }: LensProps<"spacetime">,
  easel: Easel,
  push: (params: Params) => void,
) {
  const shown = useRef<string | null>(null);
  const isEvent = selection?.includes("#") === true;
  useEffect(() => {
    easel.select(selection);
    push({ select: isEvent ? selection : "", with: selection?.startsWith("<") === true ? selection : "" });
    if (!isEvent) {
      shown.current = null;
      push({ other: "" });
    }
  }, [easel, push, selection, isEvent]);
  const { focus } = assigns.answers;
  useEffect(() => {
    if (focus === null || focus.id !== selection || shown.current === focus.id) return;
    shown.current = focus.id;
    easel.showOrdinal(focus.at);
  }, [easel, focus, selection]);
}

/** Changes some parameters of the view and keeps the others, however quickly one change follows the other. */
function usePush(props: LensProps<"spacetime">): (change: Params) => void {
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
