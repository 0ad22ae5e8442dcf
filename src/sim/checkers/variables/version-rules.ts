/** V5 and V8: the versions of a variable follow each other without gap, and are the same everywhere. */

import type { Node } from "../../../kernel/index.ts";
import { readAgent } from "../../../mabeam/agents/index.ts";
import { findProposal, type VariableValue, variableOf } from "../../../mabeam/variables/index.ts";
import { AppendMap } from "../memory/append-map.ts";
import { SmallMap } from "../memory/small-map.ts";
import { agentsAt } from "./agents-at.ts";
import { firstProblem, variablesChecker } from "./variables-checker.ts";

const SOURCE = "Agreement on variables, invariant";

/** V5. */
export const versionsWithoutGap = variablesChecker(
  {
    id: "variables_versions_without_gap",
    title:
      "Versions are 1, 2, 3 … without gap, each made at one log index, with one value on all servers and agents.",
    source: `${SOURCE} V5`,
  },
  () => {
    const known = new AppendMap<string, { readonly index: number; readonly value: VariableValue }>();
    const agents = agentsAt();
    return {
      memory: [known, agents],
      ofChange: ({ variables }, node) =>
        firstProblem(variables, ({ spec, version, history }) => {
          const name = spec.name;
          if (history.at(-1)?.version !== version)
            return `${node.name} has no record of version ${version} of ${name}`;
          const first = history[0]?.version ?? 0;
          const gap = history.findIndex((record, i) => record.version !== first + i);
          if (gap > 0) {
            return `${name} goes from version ${history[gap - 1]?.version} to ${history[gap]?.version} on ${node.name}`;
          }
          return firstProblem(history, (record) => {
            const key = `${name}:${record.version}`;
            const before = known.get(key);
            if (before === undefined) known.set(key, record);
            if (before === undefined || (before.index === record.index && before.value === record.value))
              return undefined;
            return `version ${record.version} of ${name} is ${String(record.value)} at ${record.index} on ${node.name}, but was ${String(before.value)} at ${before.index}`;
          });
        }),
      ofNode: (node) =>
        agents.changed(node, ({ agent, applied }) =>
          firstProblem(applied, ({ variable, version, value }) => {
            const agreed = known.get(`${variable}:${version}`);
            if (agreed === undefined || agreed.value === value) return undefined;
            return `${agent} uses ${String(value)} as version ${version} of ${variable}, which is ${String(agreed.value)}`;
          }),
        ),
    };
  },
);

/** V8. */
export const compareAndSet = variablesChecker(
  {
    id: "variables_compare_and_set",
    title: "Version k + 1 was proposed against version k.",
    source: `${SOURCE} V8`,
  },
  () => ({
    memory: [],
    ofChange: ({ after, variables }, node) =>
      firstProblem(variables, ({ spec, history }) => {
        const last = history.at(-1);
        const before = history.at(-2);
        if (last === undefined || before === undefined || last.proposal === null) return undefined;
        const proposal = findProposal(after, last.proposal);
        if (proposal === undefined || proposal.baseVersion === before.version) return undefined;
        return `${node.name} made version ${last.version} of ${spec.name} after version ${before.version} from a proposal against version ${proposal.baseVersion}`;
      }),
  }),
);

/** V6. */
export const agentsFollow = variablesChecker(
  {
    id: "variables_agents_follow",
    title:
      "An agent's versions never go back, none is left out unless declared skippable, and what it acknowledges it uses.",
    source: `${SOURCE} V6`,
  },
  (world) => {
    const last = new SmallMap<string, { readonly incarnation: number; readonly version: number }>();
    const skippable = new SmallMap<string, true>();
    const agents = agentsAt();
    return {
      memory: [last, skippable, agents],
      ofChange: ({ after, proposals, variables }) => {
        for (const { spec } of variables) if (spec.skippable === true) skippable.set(spec.name, true);
        return firstProblem(proposals, ({ variable, version, acks }) =>
          firstProblem(acks, ({ agent, incarnation }) => {
            const used = usedVersion(world.nodes, agent, incarnation, variable);
            if (used === undefined || used >= version || variableOf(after, variable) === undefined)
              return undefined;
            return `${agent} has acknowledged version ${version} of ${variable} but uses version ${used}`;
          }),
        );
      },
      ofNode: (node) =>
        agents.changed(node, ({ agent, incarnation, applied }) =>
          firstProblem(applied, ({ variable, version }) => {
            const key = `${agent}:${variable}`;
            const before = last.get(key);
            if (before?.version === version && before.incarnation === incarnation) return undefined;
            last.set(key, { incarnation, version });
            if (before === undefined || before.incarnation !== incarnation) return undefined;
            if (version < before.version)
              return `${agent} went back from version ${before.version} of ${variable} to ${version}`;
            if (version === before.version + 1 || skippable.get(variable) === true) return undefined;
            return `${agent} left out versions of ${variable}: from ${before.version} to ${version}`;
          }),
        ),
    };
  },
);

/** Version an agent's process uses now; undefined when that incarnation does not run. */
function usedVersion(
  nodes: readonly Node[],
  agent: string,
  incarnation: number,
  variable: string,
): number | undefined {
  for (const node of nodes) {
    const pid = node.names.get(agent);
    const process = pid === undefined ? undefined : node.find(pid);
    const view = process === undefined ? undefined : readAgent(process);
    if (view?.incarnation !== incarnation) continue;
    return view.applied.find((value) => value.variable === variable)?.version ?? 0;
  }
  return undefined;
}
