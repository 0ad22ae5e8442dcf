/**
 * Compare: the run on the screen (A) and another one that differs in one thing (B), on one axis of time. It stands in
 * front of the lens; transport and address stay those of A, and the comparison follows A.
 *
 * Invariants
 * - Closing it does not end the comparison: its ghost lines stay in the charts of the lenses until it is stopped.
 * - Escape and choosing a lens close it; the focus goes back to where it was. Side by side, a lens is chosen for both.
 */
import { useEffect, useMemo, useRef } from "react";
import {
  type CompareStage,
  compareStore,
  type DivergenceFacts,
  specDifferences,
  toggleGhosts,
  toggleSideBySide,
  uiStore,
  useCompare,
  useRun,
} from "../../view/index.ts";
import { useSession } from "../shell/session-context.tsx";
import { Button, IconButton } from "../widgets/button.tsx";
import { EmptyState } from "../widgets/empty-state.tsx";
import { formatTime } from "../widgets/format.ts";
import { Icon } from "../widgets/icon.tsx";
import { CompareCharts } from "./compare-charts.tsx";
import { CompareForm } from "./compare-form.tsx";
import { DifferenceTable, SpecTable } from "./difference-table.tsx";
import { DivergenceNote } from "./divergence-note.tsx";
import { SideBySide } from "./side-by-side.tsx";
import { type ComparisonVerbs, useComparison } from "./use-comparison.ts";
import "./compare.css";

const close = () => compareStore.setState({ isOpen: false });

export function ComparePanel() {
  const comparison = useComparison();
  const scenario = useRun((run) => run.scenario);
  const panel = useRef<HTMLElement>(null);
  usePanelKeys(panel);
  useEffect(() => {
    if (scenario !== null) void comparison.learn();
  }, [comparison, scenario]);
  return (
    <main className="compare" ref={panel} tabIndex={-1} aria-labelledby="compare-title">
      <header className="compare-header">
        <h2 id="compare-title">Compare</h2>
        <p className="compare-hint">
          A is the run on the screen. B has the same scenario, seed and interventions, but for one thing.
        </p>
        <IconButton label="Close Compare" shortcut="Esc" icon={<Icon name="close" />} onPress={close} />
      </header>
      <div className="compare-bar">
        <CompareForm comparison={comparison} />
        <CompareTools comparison={comparison} />
      </div>
      <CompareBody comparison={comparison} />
    </main>
  );
}

function CompareTools({ comparison }: { readonly comparison: ComparisonVerbs }) {
  const stage = useCompare((state) => state.stage);
  const b = useCompare((state) => state.b);
  const areGhostsOn = useCompare((state) => state.areGhostsOn);
  const isSideBySide = useCompare((state) => state.isSideBySide);
  return (
    <div className="compare-tools">
      <p className="compare-stage" role="status">
        {stageText(stage)}
      </p>
      {b === null ? null : (
        <>
          <Button
            onPress={() => toggleSideBySide(compareStore)}
            pressed={isSideBySide}
            hint="The open lens for A and for B at the same moment; the rail chooses another for both"
          >
            Show side by side
          </Button>
          <Button
            onPress={() => toggleGhosts(compareStore)}
            pressed={areGhostsOn}
            shortcut="G"
            hint="Lines of B in the charts of the lenses"
          >
            Ghost lines
          </Button>
          <Button onPress={() => comparison.openB(false)}>Open B as the run</Button>
          <Button onPress={() => comparison.openB(true)}>Swap</Button>
          <Button onPress={comparison.stop}>Stop comparing</Button>
        </>
      )}
    </div>
  );
}

function stageText(stage: CompareStage): string {
  switch (stage.kind) {
    case "idle":
      return "";
    case "running":
      return `Running both: ${stage.percent}\u00a0%`;
    case "ready":
      return "Both have come to where the screen is.";
    case "problem":
      return stage.text;
  }
}

function CompareBody({ comparison }: { readonly comparison: ComparisonVerbs }) {
  const session = useSession();
  const a = useCompare((state) => state.a);
  const b = useCompare((state) => state.b);
  const choices = useCompare((state) => state.choices);
  const facts = useCompare((state) => state.facts);
  const isSideBySide = useCompare((state) => state.isSideBySide);
  const differences = useMemo(
    () => (a === null || b === null ? [] : specDifferences(a, b, choices)),
    [a, b, choices],
  );
  if (a === null || b === null) {
    return (
      <div className="compare-empty">
        <EmptyState
          title="Nothing is compared yet"
          reason="Choose what is different in B and press Compare: both runs are computed in a worker of their own, as far as the run on the screen has come."
        />
      </div>
    );
  }
  if (isSideBySide) return <SideBySide comparison={comparison} />;
  const jump = ({ a: event, atUs }: DivergenceFacts) => {
    void session.transport(
      event === null ? { kind: "seek", us: atUs } : { kind: "seek_event", event: event.id },
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
    <section className="compare-body" tabIndex={0} aria-label="Comparison">
      <div className="compare-facts">
        <SpecTable differences={differences} />
        {facts === null ? (
          <p className="compare-hint">The first figures come in a moment.</p>
        ) : (
          <>
            <DivergenceNote content={facts.content} course={facts.course} atUs={facts.atUs} onJump={jump} />
            <DifferenceTable rows={facts.rows} atUs={facts.atUs} />
          </>
        )}
      </div>
      {facts === null ? null : (
        <section className="compare-curves" aria-label="Curves of both runs">
          <p className="compare-hint">
            {`Solid: A, dashed: B, both up to ${formatTime(facts.atUs)}. All charts share one axis and one cursor.`}
          </p>
          <CompareCharts facts={facts} />
        </section>
      )}
    </section>
  );
}

/** The focus comes and goes with the panel; Escape and another lens close it. */
function usePanelKeys(panel: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const opener = document.activeElement;
    const element = panel.current;
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    element?.focus();
    element?.addEventListener("keydown", onKeyDown);
    const stopLens = uiStore.subscribe((state, before) => {
      if (state.lens !== before.lens && !compareStore.getState().isSideBySide) close();
    });
    return () => {
      stopLens();
      element?.removeEventListener("keydown", onKeyDown);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [panel]);
}
