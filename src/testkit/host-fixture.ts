/** A worker's end of the bridge on a clock and a timer that only the test moves, and the page's end of its port. */

import { readFileSync } from "node:fs";
import type { RunAssigns, ViewName } from "../bridge/assigns.ts";
import { applyPatch } from "../bridge/diff.ts";
import type { PortMessage, WorkerApi } from "../bridge/protocol.ts";
import type { HostOptions } from "../bridge/ticker.ts";

const DIGITS = new URL("../mabeam/learning/data/digits.bin", import.meta.url);

export function openHost<H extends WorkerApi>(create: (options: HostOptions) => H) {
  let nowMs = 0;
  const pending: { readonly callback: () => void; readonly atMs: number }[] = [];
  const host = create({
    clock: () => nowMs,
    loadResource: async () => new Uint8Array(readFileSync(DIGITS)),
    defer: (callback, delayMs) => void pending.push({ callback, atMs: nowMs + delayMs }),
  });
  const messages: PortMessage[] = [];
  let acknowledged = 0;
  const assigns = new Map<ViewName, unknown>();
  const port = {
    onmessage: undefined as ((event: { data: { ack: number } }) => void) | undefined,
    postMessage(message: PortMessage) {
      messages.push(message);
      if (message.kind !== "frame") return;
      for (const { view, patch } of message.patches) assigns.set(view, applyPatch(assigns.get(view), patch));
    },
  };
  void host.connect(port as unknown as MessagePort);
  return {
    host,
    messages,
    run: () => assigns.get("run") as RunAssigns,
    acknowledge: (frameId: number) => port.onmessage?.({ data: { ack: frameId } }),
    /** Lets wall time pass, with or without the page acknowledging frames. */
    pass(ms: number, acknowledging = true) {
      const endMs = nowMs + ms;
      for (;;) {
        const index = pending.findIndex(({ atMs }) => atMs <= endMs);
        if (index < 0) break;
        const [due] = pending.splice(index, 1);
        nowMs = Math.max(nowMs, due?.atMs ?? 0);
        due?.callback();
        const last = messages.at(-1);
        if (!acknowledging || last?.kind !== "frame" || last.frameId === acknowledged) continue;
        acknowledged = last.frameId;
        port.onmessage?.({ data: { ack: acknowledged } });
      }
      nowMs = endMs;
    },
  };
}
