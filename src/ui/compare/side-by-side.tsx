/**
 * The open lens twice, for A and for B, at the same moment; on a phone one of them at a time, as two tabs. Transport, lens
 * rail, selection and parameters of the lens move both.
 *
 * Invariant: B is only looked at; whoever wants to act on it opens it as the run.
 */
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import {
  type Action,
  addNotice,
  compareStore,
  followSight,
  type LensId,
  runStore,
  uiStore,
  useCompare,
  useRun,
  useRunState,
  useUi,
} from "../../view/index.ts";
import { LENSES } from "../lenses/index.ts";
import { useSession } from "../shell/session-context.tsx";
import { formatTime } from "../widgets/format.ts";
import { PHONE, useMedia } from "../widgets/use-media.ts";
import { LensPane } from "./lens-pane.tsx";
import type { ComparisonVerbs } from "./use-comparison.ts";
import "./side-by-side.css";

type Side = "a" | "b";
const SIDES: readonly Side[] = ["a", "b"];
const nameOf = (side: Side): string => (side === "a" ? "A, the run on the screen" : "B");

export function SideBySide({ comparison }: { readonly comparison: ComparisonVerbs }) {
  const isPhone = useMedia(PHONE);
  const [shown, setShown] = useState<Side>("a");
  const id = useId();
  useEffect(
    () => followSight({ store: compareStore, runStore, uiStore, look: comparison.look }),
    [comparison],
  );
  if (!isPhone)
    return (
      <div className="compare-sides">
        {SIDES.map((side) => (
          <section key={side} className="compare-side" aria-label={`Run ${nameOf(side)}`}>
            <SideLens side={side} />
          </section>
        ))}
      </div>
    );
  return (
    <div className="compare-sides">
      <SideTabs id={id} shown={shown} onShow={setShown} />
      <section className="compare-side" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`}>
        <SideLens side={shown} />
      </section>
    </div>
  );
}

function SideLens({ side }: { readonly side: Side }) {
  const lens = useUi((state) => state.lens);
  return side === "a" ? <LensOfA lens={lens} /> : <LensOfB lens={lens} />;
}

function LensOfA({ lens }: { readonly lens: LensId }) {
  const session = useSession();
  const assigns = useRunState((state) => state.assigns[lens]) ?? null;
  const nowUs = useRun((run) => run.nowUs);
  const act = useCallback((action: Action) => void session.act(action), [session]);
  return (
    <>
      <SideTitle side="a" lens={lens} atUs={nowUs} />
      <div className="compare-lens">
        <LensPane lens={lens} assigns={assigns} act={act} />
      </div>
    </>
  );
}

function LensOfB({ lens }: { readonly lens: LensId }) {
  const sight = useCompare((state) => state.sight);
  const current = sight?.lens === lens ? sight : null;
  return (
    <>
      <SideTitle side="b" lens={lens} atUs={current?.atUs ?? null} />
      <div className="compare-lens">
        <LensPane lens={lens} assigns={current?.assigns ?? null} act={refuse} />
      </div>
    </>
  );
}

const refuse = (): void =>
  addNotice(uiStore, "info", "B is only looked at here. Open B as the run to intervene in it.");

interface SideTitleProps {
  readonly side: Side;
  readonly lens: LensId;
  readonly atUs: number | null;
}

function SideTitle({ side, lens, atUs }: SideTitleProps) {
  return (
    <h3 className="compare-side-title">
      <span data-side={side}>{side.toUpperCase()}</span> {LENSES[lens].title}{" "}
      <span className="number">{atUs === null ? "" : formatTime(atUs)}</span>
    </h3>
  );
}

interface SideTabsProps {
  readonly id: string;
  readonly shown: Side;
  readonly onShow: (side: Side) => void;
}

function SideTabs({ id, shown, onShow }: SideTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = shown === "a" ? "b" : "a";
    onShow(next);
    list.current?.querySelector<HTMLElement>(`[data-side="${next}"]`)?.focus();
  };
  return (
    <div className="compare-tabs" role="tablist" aria-label="Run" ref={list} onKeyDown={onKeyDown}>
      {SIDES.map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          id={`${id}-${side}`}
          data-side={side}
          aria-selected={side === shown}
          aria-controls={`${id}-panel`}
          tabIndex={side === shown ? 0 : -1}
          onClick={() => onShow(side)}
        >
          {`Run ${side.toUpperCase()}`}
        </button>
      ))}
    </div>
  );
}
