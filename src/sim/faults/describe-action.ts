/** Actions in words, for the journal list and the narration: the words of plans, longer where a name alone says little. */

import type { Action } from "./action.ts";
import { writePhrase } from "./phrases.ts";

export function describeAction(action: Action): string {
  switch (action.kind) {
    case "crash_node":
    case "restart_node": {
      const verb = action.kind === "crash_node" ? "crash" : "restart";
      const disk = action.storage === undefined ? "" : `, disk ${action.storage.replaceAll("_", " ")}`;
      return `${verb} node ${action.target}${disk}`;
    }
    case "pause_node":
      return `pause node ${action.target}`;
    case "resume_node":
      return `resume node ${action.target}`;
    case "cut_link":
      return `cut link ${action.target}`;
    case "heal_link":
      return `heal link ${action.target}`;
    case "partition":
      return `cut ${action.group.join(", ")} off from the rest`;
    case "loss":
      return `lose ${action.percent} % on link ${action.target}`;
    case "propose":
      return `propose ${action.target} = ${String(action.value)}`;
    default:
      return writePhrase(action);
  }
}
