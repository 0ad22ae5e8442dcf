/** What a person can do with spare workers, tied to the client and the stores of the page; fetched when it is first asked for. */

import { type Client, loadExperiments } from "../bridge/index.ts";
import {
  createExperimentVerbs,
  type ExperimentVerbs,
  experimentStore,
  runStore,
  uiStore,
} from "../view/index.ts";

export function startExperiments(client: Client): ExperimentVerbs {
  const store = experimentStore;
  const verbs = createExperimentVerbs({ store, client, runStore, uiStore, load: loadExperiments });
  store.setState({ verbs });
  return verbs;
}
