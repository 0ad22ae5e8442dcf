/** The inspector's page of one event. */

import { type EventId, eventIdText, formatTerm, type Run } from "../../sim/index.ts";
import type { InspectorAssigns } from "../assigns.ts";
import { formatAt } from "../format.ts";
import { eventRow, whyRows } from "./event-rows.ts";

export function inspectEvent(run: Run, event: EventId): InspectorAssigns {
  const id = eventIdText(event.node, event.seq);
  const record = run.world.nodes[event.node]?.trace.read(event.seq);
  if (record === undefined) {
    return {
      target: id,
      kind: "event",
      title: `Event ${id}`,
      subtitle: "",
      gone: "The trace no longer holds this event, or it has not happened yet.",
      facts: [],
      sections: [],
      actions: [],
      why: [],
    };
  }
  const row = eventRow(run.world.nodes, record);
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
      {
        title: "Content",
        rows: [{ text: formatTerm(record.payload, 2_000), detail: null, target: null }],
        empty: "Nothing.",
      },
    ],
    actions: [],
    why: whyRows(run.world, event),
  };
}
