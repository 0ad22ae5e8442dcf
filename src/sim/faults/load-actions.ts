/** Actions that make work: proposals, one or very many. */

import { type ActionSpec, type FieldSpec, numberField } from "./action-spec.ts";

const VALUE: FieldSpec = {
  name: "value",
  title: "Value",
  unit: "",
  type: { is: "value" },
  isOptional: false,
  initial: 0.01,
};
const COUNT = numberField("count", "Proposals", [1, 50, 10_000], { whole: true });

const ofLoad = { family: "load", role: "fault", target: "variable" } as const;

export const LOAD_ACTIONS: readonly ActionSpec[] = [
  {
    ...ofLoad,
    kind: "propose",
    title: "Propose",
    what: "A proposal for a variable reaches the first node that takes proposals.",
    fields: [VALUE],
    phrases: [{ words: "propose {target} = {value}" }],
  },
  {
    ...ofLoad,
    kind: "burst",
    title: "Burst of proposals",
    what: "The same proposal over and over, evenly over a time.",
    fields: [VALUE, COUNT, numberField("overMs", "Within", [0, 1_000, 600_000], { unit: "ms" })],
    phrases: [{ words: "propose {target} = {value}, {count} times within {overMs} ms" }],
  },
  {
    ...ofLoad,
    kind: "herd",
    title: "Thundering herd",
    what: "Every node gets so many proposals at the same instant, as when all clients come back after a partition.",
    fields: [VALUE, COUNT],
    phrases: [{ words: "propose {target} = {value} on every node, {count} times at once" }],
  },
];
