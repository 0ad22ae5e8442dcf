/**
 * The worker's first end of the bridge: shows the first picture at once, and fetches the whole host meanwhile.
 *
 * Message sequence as in run-host.ts. Whatever cannot be answered by a picture alone waits for the whole host; when that
 * is there it takes the picture's place at the very event it has come to, with the same frames.
 *
 * Invariant: nobody can act on a picture; the first action finds the whole host.
 */

import type { ViewName } from "./assigns.ts";
import { type FirstPicture, openFirstPicture } from "./first-picture.ts";
import { createFrames, type Frames } from "./frames.ts";
import { greet } from "./hello.ts";
import type { LiveView } from "./live-view.ts";
import type {
  Action,
  ExportFile,
  Hello,
  InputRecord,
  Journal,
  MountRequest,
  OpenRequest,
  Reply,
  Transport,
  WorkerApi,
} from "./protocol.ts";
import type { RunHost } from "./run-host.ts";
import { createTicker, type HostOptions, type Ticker } from "./ticker.ts";
import { createFirstView } from "./views/first-view.ts";
import { createView, loadView } from "./views/index.ts";

const DONE: Reply = { ok: true, value: null };

export class FirstHost implements WorkerApi {
  readonly #options: HostOptions;
  readonly #frames: Frames;
  readonly #whole: Promise<RunHost>;
  readonly #ticker: Ticker;
  #isWhole = false;
  #picture: FirstPicture | undefined;
  /** Ends when the whole host has taken the picture's place. */
  #handedOver: Promise<unknown> | undefined;
  #port: MessagePort | undefined;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#frames = createFrames((name) =>
      this.#picture?.isOver === false ? viewOfPicture(name) : createView(name),
    );
    this.#ticker = createTicker(options, () => this.#slice());
    this.#whole = this.#fetch();
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
    void this.#whole.then((whole) => whole.connect(port));
    return DONE;
  }

  async open(request: OpenRequest): Promise<Reply> {
    await this.#handedOver;
    const picture = this.#isWhole ? undefined : await openFirstPicture(request, this.#options);
    this.#picture = picture;
    if (picture === undefined) return (await this.#whole).open(request);
    this.#frames.reset();
    this.#handedOver = this.#whole.then((whole) => this.#handOver(whole, request, picture));
    this.#ticker.wake();
    return DONE;
  }

  async mount(request: MountRequest): Promise<Reply> {
    if (this.#picture === undefined) return (await this.#ready()).mount(request);
    this.#frames.mount(request);
    this.#ticker.wake();
    void this.#ready().then((whole) => whole.mount(request));
    return DONE;
  }

  async unmount(view: ViewName): Promise<Reply> {
    this.#frames.unmount(view);
    return DONE;
  }

  async ping(): Promise<Reply<number>> {
    // An answer at once, also while the whole host is being fetched: that is no silence.
    if (this.#isWhole && this.#picture === undefined) return (await this.#whole).ping();
    return { ok: true, value: this.#picture?.run.world.nowUs ?? 0 };
  }

  async transport(command: Transport): Promise<Reply> {
    return (await this.#ready()).transport(command);
  }

  async act(action: Action, forUs?: number): Promise<Reply<InputRecord>> {
    return (await this.#ready()).act(action, forUs);
  }

  async plan(coming: readonly InputRecord[]): Promise<Reply> {
    return (await this.#ready()).plan(coming);
  }

  async journal(): Promise<Reply<Journal>> {
    return (await this.#ready()).journal();
  }

  async exportRun(format: string): Promise<Reply<ExportFile>> {
    return (await this.#ready()).exportRun(format);
  }

  async #fetch(): Promise<RunHost> {
    const [{ RunHost }] = await Promise.all([import("./run-host.ts"), loadView("run"), loadView("timeline")]);
    this.#isWhole = true;
    return new RunHost(this.#options, this.#frames);
  }

  async #ready(): Promise<RunHost> {
    const whole = await this.#whole;
    await this.#handedOver;
    return whole;
  }

  async #handOver(whole: RunHost, request: OpenRequest, picture: FirstPicture): Promise<void> {
    await whole.takeOver(request, picture);
    this.#picture = undefined;
  }

  #slice(): boolean {
    const picture = this.#picture;
    if (picture === undefined || picture.isOver) return false;
    const goesOn = playOn(picture);
    const frame = this.#port === undefined ? undefined : this.#frames.take(picture);
    if (frame !== undefined) this.#port?.postMessage(frame.message, frame.transfer);
    return goesOn;
  }
}

/** A run that breaks is left where it is: the whole host runs into the same and reports it. */
function playOn(picture: FirstPicture): boolean {
  try {
    return picture.tick();
  } catch {
    return false;
  }
}

/** What can be seen of a picture: the others wait for the whole host. */
function viewOfPicture(name: ViewName): LiveView<ViewName> | undefined {
  if (name === "run") return createFirstView();
  return name === "stage" ? createView(name) : undefined;
}
