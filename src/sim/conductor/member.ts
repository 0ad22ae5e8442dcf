/**
 * A shard among others: it plays a round, tells all others what came of it, and goes on when it has heard from all.
 *
 * There is nobody in the middle. Every member works out the next round from the same reports, so all come to the same
 * answer. One exchange ends a round, unless a node has stopped by itself: then what was sent has to be settled again,
 * and is exchanged once more.
 *
 * Invariants
 * - Nothing here waits: whoever hosts the member carries buffers and calls `receive`, in order per sender.
 * - A member is at most one exchange ahead of another, and keeps what comes early.
 */

import { assert, type Lanes } from "../../base/index.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type Holding, holdStrongly, Identities } from "./identities.ts";
import type { Down, Letter } from "./outbox.ts";
import { shardsOfNodes } from "./placement.ts";
import { type Report, type ReportHead, readReport, writeHead, writeLetter } from "./report-codec.ts";
import { Shard, type ShardOptions } from "./shard.ts";

export interface MemberOptions extends ShardOptions {
  /** Carries a buffer to another member. It may be handed over, not copied. */
  readonly post: (toShard: number, buffer: ArrayBuffer) => void;
  /** Told when every event up to the time asked for has been handled. */
  readonly onReached: () => void;
  /** How pids and references of other nodes are held; for ever unless the host can do better. */
  readonly holding?: Holding;
}

/** What a member has done so far. */
export interface MemberFigures {
  readonly events: number;
  readonly rounds: number;
  /** Exchanges with all others: one a round, two when a node stopped by itself. */
  readonly exchanges: number;
  readonly lettersOut: number;
  readonly bytesOut: number;
}

/** `resting`: nothing asked for. `open`: a round may be played. Otherwise reports of that kind are awaited. */
type Phase = "resting" | "open" | "first" | "again";

export class Member {
  readonly #shard: Shard;
  readonly #options: MemberOptions;
  readonly #identities: Identities;
  readonly #owner: Int32Array;
  readonly #writers: (ByteWriter | undefined)[];
  /** Buffers heard from each other member that are still to be used, oldest first. */
  readonly #heard: ArrayBuffer[][];
  #phase: Phase = "first";
  #letters: Letter[] = [];
  /** What all shards, this one included, said when the last round ended. */
  #said: readonly ReportHead[] = [];
  /** Who stopped in the round that is being settled again. */
  #downs: readonly Down[] = [];
  #untilUs = -1;
  #rounds = 0;
  #exchanges = 0;
  #lettersOut = 0;
  #bytesOut = 0;

  constructor(options: MemberOptions) {
    const { shard, shards, scenario } = options;
    this.#options = options;
    this.#shard = new Shard(options);
    this.#identities = new Identities(this.#shard.nodes, options.holding ?? holdStrongly);
    this.#owner = shardsOfNodes(shards, scenario.nodes);
    const others = Array.from({ length: shards }, (_, index) => index !== shard);
    this.#writers = others.map((isOther) => (isOther ? new ByteWriter() : undefined));
    this.#heard = others.map(() => []);
  }

  /** Tells the others when the first event is. Call it once, when buffers can be carried. */
  start(): void {
    this.#settleAndTell([]);
  }

  /** Handles every event up to `untilUs`, together with all others, which must be asked the same. */
  advance(untilUs: number): void {
    this.#untilUs = untilUs;
    if (this.#phase === "resting") this.#phase = "open";
    this.#goOn();
  }

  receive(fromShard: number, buffer: ArrayBuffer): void {
    this.#heard[fromShard]?.push(buffer);
    this.#goOn();
  }

  figures(): MemberFigures {
    return {
      events: this.#shard.events,
      rounds: this.#rounds,
      exchanges: this.#exchanges,
      lettersOut: this.#lettersOut,
      bytesOut: this.#bytesOut,
    };
  }

  /** The hash of the world goes through all nodes, then through all links: each shard folds its part, in order. */
  mixHash(lanes: Lanes, part: "nodes" | "links"): void {
    if (part === "links") this.#shard.mixLinks(lanes);
    else {
      if (this.#options.shard === 0) this.#shard.mixStart(lanes);
      this.#shard.mixNodes(lanes);
    }
  }

  #goOn(): void {
    while (this.#phase === "open" || this.#hasHeardAll()) {
      if (this.#phase === "open") this.#playRound();
      else this.#takeReports();
      if (this.#phase === "resting") {
        this.#options.onReached();
        return;
      }
    }
  }

  #hasHeardAll(): boolean {
    if (this.#phase === "resting" || this.#untilUs < 0) return false;
    return this.#heard.every((buffers, shard) => shard === this.#options.shard || buffers.length > 0);
  }

  #playRound(): void {
    const shard = this.#shard;
    const earliest = (pick: (head: ReportHead) => number): number => Math.min(...this.#said.map(pick));
    const startUs = Math.min(
      shard.controls.nextUs,
      earliest(({ nextUs }) => nextUs),
    );
    if (startUs > this.#untilUs) {
      this.#phase = "resting";
      return;
    }
    this.#rounds++;
    const taker = earliest((head) => head.taker);
    shard.playRound(startUs, this.#untilUs + 1, taker);
    this.#phase = "first";
    this.#settleAndTell(shard.downs);
  }

  /** Settles this round's signals as if only these nodes had stopped, and tells all others. */
  #settleAndTell(downs: readonly Down[]): void {
    const shard = this.#shard;
    this.#letters = [];
    let nextUs = shard.nextEventUs();
    shard.settle(downs, (letter) => {
      this.#letters.push(letter);
      if (letter.arriveUs < nextUs) nextUs = letter.arriveUs;
    });
    const head = { nextUs, taker: shard.taker(), downs: this.#phase === "again" ? [] : downs };
    for (const writer of this.#writers) if (writer !== undefined) writeHead(writer, head);
    // What will be settled again need not be sent now.
    if (head.downs.length === 0) {
      for (const letter of this.#letters) {
        const writer = this.#writers[this.#owner[letter.to] as number];
        if (writer === undefined) continue;
        writeLetter(writer, letter, this.#identities);
        this.#lettersOut++;
      }
    }
    this.#said = [head];
    this.#exchanges++;
    for (const [to, writer] of this.#writers.entries()) {
      if (writer === undefined) continue;
      this.#bytesOut += writer.length;
      this.#options.post(to, writer.take());
    }
  }

  #takeReports(): void {
    const own = this.#said[0] as ReportHead;
    const reports: Report[] = [];
    for (const [from, buffers] of this.#heard.entries()) {
      if (from === this.#options.shard) continue;
      const buffer = buffers.shift();
      assert(buffer !== undefined, "a round ends when all reports are there");
      reports.push(readReport(buffer, this.#identities));
    }
    const downs = [own, ...reports].flatMap((head) => head.downs);
    if (downs.length > 0 && this.#phase === "first" && reports.length > 0) {
      this.#downs = downs;
      this.#phase = "again";
      this.#settleAndTell(downs);
      return;
    }
    const shard = this.#shard;
    shard.finishRound(this.#phase === "again" ? this.#downs : downs);
    for (const letter of this.#letters) {
      if (this.#owner[letter.to] === this.#options.shard) shard.deliver(letter);
    }
    for (const { letters } of reports) for (const letter of letters) shard.deliver(letter);
    this.#letters = [];
    this.#said = [own, ...reports];
    this.#phase = "open";
  }
}
