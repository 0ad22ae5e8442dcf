/** Node as an engine: each isolate is a process of its own. */

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Answer, type Engine, sampleOf, type Task } from "./engine.ts";

/** Beside the bundle of the program; see `entries` in tools/cli.mjs. */
const ENTRY = "bench.node-worker.js";

export function nodeEngine(): Engine {
  let child: ChildProcess | undefined;
  const end = (): void => void child?.kill("SIGKILL");
  process.once("exit", end);
  const ask = (task: Task): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const current = child;
      if (current === undefined) return reject(new Error("no isolate was opened"));
      const settle = (act: () => void): void => {
        clearTimeout(late);
        current.removeAllListeners("exit");
        current.removeAllListeners("message");
        act();
      };
      const late =
        task.kind === "measure" ? setTimeout(() => settle(giveUp), task.order.timeoutMs) : undefined;
      const giveUp = (): void => {
        end();
        resolve({ isLate: true });
      };
      current.once("exit", (code) => settle(() => reject(new Error(`Node ended with ${code}`))));
      current.once("message", (answer: Answer) => settle(() => resolve(answer)));
      current.send(task);
    });
  return {
    name: "node",
    title: () => `Node ${process.versions.node}`,
    openIsolate() {
      end();
      child = fork(fileURLToPath(new URL(ENTRY, import.meta.url)), {
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      return Promise.resolve();
    },
    async warmUp() {
      const answer = await ask({ kind: "warm_up" });
      if ("error" in answer) throw new Error(answer.error);
    },
    measure: async (order) => sampleOf(await ask({ kind: "measure", order }), order),
    close() {
      end();
      return Promise.resolve();
    },
  };
}
