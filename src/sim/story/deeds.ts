/** What an input did, told afterwards: the sentence a chain of causes ends with. */

import { type Action, describeAction } from "../input.ts";

/** `who`: "You", or "The script". A killed process is called by the name it had, where that is known. */
export function tellDeed(action: Action, who: string, processName: (pid: string) => string): string {
  return `${who} ${deed(action, processName)}`;
}

function deed(action: Action, processName: (pid: string) => string): string {
  switch (action.kind) {
    case "kill_process":
      return `${action.reason === "kill" ? "killed" : "crashed"} ${processName(action.target)}`;
    case "exit_process":
      return `ended ${processName(action.target)} with reason ${action.reason}`;
    case "suspend_process":
      return `suspended ${processName(action.target)}`;
    case "resume_process":
      return `resumed ${processName(action.target)}`;
    case "crash_node":
      return `crashed ${action.target}`;
    case "restart_node":
      return `restarted ${action.target}`;
    case "pause_node":
      return `paused ${action.target}`;
    case "resume_node":
      return `resumed ${action.target}`;
    case "cut_link":
      return `cut the link ${action.target}`;
    case "heal_link":
      return `healed the link ${action.target}`;
    case "partition":
      return `cut ${action.group.join(", ")} off from the rest`;
    case "heal_all":
      return "healed every link";
    case "loss":
      return `let link ${action.target} lose ${action.percent} % of its messages`;
    case "propose":
      return `proposed ${action.target} = ${String(action.value)}`;
    case "hang_process":
      return `hung ${processName(action.target)}`;
    case "flood_process":
      return `flooded ${processName(action.target)} with ${action.count} messages`;
    default:
      return `did this: ${describeAction(action)}`;
  }
}
