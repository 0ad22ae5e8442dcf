/** What is known of a scenario before its code is there. */

export interface ScenarioSummary {
  /** Also the name of its golden trace, route and browser test. */
  readonly id: string;
  readonly title: string;
  /** One or two plain sentences: what runs and what to try. */
  readonly summary: string;
  /** Speed at which it is pleasant to watch, virtual per wall second. */
  readonly defaultSpeed: number;
  /** The view in which its story is seen best; the stage unless said. */
  readonly opensWith?: string;
}
