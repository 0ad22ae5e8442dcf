/** What the space-time lens draws: lines of processes, their events, and the messages between them. */

export interface SpacetimeAssigns {
  readonly nowUs: number;
}
