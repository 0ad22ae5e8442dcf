/** The inspector's page of a link between two nodes. */

import type { Run } from "../../sim/index.ts";
import type { InspectorAssigns } from "../assigns.ts";
import { formatPercent, formatUs } from "../format.ts";

export function inspectLink(run: Run, [a, b]: readonly [number, number]): InspectorAssigns {
  const { network, nowUs } = run.world;
  const id = `n${Math.min(a, b) + 1}-n${Math.max(a, b) + 1}`;
  const forward = network.link(a, b);
  const back = network.link(b, a);
  const cut = network.isCut(a, b);
  const underWay = run.world.flights
    .since(nowUs)
    .filter(
      (flight) =>
        !flight.lost && ((flight.from === a && flight.to === b) || (flight.from === b && flight.to === a)),
    );
  return {
    target: id,
    kind: "link",
    title: `Link ${id}`,
    subtitle: cut ? "Cut: nothing passes in either direction" : "Up",
    gone: null,
    facts: [
      { name: "Mean delay", value: formatUs(network.meanLatencyUs(a, b)), target: null },
      { name: "Loss", value: formatPercent(forward.model.lossPpm / 1e6), target: null },
      { name: `Sent n${a + 1} → n${b + 1}`, value: `${forward.sent}, lost ${forward.lost}`, target: null },
      { name: `Sent n${b + 1} → n${a + 1}`, value: `${back.sent}, lost ${back.lost}`, target: null },
      { name: "Under way now", value: String(underWay.length), target: null },
      { name: "Ends", value: `n${a + 1}`, target: `n${a + 1}` },
      { name: "", value: `n${b + 1}`, target: `n${b + 1}` },
    ],
    sections: [],
    actions: [
      cut
        ? { label: "Heal link", key: "C", danger: false, action: { kind: "heal_link", target: id } }
        : { label: "Cut link", key: "C", danger: true, action: { kind: "cut_link", target: id } },
      forward.model.lossPpm === 0
        ? { label: "Lose 20 %", key: null, danger: true, action: { kind: "loss", target: id, percent: 20 } }
        : {
            label: "Stop losing",
            key: null,
            danger: false,
            action: { kind: "loss", target: id, percent: 0 },
          },
    ],
    why: null,
  };
}
