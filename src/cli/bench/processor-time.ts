/** Processor time of a process and its descendants, read from Linux's /proc; elsewhere nobody can tell. */

import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * Milliseconds used by all threads of those descendants of `pid` whose command line `isMeant`; undefined where the
 * system does not say.
 */
export function processorTimeMs(
  pid: number | undefined,
  isMeant: (commandLine: string) => boolean,
): number | undefined {
  if (pid === undefined || !existsSync("/proc/self/schedstat")) return undefined;
  let total = 0;
  for (const id of descendantsOf(pid)) {
    try {
      if (!isMeant(readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " "))) continue;
      for (const thread of readdirSync(`/proc/${id}/task`)) total += threadTimeMs(id, thread);
    } catch {
      // It has ended meanwhile.
    }
  }
  return total;
}

/** The first word is nanoseconds spent on a processor. */
function threadTimeMs(id: number, thread: string): number {
  return Number(readFileSync(`/proc/${id}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

function descendantsOf(pid: number): readonly number[] {
  const found = [pid];
  for (let i = 0; i < found.length; i++) {
    try {
      for (const thread of readdirSync(`/proc/${found[i]}/task`)) {
        const children = readFileSync(`/proc/${found[i]}/task/${thread}/children`, "utf8").trim();
        if (children !== "") found.push(...children.split(" ").map(Number));
      }
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}
