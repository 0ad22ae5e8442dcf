/** What runs inside an isolate of any engine: a task in, an answer out. */

import type { Answer, Task } from "./engine.ts";
import { type Host, measure, warmUpAll } from "./measure.ts";

export async function carryOut(task: Task, host: Host): Promise<Answer> {
  try {
    if (task.kind === "measure") return { sample: await measure(task.order, host) };
    warmUpAll();
    return { sample: null };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
