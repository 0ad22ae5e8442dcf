/**
 * Bytes the simulation's worker holds, as the browser itself measures them (performance.measureUserAgentSpecificMemory,
 * with its attribution to dedicated workers). A page that is not cross-origin isolated is not told; then there is no
 * number, and no guess in its place.
 */
import { useEffect, useState } from "react";

export type WorkerMemory =
  | { readonly kind: "measuring" }
  | { readonly kind: "measured"; readonly bytes: number; readonly atMs: number }
  | { readonly kind: "unavailable" };

interface Breakdown {
  readonly bytes: number;
  readonly attribution: readonly { readonly scope: string }[];
}

type Measure = () => Promise<{ readonly breakdown: readonly Breakdown[] }>;

const EVERY_MS = 5_000;
const WORKER_SCOPE = "DedicatedWorkerGlobalScope";

/** The browser's own measurement; undefined where it is not offered. */
export function memoryMeasure(): Measure | undefined {
  const { measureUserAgentSpecificMemory: measure } = performance as {
    measureUserAgentSpecificMemory?: Measure;
  };
  return globalThis.crossOriginIsolated === true && measure !== undefined
    ? measure.bind(performance)
    : undefined;
}

export function workerBytes(breakdown: readonly Breakdown[]): number {
  return breakdown
    .filter(({ attribution }) => attribution.some(({ scope }) => scope === WORKER_SCOPE))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

export function useWorkerMemory(): WorkerMemory {
  const [memory, setMemory] = useState<WorkerMemory>({ kind: "measuring" });
  useEffect(() => {
    const measure = memoryMeasure();
    if (measure === undefined) {
      setMemory({ kind: "unavailable" });
      return undefined;
    }
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async () => {
      try {
        const { breakdown } = await measure();
        if (isOver) return;
        setMemory({ kind: "measured", bytes: workerBytes(breakdown), atMs: performance.now() });
        timer = setTimeout(again, EVERY_MS);
      } catch {
        if (!isOver) setMemory({ kind: "unavailable" });
      }
    };
    void again();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, []);
  return memory;
}
