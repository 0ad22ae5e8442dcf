/**
 * Universal variables: what the agents have agreed on, how they came to agree, and what it did to their accuracy.
 * Proposing a value here is a vote among processes, not a setting: it can be refused.
 */
import { useCallback, useMemo } from "react";
import type { RunCurves, VariableRow, VariablesAssigns } from "../../../view/index.ts";
import { Chart } from "../../charts/chart.tsx";
import { ChartGroup } from "../../charts/chart-group.tsx";
import { useGhost } from "../../charts/ghost.ts";
import type { LensProps } from "../../lens.ts";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { formatNumber } from "../../widgets/format.ts";
import { ProposalList } from "./proposal-list.tsx";
import { accuracyData, accuracyGhost, historyData, historyGhost } from "./variable-charts-data.ts";
import { VariableTable } from "./variable-table.tsx";
import { choicesOf, valueText } from "./variable-values.ts";
import "./variables.css";
import "./proposals.css";

export function Lens({ assigns, selection, select, act, params, setParams }: LensProps<"variables">) {
  const shown = shownVariable(assigns, selection, params["variable"]);
  const filter = typeof params["filter"] === "string" ? params["filter"] : "";
  if (assigns.order.length === 0) return <NoVariables mayCome={assigns.hasConsensus} />;
  const show = (variable: string) => {
    select(variable);
    setParams({ ...params, variable });
  };
  return (
    <section className="variables-lens" aria-label="Variables">
      <VariableTable
        assigns={assigns}
        shown={shown?.name ?? null}
        onShow={show}
        onPropose={(target, value) => act({ kind: "propose", target, value })}
      />
      <div className="variables-below">
        <ProposalList
          assigns={assigns}
          selection={selection}
          select={select}
          filter={assigns.order.includes(filter) ? filter : ""}
          onFilter={(variable) => setParams({ ...params, filter: variable })}
        />
        <VariableCharts assigns={assigns} variable={shown} />
      </div>
    </section>
  );
}

/** The address of a scenario that has variables, with this lens open. */
const SCENARIO_WITH_VARIABLES = "#/run/learning-cluster?lens=variables";

/** Either they are still to come, or this scenario is about something else. */
function NoVariables({ mayCome }: { readonly mayCome: boolean }) {
  const open = () => {
    location.hash = SCENARIO_WITH_VARIABLES;
  };
  return (
    <section className="variables-lens" aria-label="Variables">
      {mayCome ? (
        <EmptyState
          title="No universal variables yet"
          reason="They are registered once the cluster has a leader; then their values, and who votes on them, appear here."
        />
      ) : (
        <EmptyState
          title="This scenario has no universal variables"
          reason="Its processes have nothing to agree on: no agents that train, propose and vote. In the learning cluster ten agents do."
          action={{ label: "Open the learning cluster", onPress: open }}
        />
      )}
    </section>
  );
}

interface ChartsProps {
  readonly assigns: VariablesAssigns;
  readonly variable: VariableRow | undefined;
}

function VariableCharts({ assigns, variable }: ChartsProps) {
  const { accuracy, history, endUs } = assigns;
  const name = variable?.name ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the assigns the charts read these parts only.
  const accuracyChart = useMemo(() => accuracyData(assigns, variable), [accuracy, history, endUs, name]);
  const ghost = useGhost(accuracyGhost);
  return (
    <ChartGroup>
      <div className="variables-charts">
        <Chart
          ghost={ghost}
          title="Held-out accuracy"
          unit="%"
          hint={`mean, lowest to highest agent${name === null ? "" : ` · marks: versions of ${name}`}`}
          data={accuracyChart}
          height={180}
          empty={{
            title: "No accuracy measured yet",
            reason:
              "Each agent tests itself on examples it never trained on; the first point comes with the first test.",
          }}
          format={(value) => (value === null ? formatNumber(null) : value.toFixed(1))}
        />
        {variable === undefined ? null : <HistoryChart assigns={assigns} variable={variable} />}
      </div>
    </ChartGroup>
  );
}

function HistoryChart({
  assigns,
  variable,
}: {
  readonly assigns: VariablesAssigns;
  readonly variable: VariableRow;
}) {
  const { accuracy, history, endUs } = assigns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the assigns the chart reads these parts only.
  const data = useMemo(() => historyData(assigns, variable), [accuracy, history, endUs, variable]);
  const choices = choicesOf(variable);
  const ghost = useGhost(useCallback((b: RunCurves) => historyGhost(b, variable), [variable]));
  return (
    <Chart
      ghost={ghost}
      title={`Value of ${variable.name}`}
      unit=""
      hint="each step is a version"
      data={data}
      height={150}
      empty={{
        title: `No history of ${variable.name} yet`,
        reason:
          "Its first version is drawn as soon as it has been recorded; every agreed change adds a step.",
      }}
      format={(value) => (value === null ? formatNumber(null) : (choices?.[value] ?? valueText(value)))}
    />
  );
}

function shownVariable(
  assigns: VariablesAssigns,
  selection: string | null,
  wanted: unknown,
): VariableRow | undefined {
  const selected = selection === null ? undefined : assigns.variables[selection];
  const asked = typeof wanted === "string" ? assigns.variables[wanted] : undefined;
  return selected ?? asked ?? assigns.variables[assigns.order[0] ?? ""];
}
