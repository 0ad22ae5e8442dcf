/**
 * The worker's end of the bridge: opens runs, drives them, and posts the frames of the mounted views.
 *
 * Message sequence: hello → connect(port) → open → mount … ; then a frame on the port whenever a mounted view has
 * changed and the page has acknowledged the frame before.
 *
 * Invariants
 * - At most one frame is under way: a slow page gets fewer frames, never a queue.
 * - A first visit sees the run before its checkers have been fetched. They watch it from its first event all the same:
 *   the run is made again with them, up to the event it has come to, before anybody can act on it.
 * - A programmer error inside the run stops that run and is reported with seed, time and last events; the host lives.
 */

import { ENGINE_VERSION, journalOf, parseAction, type Run, SUMMARIES } from "../sim/index.ts";
import type { ViewName } from "./assigns.ts";
import { Driver } from "./driver.ts";
import { createFrames, type Frames } from "./frames.ts";
import { lastEventLines } from "./last-events.ts";
import { openSpec } from "./open-spec.ts";
import {
  type Action,
  type ExportFile,
  type HaltMessage,
  type Hello,
  type InputRecord,
  type Journal,
  type MountRequest,
  type OpenRequest,
  PROTOCOL_VERSION,
  type Reply,
  type Transport,
  type WorkerApi,
} from "./protocol.ts";
import { firstPictureOf } from "./scenario-code.ts";
import { loadView } from "./views/index.ts";

export interface HostOptions {
  /** Wall clock in milliseconds; only budgets and rates read it. */
  readonly clock: () => number;
  readonly loadResource: (name: string) => Promise<Uint8Array>;
  readonly defer: (callback: () => void, delayMs: number) => void;
}

const FRAME_MS = 16;

const DONE: Reply = { ok: true, value: null };
const refuse = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

export class RunHost implements WorkerApi {
  readonly #options: HostOptions;
  readonly #frames: Frames = createFrames();
  #driver: Driver | undefined;
  /** Ends when the open run has its checkers. */
  #completing: Promise<void> | undefined;
  #port: MessagePort | undefined;
  #halted = false;
  #ticking = false;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  async hello(version: number): Promise<Reply<Hello>> {
    if (version !== PROTOCOL_VERSION) {
      return refuse(`this worker speaks version ${PROTOCOL_VERSION}, not ${version}; reload the page`);
    }
    return {
      ok: true,
      value: { protocolVersion: PROTOCOL_VERSION, engineVersion: ENGINE_VERSION, scenarios: SUMMARIES },
    };
  }

  async connect(port: MessagePort): Promise<Reply> {
    this.#port = port;
    port.onmessage = (event: MessageEvent<{ readonly ack: number }>) => {
      this.#frames.acknowledged(event.data.ack);
      this.#wake();
    };
    return DONE;
  }

  async open(request: OpenRequest): Promise<Reply> {
    const { scenario, inputs, defects = [], seekUs } = request;
    const isFromStart = seekUs === 0 && inputs.length === 0 && defects.length === 0;
    const firstPicture = isFromStart ? firstPictureOf(scenario) : undefined;
    const run = await openSpec(request, this.#options.loadResource, firstPicture);
    if (!run.ok) return run;
    const speed = request.speed ?? run.value.world.scenario.defaultSpeed;
    this.#driver = this.#drive(run.value, { ...request, speed });
    this.#halted = false;
    this.#frames.reset();
    this.#completing = firstPicture === undefined ? undefined : this.#complete(request, this.#driver);
    this.#wake();
    return DONE;
  }

  #drive(run: Run, { playing, seekUs, untilUs, speed }: OpenRequest & { readonly speed: number }): Driver {
    run.world.flights.recording = true;
    return new Driver({ run, clock: this.#options.clock, speed, playing, seekUs, untilUs });
  }

  /** The same run with its checkers takes over from the first picture, at the event that one has come to. */
  async #complete(request: OpenRequest, first: Driver): Promise<void> {
    const run = await openSpec(request, this.#options.loadResource);
    if (this.#driver !== first || this.#halted) return;
    if (!run.ok) return this.#halt(new Error(run.error));
    this.#guarded(() => {
      const { speed } = first.driving();
      const driver = this.#drive(run.value, { ...request, playing: false, speed });
      driver.takeOver(first);
      this.#driver = driver;
    });
    this.#frames.renew();
    this.#wake();
  }

  async transport(command: Transport): Promise<Reply> {
    return this.#withDriver((driver) => {
      const problem = driver.command(command);
      return problem === undefined ? DONE : refuse(problem);
    });
  }

  async act(action: Action): Promise<Reply<InputRecord>> {
    return this.#withDriver((driver) => {
      const parsed = parseAction(action);
      if (!parsed.ok) return parsed;
      return driver.act(parsed.value);
    });
  }

  async mount(request: MountRequest): Promise<Reply> {
    this.#frames.mount(request);
    this.#wake();
    const loading = loadView(request.view);
    if (loading === undefined) return DONE;
    await loading;
    this.#wake();
    return DONE;
  }

  async unmount(view: ViewName): Promise<Reply> {
    this.#frames.unmount(view);
    return DONE;
  }

  async journal(): Promise<Reply<Journal>> {
    return this.#withDriver((driver) => ({ ok: true, value: journalOf(driver.run.world) }));
  }

  /** Writing is one piece of work: the run waits meanwhile. Its code is fetched for the first export. */
  async exportRun(format: string): Promise<Reply<ExportFile>> {
    const { exportOf } = await import("./run-export.ts");
    return this.#withDriver((driver) => exportOf(driver.run, format));
  }

  async ping(): Promise<Reply<number>> {
    return { ok: true, value: this.#driver?.run.world.nowUs ?? 0 };
  }

  async #withDriver<T>(work: (driver: Driver) => Reply<T>): Promise<Reply<T>> {
    await this.#completing;
    const driver = this.#driver;
    if (driver === undefined) return refuse("no run is open; open one first");
    if (this.#halted) return refuse("the run has stopped; reopen it");
    const reply = this.#guarded(() => work(driver)) ?? refuse("the run has stopped; see its report");
    this.#wake();
    return reply;
  }

  #wake(delayMs = 0): void {
    if (this.#ticking) return;
    this.#ticking = true;
    this.#options.defer(() => this.#tick(), delayMs);
  }

  #tick(): void {
    this.#ticking = false;
    const startMs = this.#options.clock();
    const more = !this.#halted && this.#guarded(() => this.#driver?.tick() === true) === true;
    this.#guarded(() => this.#post());
    if (more) this.#wake(Math.max(0, FRAME_MS - (this.#options.clock() - startMs)));
  }

  #post(): void {
    if (this.#driver === undefined || this.#port === undefined || this.#halted) return;
    const frame = this.#frames.take(this.#driver);
    if (frame !== undefined) this.#port.postMessage(frame.message, frame.transfer);
  }

  /** Runs `work`; a programmer error in it halts the run and is reported, and the answer is undefined. */
  #guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#halt(error);
      return undefined;
    }
  }

  #halt(error: unknown): void {
    this.#halted = true;
    const world = this.#driver?.run.world;
    const message: HaltMessage = {
      kind: "halt",
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      seed: world?.seed ?? 0,
      atUs: world?.nowUs ?? 0,
      lastEvents: world === undefined ? [] : lastEventLines(world),
    };
    this.#port?.postMessage(message);
  }
}
