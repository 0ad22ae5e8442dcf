/**
 * One lens over assigns that are given to it, whichever lens and whichever run: half of a comparison side by side.
 *
 * Invariant: both halves share selection and parameters of the lens, so that they always show the same part.
 */
import { type ComponentType, lazy, Suspense, useCallback } from "react";
import {
  type Action,
  type AssignsByView,
  type LensId,
  type Params,
  select,
  setParams,
  themeOf,
  uiStore,
  useRun,
  useUi,
} from "../../view/index.ts";
import type { LensProps } from "../lens.ts";
import { LENSES } from "../lenses/index.ts";
import { useSession } from "../shell/session-context.tsx";

const NO_PARAMS: Params = {};

export interface LensPaneProps {
  readonly lens: LensId;
  readonly assigns: AssignsByView[LensId] | null;
  readonly act: (action: Action) => void;
}

export function LensPane({ lens, assigns, act }: LensPaneProps) {
  const session = useSession();
  const selection = useUi((state) => state.selection);
  const params = useUi((state) => state.params[lens]) ?? NO_PARAMS;
  const theme = useUi(themeOf);
  const playing = useRun((run) => run.playing) ?? false;
  const Lens = lensOf(lens);
  const onSelect = useCallback((target: string | null) => select(uiStore, target), []);
  const onParams = useCallback((next: Params) => setParams(uiStore, lens, next), [lens]);
  if (assigns === null) return <p className="compare-hint">B is on its way to this moment.</p>;
  return (
    <Suspense fallback={null}>
      <Lens
        assigns={assigns}
        selection={selection}
        select={onSelect}
        act={act}
        params={params}
        setParams={onParams}
        drawTimeUs={session.drawTimeUs}
        playing={playing}
        theme={theme}
      />
    </Suspense>
  );
}

type AnyLens = ComponentType<LensProps<LensId>>;

/** Outside of any rendering: a lazy component that suspends must find itself again. */
const lenses = new Map<LensId, AnyLens>();

function lensOf(id: LensId): AnyLens {
  const known = lenses.get(id);
  if (known !== undefined) return known;
  const made = lazy(async () => ({ default: (await LENSES[id].load()).Lens as unknown as AnyLens }));
  lenses.set(id, made);
  return made;
}
