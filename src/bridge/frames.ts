/**
 * Frames: the mounted views rendered, compared with what the page holds, and packed into one message.
 *
 * Invariants
 * - The page holds exactly what `sent` says once it has applied the frames up to the acknowledged one.
 * - Big fields travel as transferables: a typed array handed over is never used again here.
 */

import type { Run, Timeline } from "../sim/index.ts";
import type { ViewName } from "./assigns.ts";
import { diff, type Patch } from "./diff.ts";
import type { Driving, LiveView, ViewParams } from "./live-view.ts";
import type { FrameMessage, MountRequest } from "./protocol.ts";
import { createView } from "./views/index.ts";

interface Mounted {
  /** Undefined while its code is being fetched. */
  view: LiveView<ViewName> | undefined;
  params: ViewParams;
  sent: unknown;
}

export interface Frames {
  mount(request: MountRequest): void;
  unmount(view: ViewName): void;
  /** The same moment, read from another run: views start anew, the page keeps what it holds. */
  renew(): void;
  /** Forgets what was sent: another run is open. */
  reset(): void;
  acknowledged(frameId: number): void;
  /** The next frame, or undefined when nothing changed or the page is not ready for one. */
  take(driven: Driven): { readonly message: FrameMessage; readonly transfer: Transferable[] } | undefined;
}

/** What a frame shows: a driver, or a picture without a timeline. */
export interface Driven {
  readonly run: Run;
  readonly timeline: Timeline | undefined;
  driving(): Driving;
}

export function createFrames(create: typeof createView = createView): Frames {
  const mounted = new Map<ViewName, Mounted>();
  let frameId = 0;
  let acknowledgedId = 0;
  /** Views remember what they have read; after a jump they start anew, against what the page holds. */
  let jumps = 0;
  return {
    mount({ view, params }) {
      const existing = mounted.get(view);
      if (existing !== undefined) existing.params = params;
      else mounted.set(view, { view: create(view), params, sent: undefined });
    },
    unmount: (view) => void mounted.delete(view),
    renew() {
      for (const entry of mounted.values()) entry.view = undefined;
    },
    reset() {
      for (const [name, entry] of mounted)
        mounted.set(name, { view: create(name), params: entry.params, sent: undefined });
      acknowledgedId = frameId;
    },
    acknowledged(id) {
      acknowledgedId = Math.max(acknowledgedId, id);
    },
    take(driven) {
      if (acknowledgedId < frameId) return undefined;
      const patches: { view: ViewName; patch: Patch }[] = [];
      const transfer: Transferable[] = [];
      const driving = driven.driving();
      const { run, timeline } = driven;
      if (timeline !== undefined && timeline.jumps !== jumps) {
        jumps = timeline.jumps;
        for (const entry of mounted.values()) entry.view = undefined;
      }
      for (const [name, entry] of mounted) {
        entry.view ??= create(name);
        if (entry.view === undefined) continue;
        const assigns = entry.view.render(run, driving, entry.params, timeline);
        const patch = diff(entry.sent, assigns);
        entry.sent = assigns;
        if (patch === undefined) continue;
        patches.push({ view: name, patch });
        collectBuffers(patch, transfer);
      }
      if (patches.length === 0) return undefined;
      return { message: { kind: "frame", frameId: ++frameId, patches }, transfer };
    },
  };
}

/** Buffers of typed arrays that a patch replaces whole. Views make such fields anew for every frame. */
function collectBuffers(patch: Patch, transfer: Transferable[]): void {
  if (patch.kind === "merge") {
    for (const part of Object.values(patch.changed)) collectBuffers(part, transfer);
    return;
  }
  const { value } = patch;
  if (ArrayBuffer.isView(value)) transfer.push(value.buffer as ArrayBuffer);
  else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const field of Object.values(value))
      if (ArrayBuffer.isView(field)) transfer.push(field.buffer as ArrayBuffer);
  }
}
