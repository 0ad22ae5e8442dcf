/**
 * Inspector: everything known about the selected thing, what can be done to it, and why its last event happened.
 * One function per kind of thing; the kind is told by the shape of the id.
 */

import { nodeIndexOf, parseEventId, parseLink, parsePid } from "../../sim/index.ts";
import type { InspectorAssigns } from "../assigns.ts";
import { type LiveView, textParam } from "../live-view.ts";
import { inspectEvent } from "./inspect-event.ts";
import { inspectLink } from "./inspect-link.ts";
import { inspectNode } from "./inspect-node.ts";
import { inspectProcess } from "./inspect-process.ts";
import { inspectProposal, inspectVariable } from "./inspect-variable.ts";
import type { WhyContext } from "./why-rows.ts";

const NOTHING: InspectorAssigns = {
  target: null,
  kind: null,
  title: "Nothing selected",
  subtitle: "Select a node, process, link, variable or event to see inside it.",
  gone: null,
  facts: [],
  sections: [],
  actions: [],
  why: null,
};

export function createInspectorView(): LiveView<"inspector"> {
  return {
    name: "inspector",
    render: (run, driving, params, timeline) =>
      inspect({ run, driving, params, timeline }, textParam(params, "target")),
  };
}

function inspect(context: WhyContext, target: string): InspectorAssigns {
  const { run } = context;
  if (target === "") return NOTHING;
  const { world } = run;
  const nodeIndex = nodeIndexOf(target, world.nodes.length);
  if (nodeIndex !== undefined) return inspectNode(run, nodeIndex);
  if (parsePid(target) !== undefined) return inspectProcess(context, target);
  const link = parseLink(target, world.nodes.length);
  if (link !== undefined) return inspectLink(run, link);
  const event = parseEventId(target);
  if (event !== undefined) return inspectEvent(context, event);
  return (
    inspectVariable(run, target) ??
    inspectProposal(context, target) ?? {
      ...NOTHING,
      target,
      title: target,
      gone: `There is no "${target}" in this run.`,
    }
  );
}
