/** The lenses in the order of their keys. Each is loaded when it is first opened. */
import type { LensId } from "../../view/index.ts";
import type { LensDefinition } from "../lens.ts";

const stage: LensDefinition<"stage"> = {
  id: "stage",
  title: "Stage",
  hint: "Nodes, links and the messages between them",
  key: "1",
  load: () => import("./stage/stage-lens.tsx"),
};

const supervision: LensDefinition<"supervision"> = {
  id: "supervision",
  title: "Supervision",
  hint: "Who supervises whom, and what was restarted",
  key: "2",
  load: () => import("./supervision/supervision-lens.tsx"),
};

const processes: LensDefinition<"processes"> = {
  id: "processes",
  title: "Processes",
  hint: "Every process: mailbox, age of the oldest message, load",
  key: "3",
  load: () => import("./processes/processes-lens.tsx"),
};

const variables: LensDefinition<"variables"> = {
  id: "variables",
  title: "Variables",
  hint: "Universal variables, proposals and votes, and how well the agents learn",
  key: "4",
  load: () => import("./variables/variables-lens.tsx"),
};

const telemetry: LensDefinition<"telemetry"> = {
  id: "telemetry",
  title: "Telemetry",
  hint: "Metrics of the run, one sample per virtual second",
  key: "5",
  load: () => import("./telemetry/telemetry-lens.tsx"),
};

const events: LensDefinition<"events"> = {
  id: "events",
  title: "Events",
  hint: "What happened, newest first, and why",
  key: "6",
  load: () => import("./events/events-lens.tsx"),
};

const density: LensDefinition<"density"> = {
  id: "density",
  title: "Density",
  hint: "All processes as one picture, from a million down to one",
  key: "7",
  load: () => import("./density/density-lens.tsx"),
};

const spacetime: LensDefinition<"spacetime"> = {
  id: "spacetime",
  title: "Space-time",
  hint: "Lines of processes and the messages between them: before, after, or neither",
  key: "8",
  load: () => import("./spacetime/spacetime-lens.tsx"),
};

const consensus: LensDefinition<"consensus"> = {
  id: "consensus",
  title: "Consensus",
  hint: "Logs, terms and votes",
  key: "9",
  load: () => import("./consensus/consensus-lens.tsx"),
};

export const LENSES = {
  stage,
  supervision,
  processes,
  variables,
  telemetry,
  events,
  density,
  spacetime,
  consensus,
} as const;

/** Fetches a lens before it is opened; a failure is left to the opening itself, which can say so. */
export function prefetchLens(id: LensId): void {
  LENSES[id].load().catch(() => undefined);
}
