/**
 * All living processes as one picture: every process keeps its place for life, colour is what one asks about, strength
 * is how many live there. One zooms from everything down to a single process and opens it.
 *
 * The worker adds up at the resolution of the sight; the page draws what it was given wherever the camera is.
 */
import { useCallback, useEffect, useId, useInsertionEffect, useRef, useState } from "react";
import {
  type Action,
  DENSITY_MEASURES,
  type DensityAssigns,
  type DensityMeasure,
  type DensityProbe,
  type Params,
  useRun,
} from "../../../view/index.ts";
import { useThrottled } from "../../charts/use-throttled.ts";
import type { LensProps } from "../../lens.ts";
import { Button, IconButton } from "../../widgets/button.tsx";
import { formatCount } from "../../widgets/format.ts";
import { Icon } from "../../widgets/icon.tsx";
import { DensityCanvas } from "./density-canvas.tsx";
import { DensityFigures } from "./density-figures.tsx";
import { DensityLegend } from "./density-legend.tsx";
import { DensityTable } from "./density-table.tsx";
import { MEASURE_HINT, MEASURE_TITLE } from "./density-words.ts";
import { Easel } from "./easel.ts";
import "./density.css";
import "./density-parts.css";

/** Numbers that change more often than this cannot be read; the picture does not wait for it. */
const READ_INTERVAL_MS = 250;
/** Where a cell of the table is gone to, it is so large. */
const GO_PX = 120;

export function Lens(props: LensProps<"density">) {
  const { assigns, params, selection } = props;
  const read = useThrottled(assigns, READ_INTERVAL_MS, `${assigns.measure} ${assigns.raster.cell}`);
  const push = usePush(props);
  const [easel] = useState(() => new Easel(assigns, push));
  useEffect(() => push({ follow: selection ?? "" }), [push, selection]);
  const isTable = params["table"] === true;
  const onGo = ({ x, y, cell }: DensityProbe) => {
    easel.goTo({ x: x + cell / 2, y: y + cell / 2 }, GO_PX / cell);
  };
  const select = useCallback((pid: string) => props.select(pid), [props.select]);
  return (
    <section className="density-lens" aria-label="Density">
      <Toolbar density={read} easel={easel} isTable={isTable} push={push} act={props.act} />
      <div className="density-room" data-table={isTable || undefined}>
        <DensityCanvas easel={easel} density={assigns} theme={props.theme} select={select} />
        {isTable ? <DensityTable density={read} onGo={onGo} /> : null}
      </div>
      <footer className="density-footer">
        <DensityLegend density={read} />
        <DensityFigures total={read.total} cell={read.raster.cell} />
      </footer>
    </section>
  );
}

interface ToolbarProps {
  readonly density: DensityAssigns;
  readonly easel: Easel;
  readonly isTable: boolean;
  readonly push: (params: Params) => void;
  readonly act: LensProps<"density">["act"];
}

function Toolbar({ density, easel, isTable, push, act }: ToolbarProps) {
  const id = useId();
  const hintId = useId();
  return (
    <header className="density-toolbar">
      <span className="density-measure">
        <label htmlFor={id}>Colour by</label>
        <select
          id={id}
          value={density.measure}
          aria-describedby={hintId}
          title={MEASURE_HINT[density.measure]}
          onChange={({ currentTarget: { value } }) => push({ measure: value as DensityMeasure })}
        >
          {DENSITY_MEASURES.map((measure) => (
            <option key={measure} value={measure}>
              {MEASURE_TITLE[measure]}
            </option>
          ))}
        </select>
        <span id={hintId} className="visually-hidden">
          {MEASURE_HINT[density.measure]}
        </span>
      </span>
      <span className="density-zoom">
        <IconButton label="Zoom in" shortcut="+" icon={<Icon name="plus" />} onPress={() => easel.zoom(2)} />
        <IconButton
          label="Zoom out"
          shortcut="-"
          icon={<Icon name="minus" />}
          onPress={() => easel.zoom(0.5)}
        />
        <Button onPress={() => easel.fit()} shortcut="Home">
          Fit
        </Button>
        <Button pressed={isTable} onPress={() => push({ table: !isTable })}>
          Table
        </Button>
      </span>
      <InvitationButton act={act} />
      <p className="density-count">
        <strong className="number">{formatCount(density.total)}</strong> processes alive
      </p>
    </header>
  );
}

/** What the scenario suggests doing, once. */
function InvitationButton({ act }: Pick<ToolbarProps, "act">) {
  const invitation = useRun((run) => run.invitation);
  if (invitation === null) return null;
  return (
    <Button variant="primary" onPress={() => act(invitation.action as Action)}>
      {invitation.label}
    </Button>
  );
}

/** Changes some parameters of the view and keeps the others, however quickly one change follows the other. */
function usePush(props: LensProps<"density">): (change: Params) => void {
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
