/**
 * The main place: the open lens over its assigns.
 *
 * Invariants: switching the lens changes neither time nor selection; while a lens is being fetched or has no assigns
 * yet, an empty surface of the same size stands there, so that nothing shifts.
 */
import { type ComponentType, lazy, Suspense, useCallback, useState } from "react";
import {
  type AssignsByView,
  type LensId,
  type Params,
  select,
  setParams,
  themeOf,
  uiStore,
  useRun,
  useRunState,
  useUi,
} from "../../view/index.ts";
import type { LensProps } from "../lens.ts";
import { LENSES } from "../lenses/index.ts";
import { ConnectionPanel } from "./connection-panel.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { useSession } from "./session-context.tsx";
import "./lens-area.css";

const NO_PARAMS: Params = {};

export function LensArea() {
  const lens = useUi((state) => state.lens);
  const isTroubled = useRunState(({ connection: { kind } }) => kind !== "connecting" && kind !== "live");
  const [attempt, setAttempt] = useState(0);
  return (
    <main className="lens-area" id="lens" tabIndex={-1} aria-labelledby="lens-title">
      <h2 id="lens-title" className="visually-hidden">
        {LENSES[lens].title} lens
      </h2>
      <div className="lens-room" inert={isTroubled}>
        <ErrorBoundary
          key={`${lens} ${attempt}`}
          title={`The ${LENSES[lens].title.toLowerCase()} lens cannot be drawn`}
          onRetry={() => setAttempt(attempt + 1)}
        >
          <Suspense fallback={<div className="lens-waiting" />}>
            <LensHost lens={lens} attempt={attempt} />
          </Suspense>
        </ErrorBoundary>
      </div>
      <ConnectionPanel />
    </main>
  );
}

type AnyLens = ComponentType<LensProps<LensId>>;

function LensHost({ lens, attempt }: { readonly lens: LensId; readonly attempt: number }) {
  const session = useSession();
  const assigns = useRunState((state) => state.assigns[lens]);
  const selection = useUi((state) => state.selection);
  const params = useUi((state) => state.params[lens]) ?? NO_PARAMS;
  const theme = useUi(themeOf);
  const playing = useRun((run) => run.playing) ?? false;
  const Lens = lensOf(lens, attempt);
  const onSelect = useCallback((target: string | null) => select(uiStore, target), []);
  const onParams = useCallback((next: Params) => setParams(uiStore, lens, next), [lens]);
  const act = useCallback((action: Parameters<typeof session.act>[0]) => void session.act(action), [session]);
  if (assigns === undefined) return <div className="lens-waiting" />;
  return (
    <Lens
      assigns={assigns as AssignsByView[LensId]}
      selection={selection}
      select={onSelect}
      act={act}
      params={params}
      setParams={onParams}
      drawTimeUs={session.drawTimeUs}
      playing={playing}
      theme={theme}
    />
  );
}

/** The lenses as lazy components, outside of any rendering: one that suspends must find itself again. */
const lenses = new Map<string, AnyLens>();

/** Another attempt fetches the lens anew. */
function lensOf(id: LensId, attempt: number): AnyLens {
  const key = `${id} ${attempt}`;
  const known = lenses.get(key);
  if (known !== undefined) return known;
  const made = lazy(async () => ({ default: (await LENSES[id].load()).Lens as unknown as AnyLens }));
  lenses.set(key, made);
  return made;
}
