/**
 * The worker's end of the bridge: opens runs, drives them, and posts the frames of the mounted views.
 *
 * Message sequence: hello → connect(port) → open → mount … ; then a frame on the port whenever a mounted view has
 * changed and the page has acknowledged the frame before.
 *
 * Invariants
 * - At most one frame is under way: a slow page gets fewer frames, never a queue.
 * - A first visit sees a picture of the run before this host has been fetched (first-host.ts). The run is made again
 *   here from its first event, so checkers and timeline know all of it.
 * - A programmer error inside the run stops that run and is reported with seed, time and last events; the host lives.
 */

import { journalOf, parseAction, parseInputs, type Run } from "../sim/index.ts";
import type { ViewName } from "./assigns.ts";
import { Driver } from "./driver.ts";
import type { FirstPicture } from "./first-picture.ts";
import { createFrames, type Frames } from "./frames.ts";
import { greet } from "./hello.ts";
import { lastEventLines } from "./last-events.ts";
import { openSpec } from "./open-spec.ts";
import type {
  Action,
  ExportFile,
  HaltMessage,
  Hello,
  InputRecord,
  Journal,
  MountRequest,
  OpenRequest,
  Reply,
  Transport,
  WorkerApi,
} from "./protocol.ts";
import { createTicker, type HostOptions, type Ticker } from "./ticker.ts";
import { loadView } from "./views/index.ts";

const DONE: Reply = { ok: true, value: null };
const refuse = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

export class RunHost implements WorkerApi {
  readonly #options: HostOptions;
  readonly #frames: Frames;
  readonly #ticker: Ticker;
  #driver: Driver | undefined;
  #port: MessagePort | undefined;
  #halted = false;

  /** `frames`: those of the picture it takes over from. */
  constructor(options: HostOptions, frames: Frames = createFrames()) {
    this.#options = options;
    this.#frames = frames;
    this.#ticker = createTicker(options, () => this.#slice());
  }

  async hello(version: number): Promise<Reply<Hello>> {
    return greet(version);
  }

  async connect(port: MessagePort): Promise<Reply> {
    this.#port = port;
    port.onmessage = (event: MessageEvent<{ readonly ack: number }>) => {
      this.#frames.acknowledged(event.data.ack);
      this.#ticker.wake();
    };
    return DONE;
  }

  async open(request: OpenRequest): Promise<Reply> {
    const { branches } = request;
    const inputs = branches?.plans[0]?.inputs ?? request.inputs;
    const run = await openSpec({ ...request, inputs }, this.#options.loadResource);
    if (!run.ok) return run;
    this.#driver = this.#drive(run.value, request);
    this.#frames.reset();
    this.#ticker.wake();
    return DONE;
  }

  /** Opens a run that has been shown as a picture, at the event the picture has come to meanwhile. */
  async takeOver(request: OpenRequest, picture: FirstPicture): Promise<void> {
    const run = await openSpec(request, this.#options.loadResource);
    this.#guarded(() => {
      if (!run.ok) throw new Error(run.error);
      const { nowUs, steps } = picture.run.world;
      const driver = this.#drive(run.value, { ...request, playing: false });
      this.#driver = driver;
      driver.takeOver(nowUs, steps, picture.driving());
    });
    picture.isOver = true;
    this.#frames.renew();
    this.#ticker.wake();
  }

  #drive(run: Run, { playing, seekUs, untilUs, speed, branches }: OpenRequest): Driver {
    this.#halted = false;
    const { clock } = this.#options;
    const { defaultSpeed } = run.world.scenario;
    run.world.flights.recording = true;
    return new Driver({ run, clock, speed: speed ?? defaultSpeed, playing, seekUs, untilUs, branches });
  }

  async transport(command: Transport): Promise<Reply> {
    return this.#withDriver((driver) => {
      const problem = driver.command(command);
      return problem === undefined ? DONE : refuse(problem);
    });
  }

  async act(action: Action, forUs?: number): Promise<Reply<InputRecord>> {
    return this.#withDriver((driver) => {
      const parsed = parseAction(action);
      if (!parsed.ok) return parsed;
      return driver.act(parsed.value, forUs);
    });
  }

  async plan(coming: readonly InputRecord[]): Promise<Reply> {
    return this.#withDriver((driver) => {
      const parsed = parseInputs(coming);
      return parsed.ok ? driver.plan(parsed.value) : parsed;
    });
  }

  async mount(request: MountRequest): Promise<Reply> {
    this.#frames.mount(request);
    this.#ticker.wake();
    const loading = loadView(request.view);
    if (loading === undefined) return DONE;
    await loading;
    this.#ticker.wake();
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

  #withDriver<T>(work: (driver: Driver) => Reply<T>): Reply<T> {
    const driver = this.#driver;
    if (driver === undefined) return refuse("no run is open; open one first");
    if (this.#halted) return refuse("the run has stopped; reopen it");
    const reply = this.#guarded(() => work(driver)) ?? refuse("the run has stopped; see its report");
    this.#ticker.wake();
    return reply;
  }

  #slice(): boolean {
    const goesOn = !this.#halted && this.#guarded(() => this.#driver?.tick() === true) === true;
    this.#guarded(() => this.#post());
    return goesOn;
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
