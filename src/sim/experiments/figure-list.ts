/**
 * What a run is measured by: names and units only, so that a page can list them without the simulation behind them.
 * How each is read stands in figures.ts.
 */

interface FigureEntry {
  readonly id: string;
  readonly title: string;
  /** Empty for a plain count. */
  readonly unit: string;
  /** What exactly is counted, and when there is no value. */
  readonly hint: string;
}

export const FIGURES = [
  {
    id: "accuracy",
    title: "Held-out accuracy",
    unit: "%",
    hint: "Mean over the agents, on digits none has trained on. No value before anybody has measured it.",
  },
  {
    id: "committed",
    title: "Entries committed",
    unit: "",
    hint: "Highest commit index of the replicated log.",
  },
  { id: "activated", title: "Versions activated", unit: "", hint: "Proposals that became a version in use." },
  {
    id: "first_leader",
    title: "Time to first leader",
    unit: "ms",
    hint: "No value when nobody was elected.",
  },
  { id: "elections", title: "Elections started", unit: "", hint: "Candidacies, won or lost." },
  { id: "leaders", title: "Leaders elected", unit: "", hint: "Elections that somebody has won." },
  { id: "restarts", title: "Restarts by supervisors", unit: "", hint: "Children that were started again." },
  { id: "tasks", title: "Training tasks finished", unit: "", hint: "By all agents together." },
  { id: "sent", title: "Messages sent", unit: "", hint: "Between nodes." },
  { id: "lost", title: "Messages lost", unit: "", hint: "Dropped by loss, cuts and dead nodes." },
  { id: "waiting", title: "Waiting messages", unit: "", hint: "In all mailboxes at the end." },
  { id: "processes", title: "Processes", unit: "", hint: "Alive at the end, on all nodes." },
  { id: "events", title: "Events handled", unit: "", hint: "By the whole world." },
] as const satisfies readonly FigureEntry[];

export type FigureId = (typeof FIGURES)[number]["id"];

export interface FigureFacts extends FigureEntry {
  readonly id: FigureId;
}

/** A value for each figure; null where the run has none (no agents, no log, nobody elected …). */
export type Figures = Readonly<Record<FigureId, number | null>>;
