/** The inspector's page of one event. */

import { type EventId, eventIdText, formatTerm } from "../../sim/index.ts";
import type { InspectorAssigns } from "../assigns.ts";
import { formatAt } from "../format.ts";
import { levelOf, namesOf } from "./names.ts";
import { toldRow } from "./told-rows.ts";
import { recordOf, type WhyContext, whyOf } from "./why-rows.ts";

export function inspectEvent(context: WhyContext, event: EventId): InspectorAssigns {
  const { run, params } = context;
  const id = eventIdText(event.node, event.seq);
  const why = whyOf(context, event);
  const record = recordOf(context, event);
  if (record === undefined) {
    return {
      target: id,
      kind: "event",
      title: `Event ${id}`,
      subtitle: "",
      gone:
        why.end === "searching"
          ? "The trace no longer holds this event. This part of the past is being run again to find it."
          : "This event has not happened in this branch, or the trace no longer holds it.",
      facts: [],
      sections: [],
      actions: [],
      why: why.end === "searching" ? why : null,
    };
  }
  const row = toldRow(run, record, levelOf(params["level"]), namesOf(run).nameOf);
  const actorPid = record.actor === 0 ? null : `<n${record.node + 1}.${record.actor}>`;
  const peerPid = record.peer === 0 ? null : `<n${record.peerNode + 1}.${record.peer}>`;
  return {
    target: id,
    kind: "event",
    title: `Event ${id}`,
    subtitle: `${row.kind}, ${formatAt(row.atUs)}`,
    gone: null,
    facts: [
      { name: "Node", value: row.node, target: row.node },
      { name: "Actor", value: row.actor ?? "the node itself", target: actorPid },
      { name: "Peer", value: row.peer ?? "none", target: peerPid },
      {
        name: "Cause",
        value: row.cause ?? "none",
        target: row.cause?.includes("#") === true ? row.cause : null,
      },
    ],
    sections: [
      { title: "What happened", rows: [{ text: row.text, detail: null, target: null }], empty: "" },
      {
        title: "Content",
        rows: [{ text: formatTerm(record.payload, 2_000), detail: null, target: null }],
        empty: "Nothing.",
      },
    ],
    actions: [],
    why,
  };
}
